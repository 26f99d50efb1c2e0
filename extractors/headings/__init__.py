"""Headings and what they make of columns: which rows they are, which field each names, what kind of table it is.

- `headers`, `headrows`, `headlines`, `contrast`, `openheadings`, `sections`, `totals`: where they stand.
- `headings`, `vocabulary`, `labels`, `codedheadings`, `quarters`: what their words name.
- `kinds`, `columns`, `meanings`, `subjects`, `completing`: which kind of table, and which field each column is.
- `shapes`, `values`: what values look like.
- `quarterly`, `timelines`, `ticks`, `levels`, `putoff`: columns of quarters, marks, levels and dates.
- `legend`, `overrides`, `bystanders`: the document's key, a person's word, tables that are none of the plan's.
"""
