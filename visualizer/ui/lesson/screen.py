"""The lesson screen: a visit, with all that a learner can do there; each part stands in a class and file of its own."""

from __future__ import annotations

from visualizer.ui.change.changing import Changing
from visualizer.ui.live.breaking import Breaking
from visualizer.ui.live.holding import Holding
from visualizer.ui.runs.comparing import Comparing
from visualizer.ui.scenarios.many import Many


class LessonScreen(Holding, Breaking, Many, Comparing, Changing):
    """A visit, looked at, predicted and changed."""
