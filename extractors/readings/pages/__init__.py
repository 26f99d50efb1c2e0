"""Pages set in columns, and tables side by side, each part read as a page of its own."""
