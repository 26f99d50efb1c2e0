"""How commands speak: the stream, the log, the bar, the table.

- `progress`: what a run tells while it works; `log`: the same as JSON.
- `terminal`: tables and lines for a person; `streams`: streams that can be written to whatever they lead to.
"""
