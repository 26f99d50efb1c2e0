"""Rows that no line parts, or that lines leave out: told by white, paint, keys and the names of groups."""
