"""The supervisor's own code, run in this very process: every way that it can take."""

import ctypes
import os
import resource
import runpy
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from visualizer.lab import supervisor
from visualizer.lab.supervisor import supervise

STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); signal.pause()"
PATIENT = "import signal; print('ready', flush=True); signal.pause()"
NUMBERS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD)


@pytest.fixture(autouse=True)
def untouched() -> Iterator[None]:
    """What a supervisor does to its process is undone: handlers, the working directory, whose orphans it takes."""
    here, handlers = Path.cwd(), {number: signal.getsignal(number) for number in NUMBERS}
    yield
    os.chdir(here)
    for number, handler in handlers.items():
        signal.signal(number, handler)
    ctypes.CDLL(None).prctl(supervisor._PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


@pytest.fixture
def ended_program() -> Iterator[int]:
    """A pipe from a program that wrote something and is gone."""
    reader, writer = os.pipe()
    os.write(writer, b"x")
    os.close(writer)
    yield reader
    os.close(reader)


@pytest.fixture
def living_program() -> Iterator[int]:
    """A pipe from a program that lives on."""
    reader, writer = os.pipe()
    yield reader
    os.close(reader)
    os.close(writer)


Run = Callable[[str, int], int]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run(code: str, life: int) -> int:
        status = supervise(str(tmp_path / "lane"), 0.1, [sys.executable, "-c", code], life)
        assert not (tmp_path / "lane").exists()
        return os.waitstatus_to_exitcode(status)

    return run


def test_the_end_of_the_program(run: Run, ended_program: int) -> None:
    assert run("import signal; signal.pause()", ended_program) == -signal.SIGTERM


def test_the_end_of_the_lane(run: Run, living_program: int) -> None:
    assert run("raise SystemExit(6)", living_program) == 6


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_being_told_to_stop(run: Run, living_program: int, number: int) -> None:
    ask = f"import os, signal; os.kill(os.getppid(), {number}); signal.pause()"
    assert run(ask, living_program) == -signal.SIGTERM


def test_a_lane_that_ignores_term(run: Run, living_program: int) -> None:
    stubborn = "import os, signal; signal.signal(15, signal.SIG_IGN); os.kill(os.getppid(), 15); signal.pause()"
    assert run(stubborn, living_program) == -signal.SIGKILL


def test_other_signals_are_none_of_its_business(run: Run, living_program: int) -> None:
    child = "import os\nif os.fork() == 0: os._exit(0)\nos.wait()\nos.kill(os.getppid(), 17)\nraise SystemExit(2)"
    assert run(child, living_program) == 2


def test_orphans_are_adopted_and_ended(run: Run, living_program: int) -> None:
    fork = "import os, signal\nif os.fork(): os._exit(4)\nsignal.signal(15, signal.SIG_IGN)\nsignal.pause()"
    assert run(fork, living_program) == 4
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_orphans_stay_with_init_where_they_cannot_be_adopted(
    run: Run, living_program: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert run("pass", living_program) == 0


def test_a_group_of_zombies_counts_as_gone(run: Run, ended_program: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """macOS answers EPERM for it; the lane that could not be waited for counts as killed."""

    def refuse(group: int, number: int) -> None:
        kill(group, signal.SIGKILL)
        raise PermissionError

    kill = os.killpg
    monkeypatch.setattr(os, "killpg", refuse)
    assert run("import signal; signal.pause()", ended_program) == -signal.SIGKILL
    assert os.waitpid(-1, 0)[1] == signal.SIGKILL


@pytest.mark.parametrize("code", [0, 3])
def test_ending_with_the_lanes_status(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr(supervisor, "supervise", lambda folder, grace, command: code << 8)
    with pytest.raises(SystemExit) as ended:
        supervisor.main([str(tmp_path), "1", "command"])
    assert ended.value.code == code


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_ending_with_the_lanes_signal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    sent: list[tuple[int, int]] = []
    monkeypatch.setattr(supervisor, "supervise", lambda folder, grace, command: number)
    monkeypatch.setattr(os, "kill", lambda pid, number: sent.append((pid, number)))
    monkeypatch.setattr(resource, "setrlimit", lambda kind, limits: None)
    before = signal.getsignal(signal.SIGSEGV)
    try:
        with pytest.raises(SystemExit):
            supervisor.main([str(tmp_path), "1", "command"])
    finally:
        signal.signal(signal.SIGSEGV, before)
    assert sent == [(os.getpid(), number)]


def test_run_as_a_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["supervisor.py", str(tmp_path / "lane"), "1", "no-such-command"])
    with pytest.raises(SystemExit, match="cannot start no-such-command"):
        runpy.run_path(supervisor.__file__, run_name="__main__")
