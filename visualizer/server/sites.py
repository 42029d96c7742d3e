"""Names the code that acts where an event cannot be reported beside it, as `visualizer.probe.emit` names places."""

from collections.abc import Callable
from typing import Any

from visualizer.probe.emit import Site


def whole(function: Callable[..., Any]) -> Site:
    """All lines of a function: it has acted, and it is told later for whom."""
    return ("whole", *_place(function))


def header(function: Callable[..., Any]) -> Site:
    """The line with its `def`: asyncio has acted, and calls the function for it."""
    return ("at", *_place(function))


def _place(function: Callable[..., Any]) -> tuple[str, int, str]:
    code = function.__code__
    return code.co_filename, code.co_firstlineno, function.__module__
