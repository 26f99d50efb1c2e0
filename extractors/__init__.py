"""From a PDF to rows of published text, each cell with its place on the page."""
