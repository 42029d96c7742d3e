"""A program that is killed while it holds both lanes takes them with it, at once, and their ports are free."""

import os
import signal
import socket
import subprocess
import sys
import time
from typing import IO, cast

import pytest

from tests.lab.conftest import Site
from tests.lab.processes import wait_for_end

PROGRAM = """
import asyncio, sys
from pathlib import Path
from visualizer.lab import Lab, LaneSpec, Live, Request, is_held

async def main(path, mark):
    specs = [
        LaneSpec(name, name, f"site_under_test:{name}", Path(path), environment=(("SITE_MARK", mark),))
        for name in ("wsgi", "asgi")
    ]
    async with Lab(specs) as lab, Live(lab) as live:
        await live.hold()
        live.send(Request.build())
        await live.until(lambda live: is_held(live, "wsgi", "asgi"))
        for lane in ("wsgi", "asgi"):
            print(live.address(lane).rpartition(":")[2], flush=True)
        await asyncio.Event().wait()

asyncio.run(main(*sys.argv[1:]))
"""
SECONDS = 2.0


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP])
def test_killed_while_both_lanes_are_held(site: Site, number: signal.Signals) -> None:
    environment = {**os.environ, "TMPDIR": str(site.temporary)}
    arguments = [sys.executable, "-c", PROGRAM, str(site.path), site.mark]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment) as program:
        ports = [int(cast(IO[bytes], program.stdout).readline()) for _ in range(2)]
        lanes = site.processes()
        assert len(lanes) == 4  # two supervisors, two servers

        program.send_signal(number)
        began = time.monotonic()
        for pid in lanes:
            wait_for_end(pid)
        assert time.monotonic() - began < SECONDS
    for port in ports:
        with socket.socket() as free:
            free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            free.bind(("127.0.0.1", port))
