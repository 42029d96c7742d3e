"""The line format of a trace: its version, the header's keys, the order of an event's fields, how a line is written.

A trace file is JSON Lines. The first line is the header, an object. Every further line is an array, which is an event,
or an object, which is a source file. The link between a lane and the program carries the same lines and, as objects,
the messages of `link`. A reader refuses a version that it does not know.

A source file's line stands before the first event that names it. The events of one process in one lane stand in the
order of their `seq`; those of several processes may stand in any order beside one another.
"""

import json
from typing import Any, Final, Tuple

FORMAT: Final = "visualizer-trace"
"""What the header's `format` says, so that any tool can tell what kind of file this is."""

VERSION: Final = 1
"""Raised when a reader of the version before could misread a file of this one."""

HEADER = ("format", "version", "scenario", "versions", "platform", "clock")
"""The header's keys, in order. `scenario`: {"name": str, "lanes": [str, …]}; `versions`: an object, those of Python,
Django and the servers by name; `platform`: a str; `clock`: [wall clock, monotonic clock], both in ns, read at the same
moment."""

SOURCE = ("source", "name", "hash", "text")
"""A source file's keys, in order: its number (from 1), its name relative to its import root, the sha256 of its text (as
UTF-8) in hex, the text itself or null where it is too long to embed."""

FIELDS = (
    "seq",
    "time",
    "lane",
    "connection",
    "exchange",
    "stage",
    "name",
    "phase",
    "outcome",
    "place",
    "data",
    "source",
    "observer",
)
"""The order of an event's fields:

seq         int: order of emission, by this observer within its process, from 1
time        int: time.perf_counter_ns(), one clock for all processes of a machine
lane        str: the lane's name ("wsgi", "asgi")
connection  int or null: which TCP connection; as emitted the client's port, in a trace a small number from 1
exchange    int or null: which request of the connection as emitted, which of the lane in a trace; from 1
stage       str: one of stages.STAGES
name        str: what within the stage
phase       str: one of stages.PHASES
outcome     str or null: one of stages.OUTCOMES, on an exit only
place       [process, thread, task]: int, str, str or null
data        object: the event's own values by name, each encoded as in `values`
source      null or [file, first, last]: a source file's number and the lines (from 1) of the statement that acts
observer    str: one of stages.OBSERVERS
"""


def line(record: Any) -> str:
    """One line of a trace, newline included: an event as a sequence in the order of FIELDS, or an object."""
    return _ENCODER.encode(record) + "\n"


_ENCODER = json.JSONEncoder(ensure_ascii=True, allow_nan=False, separators=(",", ":"), check_circular=False)


def fields(event: Any) -> Tuple[Any, ...]:
    """The values of an object with FIELDS as its attributes, in order."""
    return tuple(getattr(event, name) for name in FIELDS)
