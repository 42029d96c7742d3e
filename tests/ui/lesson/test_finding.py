from hypothesis import given
from hypothesis import strategies as st

from tests.ui.lesson.shown import step_of, view
from visualizer.ui.lesson.finding import MOST, find

SCORE = view().score


def test_a_selector_finds_what_it_means() -> None:
    (found,) = find(SCORE, "second receive exit in asgi")
    assert found.step == step_of(view(), "second receive exit in asgi")
    assert (found.label, found.phase, found.lanes) == ("receive", "exit", ("asgi",))


def test_words_find_labels_and_facts() -> None:
    steps = find(SCORE, "http.resp start")
    assert steps
    assert all("http.response.start" in found.label for found in steps)
    assert {found.phase for found in find(SCORE, "SessionMidd exit")} == {"exit"}


def test_nothing_is_found_for_nothing() -> None:
    assert find(SCORE, "  ") == []
    assert find(SCORE, "no such event") == []


@given(st.text(max_size=30))
def test_any_words_find_steps_that_there_are(words: str) -> None:
    found = find(SCORE, words)
    assert len(found) <= MOST
    assert all(0 <= one.step < len(SCORE.steps) for one in found)
