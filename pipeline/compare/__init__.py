"""`planlift compare`: what has changed between two runs, two quarters or two editions of the same plans.

- `compare`: all of it; `pairs`: which plan with which; `match`: which rows are the same; `confirmed`: decisions on it.
- `edition`: a plan with its rows; `fields`, `ratings`: what became of them; `changes`, `rules`: what is told of that.
- `table`, `page`, `write`: on the terminal, as a page, into a folder.
"""
