"""What is printed as a person reads it: lines, runs, chunks, paragraphs, words."""
