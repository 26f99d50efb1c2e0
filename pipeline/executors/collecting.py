"""How often Python's garbage collector comes in a process that reads documents.

As Python sets it up, 6% of the time that a plan takes to read is the collector's. Two thirds of that go on what is
imported, which stays for good; and a page makes thousands of small objects, nearly all of them in no cycle.
"""

import gc

# A collection for every so many objects that are new and still there, where Python sets 700. With modules left alone
# 1.2% of the time is the collector's then, and what a document of 16 pages leaves in cycles, 10,000 objects, waits for
# the next.
_YOUNG = 20_000


def seldom() -> None:
    """Let the collector come seldom, from the first import on."""
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])


def leave_imported() -> None:
    """Let the collector pass over all that there is now, most of which a first task has imported."""
    gc.collect()
    gc.freeze()
