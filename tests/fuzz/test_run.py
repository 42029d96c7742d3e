"""The command: reproducible inputs, a run that finds nothing, and one that finds something and makes it small."""

import pytest

from tests.fuzz import invariant, run, sockets
from tests.fuzz.__main__ import main
from tests.fuzz.mutate import CHANGES, SEEDS, bytes_of
from tests.fuzz.smallest import smallest


def test_the_same_number_gives_the_same_bytes() -> None:
    inputs = [bytes_of("a", number) for number in range(300)]
    assert inputs == [bytes_of("a", number) for number in range(300)]
    assert len(set(inputs)) > 250
    assert inputs != [bytes_of("b", number) for number in range(300)]


def test_every_change_bears_an_empty_input() -> None:
    from random import Random

    for change in CHANGES:
        assert isinstance(change(b"", Random(1)), bytes)


def test_every_seed_is_valid() -> None:
    from tests.fuzz.model import play

    for seed in SEEDS:
        assert play([seed]).requests, seed


def test_the_smallest_input() -> None:
    assert smallest(b"0123456789" * 5, lambda data: {b"3"[0], b"7"[0]} <= set(data)) in (b"37", b"73")
    assert smallest(b"x", lambda data: True) == b""


def test_a_run_that_finds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--inputs", "40", "--seed", "s", "--sockets", "20", "--jobs", "2"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("seed s: 40 inputs")
    assert "none breaks the invariant" in out
    assert "40 of 40" in err


def test_a_run_that_finds_something(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(invariant, "broken", lambda data, random: "it has an H" if b"H" in data else "")
    assert main(["--inputs", "9", "--seed", "s", "--jobs", "1"]) == 1
    out = capsys.readouterr().out
    assert "on http1: it has an H" in out
    assert "the smallest b'H'" in out
    assert "python -m tests.fuzz --seed s --only 0" in out


def test_a_single_input_everywhere(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--seed", "s", "--only", "7"]) == 0
    assert "1 inputs, every 1th" in capsys.readouterr().out


def test_what_breaks_on_a_lane_is_made_small_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "broken", lambda data, address, random: "bad" if b"GET" in data else "")
    found = run.Failure(0, "asgi", "bad")
    asked = run.Run("s", range(1), 1)
    number = next(number for number in range(100) if b"GET" in bytes_of("s", number))
    assert run.shrink(asked, found._replace(number=number)) == b"GET"
