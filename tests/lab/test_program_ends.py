"""No lane outlives the program: killed, interrupted, its terminal closed; no process, port or folder is left."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import IO, cast

import pytest

from tests.lab.conftest import Site
from tests.lab.processes import wait_for_end

PROGRAM = """
import asyncio, sys
from pathlib import Path
from visualizer.lab import Breakpoint, Lab, LaneSpec, Request

async def main(path, mark, held):
    specs = [
        LaneSpec(name, name, f"site_under_test:{name}", Path(path), environment=(("SITE_MARK", mark),))
        for name in ("wsgi", "asgi")
    ]
    async with Lab(specs) as lab:
        trace = await lab.run([Request.build()])
        for lane in trace.lanes:
            peer = next(event for event in trace.events(lane) if event.name == "connect").data["peer"].items
            print("port", peer[1], flush=True)
        if held:
            await lab.arm("wsgi", [Breakpoint(stage="environ", name="application", phase="enter")])
            running = asyncio.create_task(lab.run([Request.build()]))
            await asyncio.wait_for(lab.next_held(), 20)
        print("ready", 0, flush=True)
        await asyncio.Event().wait()

asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3] == "held"))
"""


def run_until_ready(site: Site, held: bool) -> tuple[subprocess.Popen[bytes], list[int]]:
    arguments = [sys.executable, "-c", PROGRAM, str(site.path), site.mark, "held" if held else "free"]
    environment = {**os.environ, "TMPDIR": str(site.temporary)}
    program = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
    lines = [cast(IO[bytes], program.stdout).readline().decode().split() for _ in range(3)]
    assert [line[0] for line in lines] == ["port", "port", "ready"]
    return program, [int(line[1]) for line in lines[:2]]


@pytest.mark.parametrize("held", [False, True], ids=["idle", "held"])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGHUP, signal.SIGTERM])
def test_nothing_outlives_the_program(site: Site, number: signal.Signals, held: bool) -> None:
    program, ports = run_until_ready(site, held)
    with program:
        lanes = site.processes()
        assert len(lanes) == 4  # two supervisors, two servers
        assert len(site.left()) == 2

        program.send_signal(number)
        for pid in lanes:
            wait_for_end(pid)

    for port in ports:
        with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            pass
    assert site.left() == []


def test_a_closed_terminal_ends_the_lanes(site: Site) -> None:
    """The program has a terminal of its own, which is closed under it."""
    leader, follower = os.openpty()
    script = site.path / "program.py"
    script.write_text(PROGRAM)
    shell = "import os, sys, fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
    arguments = [sys.executable, "-c", shell, sys.executable, str(script), str(site.path), site.mark, "free"]
    environment = {**os.environ, "TMPDIR": str(site.temporary)}
    program = subprocess.Popen(
        arguments, stdin=follower, stdout=subprocess.PIPE, stderr=follower, start_new_session=True, env=environment
    )
    os.close(follower)
    with program:
        lines = [cast(IO[bytes], program.stdout).readline() for _ in range(3)]
        assert lines[-1] == b"ready 0\n"
        lanes = site.processes()
        assert len(lanes) == 4

        os.close(leader)
        for pid in lanes:
            wait_for_end(pid)
    assert site.left() == []


def test_a_program_that_is_killed_while_its_lanes_start_leaves_nothing(site: Site, tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text("print('importing', flush=True)\nimport threading\nthreading.Event().wait()\n")
    told = "Lab(specs, on_progress=lambda progress: print(progress.step, 0, flush=True))"
    code = PROGRAM.replace("site_under_test:{name}", "slow:app").replace("Lab(specs)", told)
    arguments = [sys.executable, "-c", code, str(site.path), site.mark, "free"]
    environment = {**os.environ, "TMPDIR": str(site.temporary)}
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, env=environment) as program:
        lines = [cast(IO[bytes], program.stdout).readline() for _ in range(4)]
        assert sorted(lines) == [b"importing 0\n"] * 2 + [b"starting 0\n"] * 2
        lanes = site.processes()

        program.kill()
        for pid in lanes:
            wait_for_end(pid)
    assert len(lanes) == 4
    assert site.left() == []
