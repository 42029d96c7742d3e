"""Replacing one attribute of somebody else's class, module or object."""

from typing import Any, Callable


def replace(owner: Any, name: str, make: Callable[[Any], Any]) -> None:
    """Put `make(original)` in the original's place; AttributeError if there is none."""
    setattr(owner, name, make(getattr(owner, name)))
