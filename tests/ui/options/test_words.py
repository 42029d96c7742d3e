"""What was changed of the lanes is said in a few words, with the lanes where it is not all that could have it."""

from __future__ import annotations

import pytest

from visualizer.lab import DEMO
from visualizer.ui.options.words import UNKNOWN, change, said

COMMON, SESSION = "django.middleware.common.CommonMiddleware", "django.contrib.sessions.middleware.SessionMiddleware"


@pytest.mark.parametrize(
    ("name", "before", "after", "words"),
    [
        ("threads", 1, 4, "threads 1 → 4"),
        ("request_line", 8192, 100, "request line 8192 → 100"),
        ("head", 30.0, 2.5, "head 30 → 2.5"),
        ("write", 3e7, 1.0, "write 30000000 → 1"),
        ("root_path", "", "/app", "root path none → /app"),
        ("DEBUG", False, True, "DEBUG False → True"),
        ("LANGUAGE_CODE", "en", "de", "LANGUAGE_CODE 'en' → 'de'"),
        ("ALLOWED_HOSTS", ["a" * 30], [], "ALLOWED_HOSTS = []"),
        ("ALLOWED_HOSTS", [], ["a" * 30], "ALLOWED_HOSTS changed"),
        ("NEW", UNKNOWN, 1, "NEW = 1"),
        ("MIDDLEWARE", [COMMON, SESSION], [COMMON], "MIDDLEWARE − SessionMiddleware"),
        ("MIDDLEWARE", [COMMON], [SESSION], "MIDDLEWARE − CommonMiddleware + SessionMiddleware"),
        ("MIDDLEWARE", [COMMON, SESSION], [SESSION, COMMON], "MIDDLEWARE in another order"),
        ("MIDDLEWARE", ["a.A", "b.B", "c.C"], [], "MIDDLEWARE − A, − B, …"),
    ],
)
def test_one_change(name: str, before: object, after: object, words: str) -> None:
    assert change(name, before, after) == words


def test_the_lanes_are_named_where_not_all_that_could_have_a_change_have_it() -> None:
    lanes = DEMO.lanes()
    assert said(lanes, {"wsgi": {"threads": 2}}) == ("threads 1 → 2",)
    assert said(lanes, {"wsgi": {"head": 1.0}}) == ("head 30 → 1 (wsgi)",)
    both = {"wsgi": {"head": 1.0, "DEBUG": False}, "asgi": {"head": 1.0, "DEBUG": 1}}
    assert said(lanes, both) == ("head 30 → 1", "DEBUG True → False (wsgi)", "DEBUG True → 1 (asgi)")
    assert said(lanes, {}) == ()
