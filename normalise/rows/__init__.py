"""From published rows to rows of datasets.

- `deliverables`, `actions` (with `rag_status`), `kpis`, `outcomes`: a dataset each.
- `context`: what every row of a plan is normalised by; `parts`: what a cell of one column holds.
"""
