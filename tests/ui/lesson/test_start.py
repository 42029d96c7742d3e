from dataclasses import replace

from tests.golden.make import golden
from tests.ui.lesson.shown import lesson, lesson_visit, visit
from visualizer.replay import Player, Score
from visualizer.trace import Trace
from visualizer.ui.lesson.start import first_view, headline, stops_in, with_player
from visualizer.ui.lesson.view import View
from visualizer.ui.subject import Subject
from visualizer.ui.visit import Visit


def test_a_recording_begins_at_its_first_event() -> None:
    assert first_view(visit()).player.cursor == 0


def test_a_lesson_begins_before_it_with_its_opening() -> None:
    view = first_view(lesson_visit())
    assert view.player.cursor == -1
    assert view.section is lesson().opening or view.section == lesson().opening
    assert len(view.stops) == 2


def test_the_section_is_that_of_the_stop_that_is_reached() -> None:
    view = first_view(lesson_visit())
    there = View(view.player.next_stop(), (), view.lesson, view.stops)
    assert there.section is not None
    assert there.section.title == "The head is parsed"


def test_a_stop_whose_event_did_not_happen_is_left_out() -> None:
    assert len(stops_in(lesson(), Score(golden("cancelled")))) == 2
    assert stops_in(lesson(), Score(Trace())) == {}
    assert stops_in(None, Score(golden("both"))) == {}


def test_before_a_run_there_is_nothing_to_see() -> None:
    nothing = Visit(Subject("Your own request"))
    view = first_view(nothing)
    assert view.is_empty
    assert view.event(0) is None
    assert view.acting == 0
    assert view.section is None
    assert with_player(view, nothing) == view


def test_a_run_that_is_there_by_now_is_seen() -> None:
    late = Visit(Subject("Your own request"))
    view = first_view(late)
    late.player = Player(Score(golden("both")))
    assert with_player(view, late).names == ("wsgi", "asgi")
    assert with_player(view, late).number("asgi") == 1
    assert with_player(view, late).number("other") is None
    assert with_player(view, late).state("wsgi") is None


def test_the_headline_has_the_lessons_number() -> None:
    assert headline(lesson_visit()) == "Lesson 1/1 · A small lesson"
    assert headline(visit(name="run.jsonl")) == "run.jsonl"


def test_a_stop_in_a_lane_that_failed_is_left_out() -> None:
    here = lesson()
    stop = replace(here.stops[0], selector="view enter in wsgi")
    assert stops_in(replace(here, stops=(stop,)), Score(golden("asgi"))) == {}
