"""`planlift report`: how a plan is going, on one page that leads from every figure to its rows and their places."""
