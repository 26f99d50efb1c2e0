"""A PDF file as the geometry model sees it: glyphs, drawings, tags, damage."""
