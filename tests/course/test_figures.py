"""Figures of a run in a text."""

import pytest

from tests.course.claims.runs import run
from visualizer.course.claims import ClaimError
from visualizer.course.figures import NONE, figures, fill


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("in {asgi.view.thread}.", "in worker-1."),
        ("`{wsgi[2].view.status}`", "`202`"),
        ('{wsgi("last view").exchange}', "2"),
        ("{wsgi.view.duration:ms} {wsgi.view.duration:us}", "0.0 ms 20 µs"),
        ("{asgi.threads:list} {asgi.threads:count} {wsgi.hops:list} {wsgi.hops:count}", "MainThread, worker-1 2 0 0"),
        ('{wsgi("sixth view").thread}', NONE),
        ("{wsgi.nothing} {wsgi.view.thread:ms} {wsgi.view.thread:loud}", f"{NONE} {NONE} {NONE}"),
        ("{http.request} {} {a: 1} {wsgi} {all.status}", "{http.request} {} {a: 1} {wsgi} {all.status}"),
        ("{wsgi.}", NONE),
        ('{wsgi("client request").line}', "b'GET / HTTP/1.1'"),
    ],
)
def test_a_figure_is_filled_in(text: str, filled: str) -> None:
    assert fill(text, run()) == filled


def test_control_characters_become_visible() -> None:
    assert "\x1b" not in fill('{wsgi.each("view", "thread")} {wsgi.view["\x1b"]}', run())


def test_figures_are_known_by_their_lane() -> None:
    text = "{wsgi.view.thread} {asgi.duration:ms} {http.request}"
    assert list(figures(text, ["wsgi", "asgi"])) == [("wsgi.view.thread", ""), ("asgi.duration", "ms")]


@pytest.mark.parametrize("text", ["{wsgi.view.}", "{wsgi.view.duration:loud}"])
def test_a_figure_that_cannot_be_is_an_error(text: str) -> None:
    with pytest.raises(ClaimError):
        list(figures(text, ["wsgi"]))
