"""One PDF looked at without publishing anything.

- `inspect`: what was seen on one page, and why; `drawing`: the picture of it.
- `tables`: every table of a PDF.
"""
