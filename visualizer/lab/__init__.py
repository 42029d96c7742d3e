"""Runs scenarios: lanes in processes of their own, real requests, and the trace of what happened (asyncio, no UI)."""

from visualizer.lab.failure import LaneFailed
from visualizer.lab.lab import Lab, record
from visualizer.lab.link import Held
from visualizer.lab.messages import Breakpoint
from visualizer.lab.request import Pace, Request, RequestError
from visualizer.lab.scenario import DEMO, Application, LaneSpec, Scenario, demo
from visualizer.lab.station import Progress

__all__ = [
    "DEMO",
    "Application",
    "Breakpoint",
    "Held",
    "Lab",
    "LaneFailed",
    "LaneSpec",
    "Pace",
    "Progress",
    "Request",
    "RequestError",
    "Scenario",
    "demo",
    "record",
]
