"""The commands, one document, many documents, and what is made of the results."""
