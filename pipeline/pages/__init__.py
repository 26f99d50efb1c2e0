"""Self-contained web pages: one file each, that asks the network for nothing and runs nothing but its own script."""
