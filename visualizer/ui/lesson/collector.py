"""Keeps Python's garbage collector from delaying a key: what the lesson screen stands on is never looked through again.

Measured: a full collection of a Textual app with a lesson takes 40–60 ms, a key 6 ms, and without this one key in sixty
waited for one. Frozen objects are not leaked: they are given back to the collector when the screen is left.
"""

import gc

_RARELY = (10_000, 20, 50)
"""Collect the young after so many allocations, the older after so many collections of the younger."""


class Collector:
    """The collector's settings while a lesson is looked at."""

    def __init__(self) -> None:
        self._before = gc.get_threshold()

    def calm(self) -> None:
        """What exists now is here to stay: leave it out of every collection to come."""
        gc.set_threshold(*_RARELY)
        gc.freeze()

    def restore(self) -> None:
        """As it was before."""
        gc.unfreeze()
        gc.set_threshold(*self._before)
