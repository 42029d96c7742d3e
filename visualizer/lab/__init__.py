"""Runs scenarios: lanes in processes of their own, real requests, and the trace of what happened (asyncio, no UI)."""

from visualizer.lab.failure import LaneFailed
from visualizer.lab.lab import Lab, record
from visualizer.lab.link import Held
from visualizer.lab.live import Live, is_held
from visualizer.lab.messages import Breakpoint
from visualizer.lab.request import Pace, Request, RequestError
from visualizer.lab.scenario import DEMO, Application, LaneSpec, Scenario, demo
from visualizer.lab.station import Progress
from visualizer.lab.stepping import BreakOn, Doing, LaneStep, cannot_hold

__all__ = [
    "DEMO",
    "Application",
    "BreakOn",
    "Breakpoint",
    "Doing",
    "Held",
    "Lab",
    "LaneFailed",
    "LaneSpec",
    "LaneStep",
    "Live",
    "Pace",
    "Progress",
    "Request",
    "RequestError",
    "Scenario",
    "cannot_hold",
    "demo",
    "is_held",
    "record",
]
