"""The files of a run: written, and read back.

- `pieces`: the rows of a few plans as they stand in the files; `store`: all files of a run from them.
- `manifest`, `package`, `warned`, `worklist`: `manifest.json`, `datapackage.json`, `warnings.csv`, `queue.csv`, the
  last from the decisions that `queue` finds.
- `foreign`, `earlier`: folders that are not to be replaced, datasets that stay in force.
- `published`: what a run wrote, read back; `derived`: datasets made of the outputs of runs.
"""
