"""The tagged reading: what the structure tree says of cells, and where it contradicts the page."""
