"""Random plans as real PDFs with the record of what was printed, and the scorer that compares it with what is read."""
