"""Every limit, in both lanes: what lies beyond it is refused with its status, or cut off, and an event says so."""

import contextlib
import select
from pathlib import Path

import pytest

from tests.conformance.servers import ours
from tests.server import test_pressure
from tests.server.beyond import BEYOND, CONTINUE, EXPECT, Beyond, goes_on_sending
from tests.server.talk import LANES, ask, connect, events, get, one_response, post, until_end, wait_for
from visualizer.server.http1.rules import RULES
from visualizer.server.limits import LIMITS

ELSEWHERE = {"window": test_pressure.test_a_fast_uploader_never_runs_ahead_of_an_application_that_does_not_read}
"""Limits whose proof is longer than a row."""

CASES = [
    pytest.param(case, lane, id=f"{lane}-{case.limit}-{number}")
    for number, case in enumerate(BEYOND)
    for lane in case.lanes
]


def test_every_limit_has_a_case() -> None:
    assert {case.limit for case in BEYOND} | set(ELSEWHERE) == {name for name, _, _ in LIMITS}


def test_every_limit_says_its_status() -> None:
    says = {name: says for name, _, says in LIMITS}
    for case in BEYOND:
        assert case.status in says[case.limit] or case.limit == "linger", case
        assert not case.rule or str(RULES[case.rule].status) == case.status, case


@pytest.mark.parametrize(("case", "lane"), CASES)
def test_beyond(case: Beyond, lane: str, tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    options = [f"--{case.limit.replace('_', '-')}", case.value, "--trace", str(trace)]
    with ours(lane, options=options) as server:
        with connect(server) as sock:
            assert case.client(server, sock)[9:12].decode() == case.status
        if case.limit != "backlog":  # Who waits in the kernel is no event of the server's.
            wait_for(lambda: ("server", case.reason or case.rule) in _ends(trace))
    assert [one["rule"] for one in events(trace) if one["name"] == "refusal"] == ([case.rule] if case.rule else [])


def _ends(trace: Path) -> list[tuple[str, str]]:
    """Who has ended each connection, and why."""
    ends = [one for one in events(trace) if one["stage"] == "socket" and one["name"] == "close"]
    return [(one["by"], one["reason"]) for one in ends]


@pytest.mark.parametrize("lane", LANES)
def test_a_head_that_drips_in_is_late_though_no_pause_is_long(lane: str) -> None:
    with ours(lane, options=["--head", "0.5"]) as server, connect(server) as sock:
        sent = 0
        while sent < 1000 and not select.select([sock], [], [], 0.02)[0]:
            sent += sock.send(b"GET / HTTP/1.1\r\nX: yyyyyyyy"[sent : sent + 1] or b"y")
        assert until_end(sock)[9:12] == b"408"


@pytest.mark.parametrize("lane", LANES)
def test_a_response_that_is_complete_but_not_read_is_cut_off_too(lane: str) -> None:
    with ours(lane, options=["--write", "0.2"]) as server:
        with connect(server) as sock:
            sock.sendall(get("large", "Connection: close\r\n"))
            wait_for(lambda: ask(server, "log")["log"] == [])
        assert ask(server, "log")["log"] == []


@pytest.mark.parametrize("lane", LANES)
def test_those_who_are_within_the_limit_of_connections_are_served_on(lane: str) -> None:
    with ours(lane, options=["--connections", "1"]) as server, connect(server) as first:
        for _ in range(2):
            first.sendall(get("unread"))
            assert one_response(first)[9:12] == b"200"
            with connect(server) as second:
                assert until_end(second)[9:12] == b"503"


def test_a_connection_that_a_worker_has_counts_among_them() -> None:
    options = ["--threads", "2", "--connections", "1"]
    with ours("wsgi", options=options) as server, connect(server) as first:
        first.sendall(EXPECT)
        assert first.recv(100) == CONTINUE
        with connect(server) as second:
            assert until_end(second)[9:12] == b"503"
        first.sendall(b"abc")
        assert one_response(first)[9:12] == b"200"


def test_who_has_spoken_and_waits_for_a_worker_is_not_late() -> None:
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(ours("wsgi", options=["--threads", "2", "--keep-alive", "1"]))
        silent, patient, *busy = [stack.enter_context(connect(server)) for _ in range(4)]
        for each in (silent, patient):
            each.sendall(get("unread"))
            one_response(each)
        for each in busy:
            each.sendall(EXPECT)
            assert each.recv(100) == CONTINUE
        patient.sendall(get("unread"))
        assert until_end(silent) == b""  # Its time is up, and that of the other would be.
        busy[0].sendall(b"abc")
        assert one_response(patient)[9:12] == b"200"


@pytest.mark.parametrize("lane", LANES)
def test_a_refused_client_that_goes_on_sending_gets_its_answer_and_then_the_end(lane: str) -> None:
    with ours(lane, options=["--linger", "0.2"]) as server, connect(server) as sock:
        sock.sendall(b"GET foo HTTP/1.1\r\n\r\n" + b"x" * 100_000)
        assert until_end(sock)[9:12] == b"400"
        assert ask(server, "log")["log"] == []


@pytest.mark.parametrize("lane", LANES)
def test_the_rest_of_a_small_body_is_read_and_a_large_one_ends_the_connection(lane: str) -> None:
    with ours(lane, options=["--unread-body", "5", "--linger", "0.2"]) as server:
        with connect(server) as sock:
            sock.sendall(post("unread", 4, b"abcd") + get("unread", "Connection: close\r\n"))
            assert until_end(sock).count(b"HTTP/1.1 200") == 2
        with connect(server) as sock:
            chunked = b"POST /unread HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            sock.sendall(chunked + b"9\r\n123456789\r\n")
            assert until_end(sock)[9:12] == b"200"


@pytest.mark.parametrize(("lane", "threads"), [("wsgi", "1"), ("wsgi", "2"), ("asgi", "1")])
def test_a_refused_client_that_never_stops_sending_is_left(lane: str, threads: str) -> None:
    with ours(lane, options=["--threads", threads, "--linger", "0.2"]) as server, connect(server) as sock:
        assert goes_on_sending(server, sock)[9:12] == b"400"
