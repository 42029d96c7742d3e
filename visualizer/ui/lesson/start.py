"""How a visit becomes a view: the stops of its lesson in the score, and where the cursor stands at first."""

from collections.abc import Mapping
from dataclasses import replace

from visualizer.course.errors import LessonError
from visualizer.course.lesson import Lesson, Section, Stop, Task
from visualizer.course.library import folders
from visualizer.replay import Player, Score, Selector, SelectorError
from visualizer.trace import Trace
from visualizer.ui.lesson.findings import Findings
from visualizer.ui.lesson.view import View
from visualizer.ui.visit import Badge, Visit


def first_view(visit: Visit) -> View:
    """What there is to see of a visit before anything was pressed."""
    view = View(Player(Score(Trace())), tuple(visit.lanes.values()), visit.lesson)
    return with_player(view, visit)


def with_player(view: View, visit: Visit) -> View:
    """The view with what the visit has recorded by now; the cursor stays at its event where the trace only grew."""
    states = () if visit.badge is Badge.RECORDED else tuple(visit.lanes.values())
    view = replace(view, fault=visit.fault, lesson=None if visit.fault else visit.lesson)
    view = replace(view, live=visit.live.seen(), breakpoints=visit.breakpoints)
    if visit.player is None:
        return replace(view, states=states, remark=visit.remark)
    player = visit.player
    stops = stops_in(view.lesson, player.score)
    player = player.with_stops(stops)
    if view.lesson is None and player.at_start and not view.states:
        player = player.next()
    findings = view.findings if player.score is view.score else Findings()
    return replace(view, player=player, states=states, stops=stops, findings=findings, remark=visit.remark)


def stops_in(lesson: Lesson | None, score: Score) -> Mapping[int, Section]:
    """The lesson's stops by the step that each is bound to; a stop whose event did not happen is left out."""
    found = ((_step(stop, score), stop) for stop in (lesson.stops if lesson else ()))
    return {step: stop for step, stop in found if step is not None}


def _step(stop: Stop, score: Score) -> int | None:
    try:
        return Selector.parse(stop.selector).find(score)
    except SelectorError:  # a lane that failed is not in the score
        return None


def stop_of(view: View, task: Task) -> int:
    """The step of the stop at which a task stands; the last where the run has no such stop."""
    here = (step for step, section in view.stops.items() if task in section.tasks)
    return next(here, view.player.frontier)


def headline(visit: Visit) -> str:
    """What the first line calls the visit; of a lesson also how many there are. Looks into the lessons' folder."""
    card = visit.subject.card
    if card is None:
        return visit.subject.title
    try:
        count = f"/{len(folders(card.folder.parent))}"
    except LessonError:
        count = ""
    return f"Lesson {card.number}{count} · {visit.subject.title}"


def badge(visit: Visit) -> str:
    """Where the events come from, and what of the run is not the lesson's own."""
    return f"{visit.badge.value}{visit.seen.badge}"
