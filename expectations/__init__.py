"""What each dataset must look like, and the gate that says so.

- `contract`: the datasets as `datasets/` describes them; `schema`, `csvw`: the same for other tools.
- `gate`: whether a plan may be published, by `rules`, `suites` and `views`; `verdict`: what it says.
- `duplicates`: plans of one identifier; `lazily`: imports that wait.
"""
