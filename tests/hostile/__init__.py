"""Files that mean harm, or have come to some: made for the tests, each a few lines of what is wrong with it."""
