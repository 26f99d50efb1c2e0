"""Files and folders that are whole or not there at all, and the forms of what stands in them.

- `saving`, `swap`, `lock`: a file, a folder put in its place; one run at a time.
- `csvtext`, `rowgroups`, `packing`: CSV, Parquet files joined, byte strings as one.
"""
