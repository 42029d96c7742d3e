"""The fields of the form: what stands there at first changes nothing; what is typed is meant, or it says why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.course.lane_options import options_of, settings_module
from visualizer.course.settings_file import written
from visualizer.lab import DEMO, LaneSpec
from visualizer.ui.options.fields import FIELDS, MIDDLEWARE, SETTINGS, read, typed

LANE = DEMO.lanes()[0]
OWN = options_of(LANE)
FOLDER = DEMO.path or Path()
WRITTEN = written(FOLDER, settings_module(LANE))
TEXTS = typed(OWN, WRITTEN, {})
COMMON = "django.middleware.common.CommonMiddleware"


def test_what_stands_there_at_first_changes_nothing() -> None:
    assert set(TEXTS) == {field.name for field in FIELDS}
    assert read(TEXTS, OWN, FOLDER) == ({}, {})
    assert TEXTS[SETTINGS].startswith("DEBUG = True\nALLOWED_HOSTS = ")
    assert "SECRET_KEY" not in TEXTS[SETTINGS]


@pytest.mark.parametrize(
    ("name", "text", "changes"),
    [
        ("threads", "4", {"threads": 4}),
        ("root_path", " /app/ ", {"root_path": "/app"}),
        ("head", "2.5", {"head": 2.5}),
        ("body", "100", {"body": 100}),
        (MIDDLEWARE, f"\n  {COMMON}\n\n", {MIDDLEWARE: [COMMON]}),
        (SETTINGS, "DEBUG = False\n\nUSE_TZ=True", {"DEBUG": False}),
        (SETTINGS, "DATA_UPLOAD_MAX_MEMORY_SIZE = 10", {"DATA_UPLOAD_MAX_MEMORY_SIZE": 10}),
        (SETTINGS, "QUITE_NEW = {'a': (1, 2)}", {"QUITE_NEW": {"a": (1, 2)}}),
    ],
)
def test_what_is_typed_is_changed(name: str, text: str, changes: dict[str, object]) -> None:
    assert read({**TEXTS, name: text}, OWN, FOLDER) == (changes, {})
    again = typed(OWN, WRITTEN, changes)
    assert read(again, OWN, FOLDER) == (changes, {})


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("threads", "x", "'x' is not a number of 1 or more; the lane's own is 1"),
        ("threads", "65", "65 is too much: 64 at the most"),
        ("backlog", "3000000000", "3000000000 is too much: 2147483647 at the most"),
        ("backlog", "9" * 6000, f"{'9' * 40} is too much: 2147483647 at the most"),
        ("head", "0", "'0' is not a number of seconds above 0; the lane's own is 30"),
        ("head", "", "'' is not a number of seconds above 0; the lane's own is 30"),
        ("root_path", "app", "'app' does not begin with /; the lane's own is none"),
        (MIDDLEWARE, "a.B\n\nno dots", "line 1, a.B: there is no 'a', neither in demo nor installed"),
        (
            SETTINGS,
            "USE_TZ = True\ndebug = True",
            "line 2: 'debug = True' is no setting; write NAME = value, as in DEBUG = True",
        ),
        (SETTINGS, "DEBUG", "line 1: 'DEBUG' is no setting; write NAME = value, as in DEBUG = True"),
        (SETTINGS, "MIDDLEWARE = []", "line 1: MIDDLEWARE has a field of its own, above"),
        (SETTINGS, "BASE = Path('x')", "line 1: \"Path('x')\" cannot be taken from here"),
        (SETTINGS, "A = 1\nB = 1\nA = 2", "line 3: A has its value in line 1 already; change that one"),
        (SETTINGS, "BASE = ", "line 1: '' cannot be taken from here"),
    ],
)
def test_what_cannot_be_meant_says_what_and_what_to_write_instead(name: str, text: str, says: str) -> None:
    found = read({**TEXTS, name: text}, OWN, FOLDER)
    assert found.changes == {}
    assert found.problems[name].startswith(says)


def test_a_lane_without_a_project_has_no_settings() -> None:
    bare = options_of(LaneSpec("wsgi", "wsgi", "module:app"))
    texts = typed(bare, {}, {})
    assert MIDDLEWARE not in texts
    assert SETTINGS not in texts
    assert read(texts, bare, None) == ({}, {})


names = st.from_regex(r"[A-Z][A-Z_]{0,8}", fullmatch=True).filter(lambda name: name != MIDDLEWARE)
leaves = st.none() | st.booleans() | st.integers(-9, 10**9) | st.text(max_size=9) | st.binary(max_size=4)
values = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner), max_leaves=6)


@given(st.dictionaries(names, values, max_size=4), st.dictionaries(names, values, max_size=4))
def test_any_settings_come_back_as_they_were(own: dict[str, object], changes: dict[str, object]) -> None:
    real = {name: value for name, value in changes.items() if own.get(name, changes) != value}
    assert read(typed(own, own, real), own, None).changes == real


@given(st.text(max_size=40))
def test_no_text_is_too_strange_for_any_field(text: str) -> None:
    for field in FIELDS:
        found = read({**TEXTS, field.name: text}, OWN, FOLDER)
        assert all(isinstance(problem, str) for problem in found.problems.values())
