"""How sure a cell is, from how often cells read in the same way were right."""
