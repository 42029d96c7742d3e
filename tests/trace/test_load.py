"""Whatever the bytes of a file are, loading gives a trace or one clear error; of a cut-off recording, what is whole."""

import gc
import gzip
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.build import Builder, source_file, trace_of
from tests.golden.make import LANES, path
from visualizer.trace import Event, Header, Loaded, Place, Scenario, Source, TraceError, encode, load
from visualizer.vocabulary import limits

HEADER = encode(Header(scenario=Scenario("test", ("wsgi",))))
SOURCE = encode(source_file(1, "a.py", "pass\n"))
any_file = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "trace.jsonl"


def _write(file: Path, *lines: str) -> Path:
    file.write_bytes("".join(lines).encode())
    return file


def _load(file: Path) -> Loaded | TraceError:
    """What comes of the file: any other exception would fail the test."""
    try:
        return load(file)
    except TraceError as error:
        return error


def _error(file: Path) -> TraceError:
    error = _load(file)
    assert isinstance(error, TraceError)
    assert str(error).isprintable()
    assert str(error).startswith(str(file))
    assert error.advice in str(error)
    return error


def _events(count: int) -> list[Event]:
    lane = Builder("wsgi")
    for _ in range(count):
        lane.enter("client", "request", Source(1, 1, 1))
    return lane.events


def test_a_whole_file_has_no_warning(file: Path) -> None:
    events = _events(3)
    loaded = load(str(_write(file, HEADER, SOURCE, *map(encode, events))))
    assert loaded.warning is None
    assert loaded.trace.events("wsgi") == events
    assert loaded.trace.header.scenario.name == "test"
    assert loaded.trace.sources[1].text == "pass\n"


def test_a_header_alone_is_an_empty_trace(file: Path) -> None:
    loaded = load(_write(file, HEADER))
    assert loaded.trace.lanes == ("wsgi",)
    assert len(loaded.trace) == 0


def test_a_packed_file_is_told_by_its_bytes(file: Path) -> None:
    file.write_bytes(gzip.compress((HEADER + SOURCE).encode()) + gzip.compress(encode(_events(1)[0]).encode()))
    loaded = load(file)
    assert loaded.warning is None
    assert len(loaded.trace) == 1


def test_line_ends_of_windows_are_read(file: Path) -> None:
    file.write_bytes((HEADER + SOURCE + encode(_events(1)[0])).replace("\n", "\r\n").encode())
    assert len(load(file).trace) == 1


def test_the_collector_is_as_it_was(file: Path) -> None:
    _write(file, HEADER)
    assert gc.isenabled()
    load(file)
    assert gc.isenabled()
    gc.disable()
    try:
        load(file)
        assert not gc.isenabled()
    finally:
        gc.enable()


# ---- What is cut off ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kept", [1, 40, -1])
def test_half_a_line_at_the_end_is_left_out_with_a_warning(file: Path, kept: int) -> None:
    events = _events(3)
    _write(file, HEADER, SOURCE, *map(encode, events[:2]), encode(events[2])[:kept])
    loaded = load(file)
    assert loaded.trace.events("wsgi") == events[:2]
    assert loaded.warning == f"{file}:5: the recording was cut off here. The 4 whole lines before it were read."


def test_every_cut_of_a_packed_recording_loads_or_says_why(file: Path) -> None:
    whole = gzip.compress((HEADER + SOURCE + "".join(map(encode, _events(5)))).encode())
    counts = set()
    for length in range(2, len(whole)):
        file.write_bytes(whole[:length])
        found = _load(file)
        if isinstance(found, TraceError):
            assert (found.line, found.problem) == (1, "is not a trace: it has no whole line")
        else:
            assert found.warning is not None
            counts.add(len(found.trace))
    assert max(counts) == 5


def test_a_cut_name_cannot_reach_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "a\x1b[31m"
    warning = load(_write(file, HEADER, "x")).warning
    assert warning is not None
    assert warning.isprintable()


# ---- What is wrong --------------------------------------------------------------------------------------------------


def test_an_empty_file(file: Path) -> None:
    error = _error(_write(file))
    assert (error.line, error.problem) == (1, "is empty")


def test_a_file_that_ends_within_its_first_line(file: Path) -> None:
    error = _error(_write(file, HEADER[:-1]))
    assert (error.line, error.problem) == (1, "is not a trace: it has no whole line")


def test_a_file_of_another_kind(file: Path) -> None:
    error = _error(_write(file, "<html>\n"))
    assert (error.line, error.problem) == (1, "is not a trace")
    assert "record" in error.advice


def test_another_version(file: Path) -> None:
    error = _error(_write(file, HEADER.replace('"version":1', '"version":2')))
    assert "version 2" in error.problem
    assert "the version of this program that wrote it" in error.advice


def test_what_is_wrong_with_the_first_event_is_damage(file: Path) -> None:
    error = _error(_write(file, HEADER, "[1,2]\n"))
    assert error.line == 2
    assert "record it again" in error.advice


def test_missing(file: Path) -> None:
    error = _error(file)
    assert (error.line, error.problem) == (None, "cannot be read: No such file or directory")


def test_a_folder(tmp_path: Path) -> None:
    assert "cannot be read" in _error(tmp_path).problem


def test_a_name_with_a_nul(tmp_path: Path) -> None:
    with pytest.raises(TraceError, match="cannot be read: embedded null"):
        load(f"{tmp_path}/a\0b")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="who may read everything is never refused")
def test_no_permission(file: Path) -> None:
    _write(file, HEADER).chmod(0)
    assert _error(file).problem == "cannot be read: Permission denied"


@pytest.mark.parametrize("line", ["\n", "rubbish\n", "{}\n", "[1,2,3]\n", '"\udcff"\n'])
def test_a_damaged_line_is_named(file: Path, line: str) -> None:
    data = "".join([HEADER, SOURCE, encode(_events(1)[0]), line, "[]\n"])
    file.write_bytes(data.encode("utf-8", "surrogateescape"))
    error = _error(file)
    assert error.line == 4
    assert "damaged" in error.problem
    assert "record it again" in error.advice


def test_bad_utf8_within_a_text(file: Path) -> None:
    line = encode(Builder("wsgi").point("client", "send", text="HERE")).encode().replace(b"HERE", b"\xff\xfe")
    file.write_bytes(HEADER.encode() + line)
    assert _error(file).line == 2


def test_a_line_that_is_too_long(file: Path) -> None:
    with file.open("wb") as out:
        out.write(HEADER.encode())
        out.write(b" " * (limits.LINE_LIMIT + 1))
    error = _error(file)
    assert (error.line, error.problem) == (2, "the line is longer than 16,777,216 bytes")


def test_a_long_line_that_ends_is_too_long_too(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LINE_LIMIT", 10)
    assert _error(_write(file, HEADER)).problem == "the line is longer than 10 bytes"


def test_a_decompression_bomb_of_one_line(file: Path) -> None:
    file.write_bytes(gzip.compress(HEADER.encode() + bytes(limits.LINE_LIMIT * 4)))
    assert file.stat().st_size < 100_000
    error = _error(file)
    assert (error.line, error.problem) == (2, "the line is longer than 16,777,216 bytes")


def test_a_decompression_bomb_of_many_lines(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TRACE_LIMIT", 2_000_000)
    source = encode(source_file(1, "a.py", "x" * 100))
    file.write_bytes(
        gzip.compress(HEADER.encode() + b"".join(source.replace(":1,", f":{n},", 1).encode() for n in range(1, 9_999)))
    )
    error = _error(file)
    assert error.problem == "the file holds more than 2,000,000 bytes"
    assert error.line
    assert error.line > 1_000


@pytest.mark.parametrize("at", [60, -6])
def test_damaged_packed_data(file: Path, at: int) -> None:
    data = bytearray(gzip.compress((HEADER + SOURCE + "".join(map(encode, _events(5)))).encode()))
    data[at] ^= 0xFF
    file.write_bytes(data)
    assert "the packed data is damaged" in _error(file).problem


def test_rubbish_after_packed_data(file: Path) -> None:
    file.write_bytes(gzip.compress(HEADER.encode()) + b"rubbish")
    error = _error(file)
    assert error.line == 2
    assert "the packed data is damaged" in error.problem


def test_seq_that_does_not_grow(file: Path) -> None:
    one, two = _events(2)
    error = _error(_write(file, HEADER, SOURCE, encode(two), encode(one)))
    assert (error.line, error.problem) == (4, "event 1 of process 1 stands after event 2")


def test_seqs_of_two_processes_are_counted_apart(file: Path) -> None:
    lane = Builder("wsgi")
    lane.point("client", "send")
    with lane.at(Place(2, "MainThread", None)):
        lane.point("socket", "recv")
    other = Builder("asgi").point("client", "send")
    loaded = load(_write(file, HEADER, *map(encode, lane.events), encode(other)))
    assert len(loaded.trace) == 3


@pytest.mark.parametrize(("phase", "outcome"), [("exit", "null"), ("point", '"returned"')])
def test_an_outcome_belongs_to_an_exit(file: Path, phase: str, outcome: str) -> None:
    line = encode(Builder("wsgi").enter("view", "hello")).replace('"enter",null', f'"{phase}",{outcome}')
    error = _error(_write(file, HEADER, line))
    assert (error.line, "exclude one another" in error.problem) == (2, True)


def test_an_unknown_source(file: Path) -> None:
    error = _error(_write(file, HEADER, encode(_events(1)[0])))
    assert (error.line, error.problem) == (2, "the event names source 1, which is not in the trace")


def test_a_source_given_twice(file: Path) -> None:
    error = _error(_write(file, HEADER, SOURCE, SOURCE))
    assert (error.line, error.problem) == (3, "source 1 is there already")


# ---- Anything -------------------------------------------------------------------------------------------------------


def _loads_or_says_why(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    found = _load(file)
    assert isinstance(found, Loaded) or str(found).isprintable()


@any_file
@given(data=st.binary(max_size=200))
def test_any_bytes_load_or_give_the_error(file: Path, data: bytes) -> None:
    _loads_or_says_why(file, data)
    _loads_or_says_why(file, b"\x1f\x8b" + data)
    _loads_or_says_why(file, HEADER.encode() + data + b"\n")
    _loads_or_says_why(file, gzip.compress(HEADER.encode() + data))


@any_file
@given(name=st.sampled_from(sorted(LANES)), at=st.floats(0, 1), removed=st.integers(0, 3), put=st.binary(max_size=3))
def test_any_damage_to_a_trace_loads_or_gives_the_error(
    file: Path, name: str, at: float, removed: int, put: bytes
) -> None:
    whole = path(name).read_bytes()
    for data in (whole, gzip.compress(whole, mtime=0)):
        position = int(at * len(data))
        _loads_or_says_why(file, data[:position] + put + data[position + removed :])


def test_what_is_loaded_can_be_appended_to(file: Path) -> None:
    trace = load(_write(file, HEADER)).trace
    trace.append(Builder("wsgi").point("lane", "listen"))
    assert len(trace) == len(trace_of(Builder("wsgi"))) + 1
