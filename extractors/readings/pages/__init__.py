"""Pages set in columns, and tables side by side, each part read as a page of its own.

- `columns`: where a page is parted; `blocks`: what its parts show at a glance; `parts`: each read, and put back.
- `sidebyside`: where two tables may have been read as one.
"""
