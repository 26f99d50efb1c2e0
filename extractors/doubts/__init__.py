"""How sure a cell is, what makes it doubtful, and what a person is told."""
