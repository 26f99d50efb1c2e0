"""Which pages and tables are a plan's, and what it states outside its tables."""
