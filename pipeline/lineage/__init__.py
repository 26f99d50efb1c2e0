"""`planlift lineage`: which deliverables of a plan carry on the actions of an earlier one.

`links` suggests them, by their `terms` among other things.
"""
