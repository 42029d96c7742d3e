"""The options of a lane: what can be changed of it without touching its code, as it is and as it is to be.

A name in lower case is an option of the server (threads, root_path, each limit), one in upper case a Django setting.
Only values that can be written as literals are options, so that they can be kept, shown and handed to a lane.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import redirect_stderr
from dataclasses import fields, replace
from io import StringIO
from typing import TYPE_CHECKING

from visualizer.course import settings_file
from visualizer.server.options import parse
from visualizer.vocabulary import settings as vocabulary

if TYPE_CHECKING:
    from visualizer.lab import LaneSpec

Options = Mapping[str, object]
"""Values by name."""

DJANGO = "DJANGO_SETTINGS_MODULE"


def options_of(lane: LaneSpec) -> dict[str, object]:
    """How the lane runs: all options of its server, and the settings that can be read from its project's file."""
    return {**_server(lane), **_settings(lane)}


def changed(lane: LaneSpec, changes: Options) -> LaneSpec:
    """The lane with these options instead of its own."""
    threads = changes.get("threads")
    words = (word for name, value in changes.items() if _is_word(name) for word in (flag(name), str(value)))
    lane = replace(lane, threads=threads if isinstance(threads, int) else lane.threads, options=(*lane.options, *words))
    settings = {name: value for name, value in changes.items() if name.isupper()}
    return _with_settings(lane, settings) if settings else lane


def _is_word(name: str) -> bool:
    """Whether an option is one that `LaneSpec` has no field for."""
    return name.islower() and name != "threads"


def flag(name: str) -> str:
    """An option of the server as its command line has it."""
    return f"--{name.replace('_', '-')}"


def has_settings(lane: LaneSpec) -> bool:
    """Whether the lane runs a Django project whose settings are named."""
    return DJANGO in dict(lane.environment)


def settings_module(lane: LaneSpec) -> str:
    """The project's own settings module; empty where it has none."""
    return dict(lane.environment).get(DJANGO, "")


def _server(lane: LaneSpec) -> dict[str, object]:
    threads = () if lane.threads is None else ("--threads", str(lane.threads))
    try:
        with redirect_stderr(StringIO()):
            settings = parse([lane.protocol, lane.application, *threads, *lane.options]).settings
    except SystemExit:  # the lane itself will say what is wrong with its options
        return {}
    limits = {item.name: getattr(settings.limits, item.name) for item in fields(settings.limits)}
    return {"threads": settings.threads, "root_path": settings.root_path, **limits}


def _settings(lane: LaneSpec) -> dict[str, object]:
    if lane.path is None or not has_settings(lane):
        return {}
    return settings_file.read(lane.path, settings_module(lane))


def _with_settings(lane: LaneSpec, settings: Options) -> LaneSpec:
    environment = {
        **dict(lane.environment),
        vocabulary.OWN: settings_module(lane),
        vocabulary.CHANGED: repr(dict(settings)),
        DJANGO: vocabulary.MODULE,
    }
    return replace(lane, environment=tuple(environment.items()))
