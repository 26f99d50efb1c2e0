"""`planlift compare`: what has changed between two runs, two quarters or two editions of the same plans."""
