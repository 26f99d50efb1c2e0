"""The commands of `planlift`, one module each: what it can be asked, in words, and which module does it.

A command module imports nothing heavy before it runs: `planlift --help` imports them all.
"""
