"""The commands, one document, many documents, and what is made of the results.

Data goes from the top of this list to the bottom:

- `cli` and `commands`: the command line; `errors`: what can go wrong with a command; `folders`: where things are.
- `fetch`: plans from the web sites that publish them; `given`: what a run is given.
- `document`: one document, within `limits`; `keeping`: what the next run may use again.
- `run`: many documents, by means of `executors`, `telling` how far it is.
- `outputs`: the files of a run; `files`: how files are written and put in their place.
- `inspection`: one PDF looked at without publishing.
- `review`, `report`, `officers`, `compare`, `history`, `lineage`: made of the outputs, `pages` being what their web
  pages share.
- `publish`: a versioned release of them.
"""
