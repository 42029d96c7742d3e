"""The header of a recording: what was run, on what, and when. It names no path, host or user of this machine."""

from __future__ import annotations

import platform
import time
from collections.abc import Sequence
from functools import cache
from importlib import metadata

from visualizer import __version__
from visualizer.trace import Header, Scenario

_PACKAGES = ("Django", "asgiref", "h11")


@cache
def versions() -> dict[str, str]:
    """The versions of Python and of what a lane consists of: lanes run under the program's own Python and packages."""
    packages = {name: metadata.version(name) for name in _PACKAGES}
    return {"Python": platform.python_version(), "visualizer": __version__, **packages}


def header(name: str, lanes: Sequence[str]) -> Header:
    """The header of a trace that begins now."""
    return Header(
        scenario=Scenario(name, tuple(lanes)),
        versions=dict(versions()),
        platform=f"{platform.system()} {platform.machine()}",
        clock=(time.time_ns(), time.perf_counter_ns()),
    )
