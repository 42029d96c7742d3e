"""How a visit becomes a view: the stops of its lesson in the score, and where the cursor stands at first."""

from collections.abc import Mapping
from dataclasses import replace

from visualizer.course.lesson import Lesson, Section, Stop
from visualizer.replay import Player, Score, Selector, SelectorError
from visualizer.trace import Trace
from visualizer.ui.lesson.view import View
from visualizer.ui.visit import Visit


def first_view(visit: Visit) -> View:
    """What there is to see of a visit before anything was pressed."""
    view = View(Player(Score(Trace())), tuple(visit.lanes.values()), visit.lesson)
    return with_player(view, visit)


def with_player(view: View, visit: Visit) -> View:
    """The view with what the visit has recorded by now; the cursor stays at its event where the trace only grew."""
    states = tuple(visit.lanes.values())
    if visit.player is None:
        return replace(view, states=states)
    player = visit.player
    stops = stops_in(view.lesson, player.score)
    player = player.with_stops(stops)
    if view.lesson is None and player.at_start and not view.states:
        player = player.next()
    return replace(view, player=player, states=states, stops=stops)


def stops_in(lesson: Lesson | None, score: Score) -> Mapping[int, Section]:
    """The lesson's stops by the step that each is bound to; a stop whose event did not happen is left out."""
    found = ((_step(stop, score), stop) for stop in (lesson.stops if lesson else ()))
    return {step: stop for step, stop in found if step is not None}


def _step(stop: Stop, score: Score) -> int | None:
    try:
        return Selector.parse(stop.selector).find(score)
    except SelectorError:  # a lane that failed is not in the score
        return None


def headline(visit: Visit) -> str:
    """What the first line calls the visit."""
    number = visit.subject.number
    return visit.subject.title if number is None else f"Lesson {number} · {visit.subject.title}"
