"""`planlift history`: the reports of successive quarters as one history of every action's status."""
