"""`planlift review`: the flagged cells of a run beside their pages, and the decisions that a person takes on them.

- `ways`: a page to keep, one that is served (`server`), decisions taken back.
- `page`: the page; `items`: its cells; `candidates`, `forms`: what they could be, how each is corrected; `content`: all
  of that for its scripts.
- `decisions`: checked, and added to the project.
"""
