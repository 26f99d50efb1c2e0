"""`planlift officers`: titles that the register does not know, what they are near, and aliases that nobody uses.

- `survey`: the titles of a run beside the register; `table`: on the terminal; `accept`: a decision, kept.
"""
