"""A printed trace has an event a line, aligned, and not one byte that a terminal would obey."""

from hypothesis import given
from hypothesis import strategies as st

from tests.build import Builder, source_file, trace_of
from tests.golden.make import golden
from tests.trace import strategies
from visualizer.trace import Event, Place, Source, Trace, text


def test_an_event_a_line_lane_after_lane() -> None:
    trace = golden("both")
    lines = list(text(trace))
    assert lines[0] == "wsgi: 36 events"
    assert len(lines) == len(trace) + 3
    assert lines[37:39] == ["", "asgi: 50 events"]
    assert lines[1].startswith("     0.000 ms  1.1  1 MainThread Task-1  → client request  line=b'GET /hello/?name=Ada")
    assert lines[4].startswith("     0.100 ms  1    2 MainThread         · socket accept")


def test_arrows_stand_in_one_column() -> None:
    lines = [line for line in text(golden("wsgi")) if " ms " in line]
    assert len({min(line.index(arrow) for arrow in "→←·" if arrow in line) for line in lines}) == 1


def test_an_outcome_is_told_where_it_is_not_the_usual() -> None:
    lines = "\n".join(text(golden("cancelled")))
    assert "← view wait cancelled  (hello/async_views.py:" in lines
    assert "returned" not in lines


def test_side_by_side_each_lane_has_its_column() -> None:
    lines = list(text(golden("both"), side_by_side=True, width=100))
    assert lines[0].split() == ["wsgi", "asgi"]
    column = lines[0].index("asgi")
    requests = [line for line in lines if "→ client request" in line]
    assert [line.index("→") for line in requests] == [lines[0].index("wsgi"), column]
    assert all(len(line) <= 100 for line in lines)


def test_lines_of_a_source() -> None:
    lane = Builder("wsgi")
    lane.point("client", "send", Source(1, 3, 5))
    lane.point("client", "send", Source(2, 3, 3))
    lines = list(text(trace_of(lane, sources=[source_file(1, "a.py", "")])))
    assert lines[1].endswith("(a.py:3–5)")
    assert lines[2].endswith("(?:3)")


def test_a_long_line_ends_in_an_ellipsis() -> None:
    lane = Builder("wsgi")
    lane.point("client", "send", bytes=b"x" * 5_000, text="y" * 5_000)
    line = list(text(trace_of(lane), width=80))[1]
    assert len(line) == 80
    assert line.endswith("…")


def test_an_empty_trace() -> None:
    assert list(text(Trace())) == []
    assert list(text(Trace(), side_by_side=True)) == [""]
    assert list(text(trace_of(Builder("wsgi")))) == ["wsgi: 0 events"]


@given(st.lists(strategies.events(), max_size=4), st.booleans(), st.integers(20, 200))
def test_every_line_is_safe_and_fits(events: list[Event], side_by_side: bool, width: int) -> None:
    trace = Trace()
    for event in events:
        trace.append(event)
    lines = list(text(trace, side_by_side=side_by_side, width=width))
    assert all(line.isprintable() for line in lines)
    assert all(len(line) <= width for line in lines)


def test_hostile_names_are_made_visible() -> None:
    lane = Builder("a\x1b[2J")
    lane.place = Place(1, "t\r\n", "\u202e")
    lane.point("view", "SQL \x00", Source(1, 1, 1), **{"k\x07": 1})
    lines = list(text(trace_of(lane, sources=[source_file(1, "\x9b.py", "")])))
    assert lines[0] == "a␛[2J: 1 events"
    assert all(line.isprintable() for line in lines)
