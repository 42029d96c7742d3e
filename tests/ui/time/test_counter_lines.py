from __future__ import annotations

from tests.ui.lesson.shown import texts, view
from tests.ui.time.made import crowd
from tests.ui.time.test_sight import at, see, sight_of
from visualizer.replay import Counted, Doing
from visualizer.ui.canvas.line import lay_out
from visualizer.ui.time.counter_lines import MEANINGS, NAMES, LaneCounted, counter_lines, short_lines, sign_lines
from visualizer.ui.time.doings import LETTERS
from visualizer.ui.time.picture import counters_shown

KNOWN = LaneCounted("wsgi", Counted(1, 2, 3, 4, 5, 5), Counted(6, 7, 8, 9, 10, 10))
UNKNOWN = LaneCounted("asgi", Counted(0, 0, 0, 0, None, 0), Counted(1, 1, 1, 1, None, 0))
OWN = LaneCounted("asgi", Counted(0, 0, 0, 0, None, 2), Counted(1, 1, 1, 1, None, 11))


def table(counted: LaneCounted) -> dict[str, list[str]]:
    lines = texts(counter_lines([counted]))
    return {text.rsplit("  ", 2)[0].strip(): text.split()[-2:] for text in lines[1:]}


def test_a_table_a_lane_with_now_and_the_most() -> None:
    lines = texts(counter_lines([KNOWN, UNKNOWN]))
    assert lines[0].split() == ["WSGI", "now", "most"]
    assert [line.split()[-2:] for line in lines[1:6]] == [["1", "6"], ["2", "7"], ["3", "8"], ["4", "9"], ["5", "10"]]
    assert lines[6] == ""
    assert lines[7].split()[0] == "ASGI"
    assert len(lines) == 2 * (1 + len(NAMES)) + 1


def test_numbers_stand_below_their_headings() -> None:
    lines = ["".join(span.text for span in lay_out(line, 29)) for line in counter_lines([KNOWN])]
    assert all(len(line) == 29 for line in lines)
    assert all(line[-1].isdigit() for line in lines[1:])
    assert {line[lines[0].index("now") + 2].isdigit() for line in lines[1:]} == {True}


def test_a_backlog_that_the_system_does_not_tell_is_not_known() -> None:
    assert texts(counter_lines([UNKNOWN]))[-1].endswith("not known here")
    assert "backlog not known here" in texts(short_lines([UNKNOWN]))[0]


def test_of_an_unknown_backlog_the_own_clients_are_the_least() -> None:
    assert texts(counter_lines([OWN]))[-1].split()[-2:] == ["≥2", "≥11"]
    assert "backlog ≥2/≥11" in texts(short_lines([OWN]))[0]


def test_where_there_is_little_room_a_line_a_lane() -> None:
    wsgi, asgi = texts(short_lines([KNOWN, UNKNOWN]))
    assert wsgi == "WSGI  requests 1/6  threads 2/7  hops 3/8  databases 4/9  backlog 5/10"
    assert asgi.startswith("ASGI  requests 0/1")
    assert len(wsgi) < 78


def test_every_sign_has_its_meaning() -> None:
    signs = texts(sign_lines())
    assert set(MEANINGS) == set(Doing) - {Doing.NOTHING}
    assert [signs[number][0] for number in range(len(MEANINGS))] == [LETTERS[doing] for doing in MEANINGS]
    assert len(signs) == len(MEANINGS) + 2


def test_what_the_counters_say_is_what_is_so_at_the_cursor() -> None:
    there = view(crowd(5))
    sight = sight_of(there)
    assert "requests 0/1  threads 0/1" in texts(counters_shown(sight, 80, is_narrow=True).lines)[0]
    see(sight, at(there, "third view enter"))
    wsgi, asgi = texts(counters_shown(sight, 80, is_narrow=True).lines)
    assert wsgi == "WSGI  requests 1/1  threads 1/1  hops 0/0  databases 0/0  backlog ≥2/≥5"
    assert asgi == "ASGI  requests 3/5  threads 4/6  hops 3/5  databases 3/5  backlog ≥0/≥1"
    assert counters_shown(sight, 80, is_narrow=True).title.text.startswith("─ Counters ─")
