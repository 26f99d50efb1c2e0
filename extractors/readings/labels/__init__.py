"""Outcomes and themes whose labels stand for several rows with no line between them.

- `columns`: where they stand; `texts`: one told from the next; `groups`: the rows of each.
"""
