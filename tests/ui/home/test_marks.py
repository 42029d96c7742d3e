from dataclasses import replace

from tests.ui.lesson.shown import lesson
from visualizer import course
from visualizer.course.progress import Answer, LessonProgress
from visualizer.course.search import Hit
from visualizer.ui.home.contents import contents
from visualizer.ui.home.entries import INSIDE, Heading, Way, entries
from visualizer.ui.home.listing import prompts
from visualizer.ui.home.marks import BEGUN, DONE, mark, marks

ANSWERS = {"thread": Answer("x", False), "count": Answer("", None), "gone": Answer("y", True)}


def test_a_mark_counts_what_there_is_now() -> None:
    begun = mark(lesson(), LessonProgress(ANSWERS, frozenset({"change"}), 1))
    assert (begun.predicted, begun.skipped, begun.questions, begun.solved) == (1, 1, 2, 1)
    assert (begun.letter, begun.predictions) == (BEGUN, "1/2 −1")
    done = mark(lesson(), LessonProgress({}, stop=9, done="2026-11-23T03:00:00+00:00"))
    assert (done.letter, done.predictions, done.stop) == (DONE, "0/2", 2)


def test_only_lessons_that_were_opened_have_a_mark() -> None:
    cards = course.lessons()
    progress = {cards[4].id: LessonProgress({}, stop=1), "elsewhere": LessonProgress({})}
    assert list(marks(cards, progress)) == [cards[4].id]
    gone = replace(cards[0], folder=cards[0].folder / "gone")
    assert marks([gone], {gone.id: LessonProgress({})}) == {}


def test_the_columns_stay_where_they_are_whatever_was_done() -> None:
    cards = course.lessons()
    found = entries(cards)
    before = [prompt.plain for prompt in prompts(found)]
    done = {cards[0].id: mark(course.load(cards[0].folder), LessonProgress({}, done="now"))}
    after = [prompt.plain for prompt in prompts(found, done)]
    assert after[1].startswith(f"{DONE}{before[1][1:]}")
    assert after[0].endswith(f"1/{sum(card.part == 1 for card in cards)} done")
    assert after[2:] == before[2:]


def test_lessons_found_by_their_text_stand_below_the_others() -> None:
    cards = course.lessons()
    by_term = entries(cards, "async_to_sync", [cards[10], cards[4]])
    headings = [entry.text for entry in by_term if isinstance(entry, Heading)]
    assert headings[-1] == INSIDE
    assert by_term[-1] == cards[10]
    assert by_term.count(cards[4]) == 1
    assert entries(cards, "no such words anywhere") == []
    assert Way.RECORDING in entries(cards, "recording")


def test_the_contents_are_the_stops_the_words_and_what_was_done() -> None:
    small = lesson()
    half = mark(small, LessonProgress(ANSWERS, frozenset({"change"}), 1))
    said = [line.plain for line in contents(small, half, Hit(small.card, "text", "a line", 7))]
    assert "found  line 7: a line" in said
    assert f"{BEGUN}  1  The head is parsed" in said
    assert "   2  The view runs" in said
    assert "has    2 questions, 1 claim, 1 task" in said
    assert "you    predicted 1 of 2, skipped 1, solved 1 of 1, reached stop 1" in said
    whole = mark(small, LessonProgress({}, stop=2, done="now"))
    done = [line.plain for line in contents(small, whole, Hit(small.card, "code", "x = 1", 0))]
    assert {f"{DONE}  1  The head is parsed", f"{DONE}  2  The view runs", "found  its code: x = 1"} <= set(done)
    assert done[-1] == "you    predicted 0 of 2, done"
    assert not any(line.plain.startswith(("you", "found")) for line in contents(small, None, None))
