"""Fetching plans from the web sites that publish them, politely, and never losing a good copy to a bad answer.

- `collect`: every source of the `listing` visited once; `visitor`: how; `web`: one request; `errors`: what goes wrong.
- `ledger`, `sidecar`, `editions`: what is remembered, written beside a PDF, and kept of what is replaced.
- `telling`: what is told.
"""
