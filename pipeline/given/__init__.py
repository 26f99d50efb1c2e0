"""What a run is given: PDFs in folders and on remote storage, what stands beside them, and whether they have changed.

- `sources`: which PDFs there are, and the TOML beside each.
- `remote`: PDFs on shared or object storage.
- `digests`: the SHA-256 of files, taken again only of those that have changed.
"""
