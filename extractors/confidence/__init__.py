"""How sure a cell is, from how often cells read in the same way were right.

- `sureness`: the weakest evidence decides; `fitted`: how often cells of each evidence are right.
- `company`: whether a cell, its row and its table look as one expects.
"""
