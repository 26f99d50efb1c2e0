"""What is kept for the next run and between two halves of one, and under which keys.

- `cache`: documents that were read; `pagecache`: scanned pages; `stock`: parcels and pieces.
- `shelf` and `depot`: folders of things and of bytes under keys; `codec`: things as JSON.
- `fingerprint` and `version`: the code and the libraries that things depend on.
"""
