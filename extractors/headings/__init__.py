"""Headings and what they make of columns: which rows they are, which field each names, what kind of table it is."""
