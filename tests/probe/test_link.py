import os
import socket
import struct
import subprocess
import sys
import threading
from typing import cast

import pytest

from tests.probe.program import Program
from visualizer import probe
from visualizer.probe import emit, hold, link
from visualizer.probe.link import Link
from visualizer.vocabulary.limits import LINE_LIMIT


@pytest.fixture
def started(program: Program, monkeypatch: pytest.MonkeyPatch) -> Program:
    for name, value in program.environment.items():
        monkeypatch.setenv(name, value)
    assert probe.start()
    return program


def test_hello_then_lines_then_the_answer_to_a_ping(started: Program) -> None:
    events = started.next("events")
    assert events.hello == {"link": 1, "token": "secret", "lane": "wsgi", "process": os.getpid(), "role": "events"}
    emit.point("socket", "recv", size=1)
    events.send({"ping": 5})
    said = events.until("pong")
    assert [type(line) for line in said] == [dict, list, dict]
    assert said[-1] == {"pong": 5, "lost": 0}
    emit.detach()
    assert events.read() is None


def test_arming_fills_the_table_and_the_end_empties_it(started: Program) -> None:
    events = started.next("events")
    events.send({"arm": [{"stage": "view", "phase": "enter"}]})
    events.send({"ping": 1})
    events.until("pong")
    assert list(hold.table) == [(None, None, "view", None, "enter")]
    listeners = [thread for thread in _threads() if thread.name == "visualizer-link"]
    events.connection.shutdown(socket.SHUT_RDWR)
    for thread in listeners:
        thread.join(20)
    assert list(hold.table) == []


def _threads() -> list[threading.Thread]:
    return threading.enumerate()


def test_a_program_that_left_and_came_back_is_told_of_the_loss(started: Program) -> None:
    events = started.next("events")
    emit.point("socket", "recv")
    events.until("source")
    events.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    events.close()
    while started.idle("events"):  # The first writes may still go into the kernel's buffer.
        emit.point("socket", "recv")
    again = started.next("events")
    emit.point("socket", "send")
    again.send({"ping": 1})
    said = again.until("pong")
    assert any(isinstance(line, list) and line[6] == "lost" for line in said)
    assert said[-1]["lost"] > 0


def test_a_program_that_has_gone_ends_the_recording(started: Program, capsys: pytest.CaptureFixture[str]) -> None:
    events = started.next("events")
    started.stop()
    events.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    events.close()
    writer = next(thread for thread in _threads() if thread.name == "visualizer-writer")
    while emit.on:
        emit.point("socket", "recv")
    writer.join(20)
    assert "nothing is recorded from here on" in capsys.readouterr().err


@pytest.mark.parametrize("nonsense", [b"nonsense\n", b"[1]\n", b'{"arm": 5}\n', b"x" * (LINE_LIMIT + 1)])
def test_who_speaks_nonsense_is_not_listened_to(program: Program, nonsense: bytes) -> None:
    reporting = Link(program.settings)
    events = program.next("events")
    listener = next(thread for thread in _threads() if thread.name == "visualizer-link")
    events.connection.sendall(nonsense)
    events.connection.shutdown(socket.SHUT_WR)
    listener.join(20)
    assert not listener.is_alive()
    reporting.close()


class Slow:
    """A connection that is silent for longer than the time limit of writing, between two halves of a line."""

    def __init__(self) -> None:
        self.pieces: list[bytes | None] = [b'{"ping"', None, b': 1}\n{"x": 1}\n{', b""]

    def recv(self, size: int) -> bytes:
        piece = self.pieces.pop(0)
        if piece is None:
            raise TimeoutError
        return piece


def test_silence_is_no_end() -> None:
    assert list(link.lines(cast(socket.socket, Slow()))) == [b'{"ping": 1}', b'{"x": 1}']


def test_a_ping_without_a_reader_and_unknown_words_are_ignored(program: Program) -> None:
    reporting = Link(program.settings)
    events = program.next("events")
    events.send({"ping": 1})
    events.send({"unknown": 1})
    reporting.write("[]\n")
    assert events.read() == []
    reporting.close()


FORK = """
import os
from visualizer import probe
from visualizer.probe import emit
assert probe.start()
pid = os.fork()
emit.point("socket", "accept")
emit.detach()
if pid == 0:
    os._exit(0)
os.waitpid(pid, 0)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_worker_has_a_connection_of_its_own(program: Program) -> None:
    subprocess.run([sys.executable, "-c", FORK], check=True, timeout=60, env={**os.environ, **program.environment})
    conversations = [program.next("events"), program.next("events")]
    processes = set()
    for conversation in conversations:
        event = conversation.read()
        assert (event[0], event[6]) == (1, "accept")
        assert event[9][0] == conversation.hello["process"]
        processes.add(event[9][0])
    assert len(processes) == 2
