"""Keeps a run's events: what an event is, the trace that holds them, its file format and its plain text.

It reads what other processes wrote, so all that comes in is validated; nothing in a trace is ever run.
"""

from visualizer.trace.codec import decode, encode
from visualizer.trace.errors import LineError, TraceError
from visualizer.trace.event import Event, Header, Outcome, Phase, Place, Scenario, Source, SourceFile, Stage
from visualizer.trace.loader import Loaded, load
from visualizer.trace.printer import text
from visualizer.trace.record import Recorder, save
from visualizer.trace.trace import Trace, merged
from visualizer.trace.values import Value, plain, quoted, show, visible

__all__ = [
    "Event",
    "Header",
    "LineError",
    "Loaded",
    "Outcome",
    "Phase",
    "Place",
    "Recorder",
    "Scenario",
    "Source",
    "SourceFile",
    "Stage",
    "Trace",
    "TraceError",
    "Value",
    "decode",
    "encode",
    "load",
    "merged",
    "plain",
    "quoted",
    "save",
    "show",
    "text",
    "visible",
]
