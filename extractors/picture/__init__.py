"""What is printed in the picture of a page: its rulings, its colours, its words.

- `pictures`: which pages are pictures, the only door to what reading them needs; `ocr`: such a page as a `Page`.
- `look`: a look at one; `written`: the part that takes seconds; `image`, `inset`, `pixels`: where it is from.
- `straighten`, `dots`: put upright, shades made again; `rulings`, `fills`, `parts`: lines and colours.
- `engine`, `lines`, `upended`, `chars`, `confidence`, `unread`: its words; `ink`, `strokes`: what writing looks like.
- `shapes`, `spelling`, `codes`, `confusions`, `ocrvocabulary`: letters taken for each other.
- `layer`, `recognised`: another recogniser's text; `alphabets`: letters that fonts do not name.
- `glyphs`: lines brought onto the page; `ocrloose`: text that no cell took; `sharing`, `memory`: what it costs.
"""
