"""Runs scenarios: lanes in processes of their own, real requests, and the trace of what happened (asyncio, no UI)."""

from visualizer.lab.client import Response
from visualizer.lab.edits import Edits
from visualizer.lab.failure import LaneFailed
from visualizer.lab.faults import FAULTS, Fault, fault
from visualizer.lab.lab import Lab
from visualizer.lab.link import Held, LetGo
from visualizer.lab.live import Live, is_held
from visualizer.lab.manner import Leave, Manner
from visualizer.lab.messages import Breakpoint
from visualizer.lab.note import Note, note_of
from visualizer.lab.request import Pace, Request, RequestError, crowd
from visualizer.lab.run import record, run
from visualizer.lab.scenario import DEMO, Application, LaneSpec, Scenario, demo
from visualizer.lab.shelf import Kept, Record, Shelf
from visualizer.lab.station import Progress
from visualizer.lab.stepping import BreakOn, Doing, LaneStep, cannot_hold, is_boundary, is_level
from visualizer.lab.unsaved import Unsaved

__all__ = [
    "DEMO",
    "FAULTS",
    "Application",
    "BreakOn",
    "Breakpoint",
    "Doing",
    "Edits",
    "Fault",
    "Held",
    "Kept",
    "Lab",
    "LaneFailed",
    "LaneSpec",
    "LaneStep",
    "Leave",
    "LetGo",
    "Live",
    "Manner",
    "Note",
    "Pace",
    "Progress",
    "Record",
    "Request",
    "RequestError",
    "Response",
    "Scenario",
    "Shelf",
    "Unsaved",
    "cannot_hold",
    "crowd",
    "demo",
    "fault",
    "is_boundary",
    "is_held",
    "is_level",
    "note_of",
    "record",
    "run",
]
