"""How a record stands: letters, words and colours to a status.

- `status`: one cell; `phrases`: the words that name a status; `colour`: how far apart two colours look.
- `legend`: what the document itself says its letters and colours mean.
- `twoquarters`: the rating of a quarter beside that of the one before.
"""
