"""A run that this program has made, as long as the program lives: on the shelf, or in memory alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visualizer.lab.shelf import Kept
    from visualizer.trace import Trace


@dataclass
class Recent:
    """A run that this program has made."""

    number: int
    trace: Trace
    changed: str
    kept: Kept | None
    is_over: bool = False
