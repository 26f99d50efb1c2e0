"""Cards and forms: a record each, told by labels beside, above or before their values.

- `labelled`: lines `Label: value`; `stacked`: labels that look otherwise than the values; `labels`: which begin a card.
- `crowns`, `texts`, `breaks`: what stands over and below, and where a page cuts one; `grids`: the grid of one.
"""
