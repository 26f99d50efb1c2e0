"""Outcomes and themes whose labels stand for several rows with no line between them."""
