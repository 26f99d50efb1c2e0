"""`planlift officers`: titles that the register does not know, what they are near, and aliases that nobody uses."""
