"""From published text to values, and how sure each is."""
