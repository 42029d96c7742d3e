"""What the comparison shows, as pure lines: marks that need no colour, exchanges told apart, the values that differ."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec.structs import replace

from tests.build import Builder, trace_of
from tests.ui.lesson.shown import texts
from tests.ui.runs.made import compared, kept, pick, run
from visualizer.lab.note import NO_ANSWER, Note
from visualizer.replay import Comparison
from visualizer.trace import Trace
from visualizer.ui.canvas import Line
from visualizer.ui.runs.change_lines import change_lines
from visualizer.ui.runs.choice_lines import choice_lines, picks
from visualizer.ui.runs.kept_run import KeptRun
from visualizer.ui.runs.level_lines import LevelLines, line_of
from visualizer.ui.runs.run_words import details, sent, statuses, when
from visualizer.ui.runs.summary_lines import below, summary

NOW = datetime(2026, 6, 1, 12, 30, tzinfo=UTC)
SIDES = pick(1, run()), pick(2, run())


def side(comparison: Comparison, *, is_right: bool, cursor: int | None = None) -> list[str]:
    lines = LevelLines(comparison, is_right=is_right)
    lines.cursor = cursor
    return texts(lines[:])


def changes(left: Trace, right: Trace) -> list[Line]:
    """What is said of the first divergence."""
    comparison = compared(left, right)
    assert comparison.first is not None
    return change_lines(comparison, comparison.first, SIDES, 80)


def test_a_changed_header_is_marked_on_both_sides_with_its_value() -> None:
    comparison = compared(run(), run(header="SAMEORIGIN"))
    assert comparison.first is not None
    left, right = (side(comparison, is_right=is_right, cursor=comparison.first) for is_right in (False, True))
    at = line_of(comparison, comparison.first)
    assert left[at] == "●≠ · start_response  x-frame-options 'DENY'"
    assert right[at] == "●≠ · start_response  x-frame-options 'SAMEORIGIN'"
    assert left[0] == " exchange 1  GET /hello/"
    assert [line[1] for line in left[1:]] == [line[1] for line in right[1:]]


def test_what_one_side_alone_has_is_a_gap_on_the_other() -> None:
    comparison = compared(run(), run(queries=1))
    assert comparison.first is not None
    at = line_of(comparison, comparison.first)
    assert side(comparison, is_right=False)[at] == " + ┈┈┈┈┈┈┈┈┈┈┈┈┈┈"
    assert side(comparison, is_right=True)[at] == " + ↓ │ SQL SELECT  SELECT 1"
    turned = compared(run(queries=1), run())
    assert side(turned, is_right=False)[at].startswith(" − ↓ │ SQL SELECT")


def test_a_read_that_the_kernel_cut_otherwise_has_a_mark_of_its_own() -> None:
    comparison = compared(run(), run(reads=2))
    assert comparison.first is None
    (at,) = (number for number, line in enumerate(side(comparison, is_right=True)) if line.startswith(" ~"))
    (headline, *_) = change_lines(comparison, at - 1, SIDES, 200)
    assert "is no divergence" in headline.text


def test_each_exchange_has_its_heading() -> None:
    comparison = compared(run("/a", "/b"), run("/a", "/x", "/y"))
    left, right = side(comparison, is_right=False), side(comparison, is_right=True)
    assert [line for line in left if "exchange " in line and "socket" not in line] == [
        " exchange 1  GET /a",
        " exchange 2  GET /b",
    ]
    assert [line for line in right if "exchange " in line and "socket" not in line] == [
        " exchange 1  GET /a",
        " exchange 2  GET /x  1 diverges",
        " exchange 3  GET /y  7 diverge",
    ]
    assert len(left) == len(right) == len(LevelLines(comparison, is_right=True))


def test_the_values_that_differ_stand_one_below_the_other() -> None:
    lines = changes(run(), run(header="SAMEORIGIN"))
    assert texts(lines) == [
        "≠ start_response point  1 value differs",
        "  ≠ headers.x-frame-options",
        "    run 1 · wsgi  'DENY'",
        "    run 2 · wsgi  'SAMEORIGIN'",
    ]
    assert [span.text for line in lines for span in line.left if span.style == "differs"] == ["DENY", "SAMEORIGIN"]


def test_a_value_that_one_side_lacks_is_said_to_be_missing() -> None:
    left, right = run(), run()
    event = right.events("wsgi")[-1]
    more = Trace(right.header)
    more.extend(right.events("wsgi")[:-1])
    more.append(replace(event, data={**event.data, "pushed": True}))
    assert texts(changes(left, more))[1:] == [
        "  + pushed",
        "    run 1 · wsgi  does not have it",
        "    run 2 · wsgi  True",
    ]


def test_what_only_one_has_and_what_both_say_is_told() -> None:
    only = texts(changes(run(), run(queries=1)))
    assert only == ["+ SQL SELECT enter  only in run 2 · wsgi", "  sql  'SELECT 1'"]
    same = compared(run(), run())
    assert texts(change_lines(same, 0, SIDES, 80))[0] == "  client enter  both say the same"


def test_the_first_line_counts_and_needs_no_colour() -> None:
    comparison = compared(run(), run(header="SAMEORIGIN", queries=1))
    assert (
        summary(comparison, 0, 120).text
        == " Compare  3 divergences  7 same   ≠ 1 changed   − 0 only left   + 2 only right   "
    )
    assert comparison.first is not None
    assert "divergence 1 of 3" in summary(comparison, comparison.first, 120).text
    assert "≠ 1   − 0   + 2" in summary(comparison, comparison.first, 80).text
    assert "no divergence" in summary(compared(run(), run()), 0, 80).text
    assert summary(None, 0, 80).text == " Compare  "
    assert "1 divergence" in summary(compared(run(), run(header="x")), 0, 80).text


def test_below_stands_what_there_is_to_wait_for_and_which_exchange() -> None:
    says, title = below(None, 0, "", SIDES, 80)
    assert says is not None
    assert says.text == "comparing run 1 · wsgi with run 2 · wsgi …"
    says, _ = below(None, 0, "no such file", SIDES, 80)
    assert says is not None
    assert says.text == "✗ no such file"
    says, title = below(compared(run("/a"), run("/a")), 0, "", SIDES, 80)
    assert says is not None
    assert says.text == "The two do not diverge."
    assert "exchange 1 · GET /a" in title.text
    assert len(title.text) <= 82
    says, _ = below(compared(Trace(), Trace()), 0, "", SIDES, 80)
    assert says is not None
    assert says.text == "Neither of the two has any event."


def test_a_run_is_called_by_what_matters() -> None:
    second = 1_000_000_000
    today = Note(
        at=int(NOW.timestamp()) * second, sent="GET /a", requests=3, statuses={"wsgi": {"200": 2, NO_ANSWER: 1}}
    )
    assert when(today, NOW) == "12:30:00"
    assert when(Note(at=today.at - 86_400 * second), NOW) == "31 May 12:30"
    assert when(Note(at=0), NOW) == "01 Jan 1970"
    assert sent(today) == "GET /a and 2 more"
    assert sent(Note()) == "nothing was sent"
    assert statuses(today, "wsgi") == "2 × 200, no answer"
    cut = KeptRun(3, Note(at=today.at, sent="GET /a", changed="the request", state="cut off"), ("wsgi",))
    assert details(picks([cut])[0], NOW) == "changed: the request · cut off · 12:30:00 · GET /a"


def test_the_list_names_a_run_once_and_marks_the_two() -> None:
    runs = [kept(1, run(lanes=("wsgi", "asgi"))), kept(2, run(), is_shown=True, changed="the request")]
    choices = picks(runs)
    lines = texts(choice_lines(choices, (1, 0), 1, NOW))
    assert [line[3:25].rstrip() for line in lines] == [
        "right  run 2     wsgi",
        "left   run 1     wsgi",
        "                 asgi",
    ]
    assert "changed: the request" in lines[0]
    assert "shown now" in lines[0]
    assert lines[1].startswith(" ● ")
    assert texts(choice_lines(choices, (2, 2), 0, NOW))[2].startswith("   both")


def test_a_long_value_is_shown_where_it_differs() -> None:
    left, right = (run(header="x " * 150 + end) for end in ("a", "b"))
    comparison = compared(left, right)
    assert comparison.first is not None
    line = side(comparison, is_right=True)[line_of(comparison, comparison.first)]
    assert line == " ≠ · start_response  x-frame-options  … x x x x b'"


def test_what_belongs_to_no_exchange_stands_first() -> None:
    lane = Builder("wsgi")
    with lane.request(None, None):
        lane.point("lane", "start", command="x")
    lane.point("socket", "recv")
    comparison = compared(trace_of(lane), trace_of(lane))
    lines = LevelLines(comparison, is_right=False)
    assert [lines[number].text.strip() for number in range(len(lines))] == [
        "outside of any exchange",
        "· lane start",
        "exchange 1",
        "· socket recv",
    ]
    _, title = below(comparison, 0, "", SIDES, 80)
    assert "outside of any exchange" in title.text
    _, title = below(comparison, 1, "", SIDES, 80)
    assert "exchange 1 ─" in title.text.replace("  ", " ")


def test_a_header_that_only_one_side_has_is_a_dash_on_the_other() -> None:
    def answered(*headers: tuple[str, str]) -> Trace:
        lane = Builder("wsgi")
        lane.point("response", "start_response", status="200 OK", headers=[("X-A", "1"), *headers])
        return trace_of(lane)

    comparison = compared(answered(), answered(("X-B", "2")))
    assert side(comparison, is_right=False)[1] == " ≠ · start_response  x-b –"
    assert side(comparison, is_right=True)[1] == " ≠ · start_response  x-b '2'"
