"""`planlift review`: the flagged cells of a run beside their pages, and the decisions that a person takes on them."""
