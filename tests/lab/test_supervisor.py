"""However a program or a lane ends, nothing of the lane is left: real processes, really killed."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, cast

import pytest

from tests.lab.processes import alive, wait_for_end
from visualizer.lab import supervisor

STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
READY = "import os, sys; print('ready', os.getpid(), flush=True);"
WAIT = "import signal; signal.pause()"


class Supervised:
    """A supervisor as the program runs it."""

    def __init__(self, folder: Path, code: str, grace: float) -> None:
        command = [sys.executable, "-I", "-S", supervisor.__file__, str(folder), str(grace), sys.executable, "-c", code]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        )
        self.folder = folder
        self.pid = int(self.line().removeprefix("process "))

    def line(self) -> str:
        """The next line that it or its lane prints."""
        return cast(IO[bytes], self.process.stdout).readline().decode().strip()

    def program_ends(self) -> None:
        """What the kernel does when the program ends: its end of the pipe is closed."""
        cast(IO[bytes], self.process.stdin).close()

    def wait(self) -> int:
        """The supervisor's exit code."""
        return self.process.wait(20)


Start = Callable[..., Supervised]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    with contextlib.ExitStack() as stack:

        def start(code: str, grace: float = 5.0) -> Supervised:
            supervised = Supervised(tmp_path / "lane", code, grace)
            stack.enter_context(supervised.process)
            stack.callback(supervised.process.kill)
            return supervised

        yield start


def test_the_lane_goes_with_the_program(start: Start) -> None:
    lane = start(READY + WAIT)
    assert lane.line() == f"ready {lane.pid}"

    lane.program_ends()

    assert lane.wait() == -signal.SIGTERM
    assert not alive(lane.pid)
    assert not lane.folder.exists()


def test_a_lane_that_ignores_term_is_killed_after_the_grace(start: Start) -> None:
    lane = start(STUBBORN + READY + WAIT, grace=0.1)
    lane.line()

    lane.program_ends()

    assert lane.wait() == -signal.SIGKILL
    assert not alive(lane.pid)


GRANDCHILD = """
import os, signal, sys
ready, gone = os.pipe()
if os.fork() == 0:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.write(1, b"grandchild %d\\n" % os.getpid())  # At once: others write into the same pipe.
    os.write(gone, b"x")
    signal.pause()
os.read(ready, 1)
"""


def test_grandchildren_that_outlive_the_lane_are_killed(start: Start) -> None:
    lane = start(GRANDCHILD + "sys.exit(7)", grace=0.1)
    grandchild = int(lane.line().removeprefix("grandchild "))

    assert lane.wait() == 7
    assert not alive(grandchild)
    assert not lane.folder.exists()


def test_grandchildren_go_with_the_program_too(start: Start) -> None:
    lane = start(GRANDCHILD + WAIT, grace=0.1)
    grandchild = int(lane.line().removeprefix("grandchild "))

    lane.program_ends()
    lane.wait()

    assert not alive(lane.pid)
    assert not alive(grandchild)


@pytest.mark.parametrize("code", [0, 3])
def test_the_lanes_status_is_passed_on(start: Start, code: int) -> None:
    assert start(f"raise SystemExit({code})").wait() == code


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_the_lanes_signal_is_passed_on(start: Start, number: signal.Signals) -> None:
    assert start(f"import os; os.kill(os.getpid(), {int(number)})").wait() == -number


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_supervisor_that_is_told_to_stop_stops_its_lane(start: Start, number: signal.Signals) -> None:
    lane = start(READY + WAIT)
    lane.line()

    lane.process.send_signal(number)

    assert lane.wait() == -signal.SIGTERM
    assert not alive(lane.pid)


def test_the_lane_works_in_a_folder_of_its_own(start: Start) -> None:
    code = "import os, tempfile; open('left', 'w').close(); print(os.getcwd(), tempfile.gettempdir(), os.getpgid(0))"
    lane = start(code)

    assert lane.line() == f"{lane.folder} {lane.folder} {lane.pid}"
    assert lane.wait() == 0
    assert not lane.folder.exists()


def test_the_lane_cannot_read_the_programs_pipe(start: Start) -> None:
    lane = start("import sys; print(repr(sys.stdin.read()))")

    assert lane.line() == "''"


def test_what_the_program_writes_is_not_its_end(start: Start) -> None:
    # The system's own way to end by it: a handler of Python's would run after pause(), which may have begun too late.
    lane = start("import signal; signal.signal(signal.SIGINT, signal.SIG_DFL);" + READY + WAIT)
    lane.line()
    pipe = cast(IO[bytes], lane.process.stdin)
    pipe.write(b"still here\n")
    pipe.flush()
    os.kill(lane.pid, signal.SIGINT)  # were the pipe taken for ended, this would be SIGTERM

    assert lane.wait() == -signal.SIGINT


def test_a_command_that_cannot_be_started_is_named(tmp_path: Path) -> None:
    command = [sys.executable, "-I", "-S", supervisor.__file__, str(tmp_path / "lane"), "1", "no-such-command"]

    found = subprocess.run(command, stdin=subprocess.PIPE, capture_output=True, check=False)

    assert found.returncode == 1
    assert found.stderr.startswith(b"cannot start no-such-command: ")
    assert not (tmp_path / "lane").exists()


def test_a_folder_that_is_there_already_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kept").touch()
    command = [sys.executable, "-I", "-S", supervisor.__file__, str(tmp_path), "1", sys.executable, "-c", "pass"]

    assert subprocess.run(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).returncode == 1
    assert (tmp_path / "kept").exists()


PROGRAM = """
import os, subprocess, sys
processes = [
    subprocess.Popen([sys.executable, "-I", "-S", sys.argv[1], f"{sys.argv[2]}{number}", "0.1", sys.executable, "-c",
        sys.argv[3]], stdin=subprocess.PIPE, start_new_session=True)
    for number in range(2)
]
os.write(1, b"supervisors %d %d\\n" % tuple(process.pid for process in processes))
for process in processes:
    process.wait()
"""


def test_kill_9_of_a_program_ends_all_its_lanes(tmp_path: Path) -> None:
    """Supervisors, lanes and the lanes' children: all gone, though the program could do nothing about it."""
    arguments = [
        sys.executable,
        "-c",
        PROGRAM,
        supervisor.__file__,
        str(tmp_path / "lane"),
        STUBBORN + GRANDCHILD + WAIT,
    ]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE) as program, contextlib.ExitStack() as stack:
        stack.callback(program.kill)
        lines = [cast(IO[bytes], program.stdout).readline().decode().split() for _ in range(5)]
        pids = [int(word) for line in lines for word in line[1:]]
        assert sorted(line[0] for line in lines) == ["grandchild"] * 2 + ["process"] * 2 + ["supervisors"]
        assert len(pids) == 6
        assert all(map(alive, pids))

        program.kill()

        for pid in pids:
            wait_for_end(pid)
    assert list(tmp_path.iterdir()) == []
