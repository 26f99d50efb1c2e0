"""Ways to see a grid in a page."""
