"""Who leads: titles to posts.

- `officer`: one title; `officer_cell`: the titles and names of a cell; `officers`: all cells of a plan.
"""
