"""How a record stands: letters, words and colours to a status.

- `status`: one cell, by what its text (`said`) and its fill (`painted`) say; `rules`: the registers for it.
- `legend`: what the document itself says its letters and colours mean.
- `phrases`: the words that name a status; `colour`: how far apart two colours look.
- `twoquarters`: the rating of a quarter beside that of the one before.
"""
