"""One table of three columns and three rows, which tests draw in many ways."""

XS, YS = (50.0, 250.0, 400.0, 500.0), (60.0, 84.0, 108.0, 132.0)
ROWS = (
    ("Action", "Owner", "Status"),
    ("Plant four hundred oaks", "Head of Parks", "On track"),
    ("Mow the greens", "Head of Sport", "Late"),
)
READ = [list(row) for row in ROWS]
GREEN, RED = "#00b050", "#ff0000"
