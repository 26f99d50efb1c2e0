"""From a PDF to rows of published text, each cell with its place on the page.

- `document` reads as the contents page: `pdf` or `picture` give a `page`, `printed` what is written on it, `readings`
  its `grids`; `headings` say what these hold, `joining` makes a `table` of its pages.
- `layout` holds all that was seen, `plans` sort it, `doubts` and `confidence` say how sure it is.
- `errors`: what can be wrong with a document; `progress`: how far it is; `pagelists`, `printable`: words for people.
"""
