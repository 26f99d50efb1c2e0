"""A PDF file as the geometry model sees it: glyphs, drawings, tags, damage.

- `files`, `soundness`, `limits`, `prepared`: before it is read.
- `pdfium`: a page with PDFium; `pdfium_text`, `pdfium_paths`, `pdfium_tags`: its parts; `pdfium_calls`: the calls.
- `objects`, `textobjects`, `outlines`, `clips`, `spelled`: what a page draws.
- `layers`, `annotations`, `marks`, `overprint`, `covered`: what is hidden, laid over or printed twice.
- `letters`, `raised`, `signs`: glyphs that are not the letters they seem; `turning`: pages on their side.
- `pieces`, `grounds`: paint that is not as it is drawn.
"""
