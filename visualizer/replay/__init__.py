"""Reads a trace: level rows and steps over all lanes, a cursor that moves over them, and what there is to see at it.

Pure: no clock, no I/O, nothing of a screen. What a screen shows is `Scene(score, player.cursor)`, computed when asked.
"""

from visualizer.replay.player import Pace, Player
from visualizer.replay.score import Row, Score, Step

__all__ = ["Pace", "Player", "Row", "Score", "Step"]
