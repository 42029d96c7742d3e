"""Reads a trace: level rows and steps over all lanes, a cursor that moves over them, and what there is to see at it.

Pure: no clock, no I/O, nothing of a screen. What a screen shows is `Scene(score, player.cursor)`, computed when asked.
"""

from visualizer.replay.cell import Cell, State, where
from visualizer.replay.code import CodeView
from visualizer.replay.data import Change, DataView, Entry
from visualizer.replay.messages import Message, MessagesView
from visualizer.replay.player import Pace, Player
from visualizer.replay.scene import Counts, LaneScene, Scene, Span
from visualizer.replay.score import Row, Score, Step
from visualizer.replay.selector import Selector, SelectorError
from visualizer.replay.timeline import Doing, TimeCell, Timeline, Track, Window
from visualizer.replay.wire import Segment, WireView

__all__ = [
    "Cell",
    "Change",
    "CodeView",
    "Counts",
    "DataView",
    "Doing",
    "Entry",
    "LaneScene",
    "Message",
    "MessagesView",
    "Pace",
    "Player",
    "Row",
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
    "Window",
    "WireView",
    "where",
]
