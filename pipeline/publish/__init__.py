"""From the outputs of a run to a versioned release: what may go out, described in every usual way.

- `release`: start to end; `settings`: what the publisher says of it; `content`: what it holds, before any form.
- `withhold`, `names`, `decisions`, `licences`: what may go out, and under which licence.
- `version`, `changes`: its number, from what has changed.
- `files`, `places`: its files, and where they go.
- `datapackage`, `dcat`, `ckan`, `schema_org`, `dictionary`: its descriptions; `periods`, `subject`: what these share.
- `summary`: what the user is told.
"""
