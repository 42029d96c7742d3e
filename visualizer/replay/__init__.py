"""Reads a trace: level rows and steps over all lanes, a cursor that moves over them, and what there is to see at it.

Pure: no clock, no I/O, nothing of a screen. What a screen shows is `Scene(score, player.cursor)`, computed when asked.
"""

from visualizer.replay.cell import Cell, State, where
from visualizer.replay.code import CodeView
from visualizer.replay.compare import Comparison, Group, Level, Verdict
from visualizer.replay.counters import Counted, Counters
from visualizer.replay.data import Change, DataView, Entry
from visualizer.replay.filtering import FilterError, filtered
from visualizer.replay.holds import Hold, Holds
from visualizer.replay.listing import Listed, Listing, listing
from visualizer.replay.messages import Message, MessagesView
from visualizer.replay.pairing import Run
from visualizer.replay.player import Pace, Player
from visualizer.replay.scene import Counts, LaneScene, Scene, Span
from visualizer.replay.score import Row, Score, Step
from visualizer.replay.selector import Selector, SelectorError
from visualizer.replay.timeline import Timeline
from visualizer.replay.tracks import Doing, Kind, TimeCell, Track
from visualizer.replay.window import Window
from visualizer.replay.wire import Segment, WireView

__all__ = [
    "Cell",
    "Change",
    "CodeView",
    "Comparison",
    "Counted",
    "Counters",
    "Counts",
    "DataView",
    "Doing",
    "Entry",
    "FilterError",
    "Group",
    "Hold",
    "Holds",
    "Kind",
    "LaneScene",
    "Level",
    "Listed",
    "Listing",
    "Message",
    "MessagesView",
    "Pace",
    "Player",
    "Row",
    "Run",
    "Scene",
    "Score",
    "Segment",
    "Selector",
    "SelectorError",
    "Span",
    "State",
    "Step",
    "TimeCell",
    "Timeline",
    "Track",
    "Verdict",
    "Window",
    "WireView",
    "filtered",
    "listing",
    "where",
]
