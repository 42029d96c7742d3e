"""Keeps a run's events: what an event is, the trace that holds them, its file format and its plain text.

It reads what other processes wrote, so all that comes in is validated; nothing in a trace is ever run.
"""

from visualizer.trace.event import Event, Header, Outcome, Phase, Place, Scenario, Source, SourceFile, Stage
from visualizer.trace.trace import Trace, merged
from visualizer.trace.values import Value, plain, quoted, show, visible

__all__ = [
    "Event",
    "Header",
    "Outcome",
    "Phase",
    "Place",
    "Scenario",
    "Source",
    "SourceFile",
    "Stage",
    "Trace",
    "Value",
    "merged",
    "plain",
    "quoted",
    "show",
    "visible",
]
