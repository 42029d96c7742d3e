"""The words of the link are said once each, and no two variables of the environment are one."""

from visualizer.vocabulary import link
from visualizer.vocabulary.format import FIELDS


def test_a_breakpoint_asks_for_what_an_event_has() -> None:
    assert set(link.BREAKPOINT) < set(FIELDS)


def test_words_are_distinct() -> None:
    for words in (link.HELLO, link.BREAKPOINT, tuple(link.ENVIRONMENT.values())):
        assert len(set(words)) == len(words)


def test_the_variables_are_ours() -> None:
    assert all(variable.startswith("VISUALIZER_") for variable in link.ENVIRONMENT.values())
