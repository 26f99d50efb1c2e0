"""One document, from the file to the parcel of what it holds.

- `lift`: all of it; `reading`: the pages, unless they were read before; `looks`: what is seen in pictures.
- `contents`: what a run remembers of it; `parcel`: that and its rows, as bytes.
"""
