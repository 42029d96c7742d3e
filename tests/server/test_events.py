"""What the server tells while it serves: the events of a recorded run, in their order, each with its identity."""

from pathlib import Path

import pytest

from tests.conformance.servers import ours
from tests.server.talk import LANES, connect, events, one_response, statements, until_end, wait_for

pytestmark = pytest.mark.parametrize("lane", LANES)
SERVERS = ("socket", "parse")


ACTS = {
    "wsgi": {
        "accept": {"sock, peer = self._listener.accept()"},
        "recv": {"return self.socket.recv(self._limits.window)", "data = self.socket.recv(self._limits.window)"},
        "send": {"while left:\ntry:\nleft = left[self.socket.send(left) :]"},
        "close": {"self.socket.close()"},
        "exchange": {"outcome = exchange.run()"},
    },
    "asgi": {
        "accept": {"sock, peer = self._listener.accept()"},
        "recv": {"def data_received(self, data: bytes) -> None:"},
        "send": {"self.transport.write(data)"},
        "close": {"def connection_lost(self, exc: Exception | None) -> None:"},
        "exchange": {"self._open = True", "self._open = False"},
    },
}
"""The statements that act upon a socket; where asyncio does it, the method that it calls for it."""


def _told(trace: Path) -> list[tuple[object, ...]]:
    return [
        (one["exchange"], one["name"], one["phase"], one["outcome"]) for one in events(trace) if one["stage"] in SERVERS
    ]


def _serve(lane: str, trace: Path, *pieces: bytes) -> bytes:
    with ours(lane, options=["--trace", str(trace)]) as server:
        with connect(server) as sock:
            for piece in pieces:
                sock.sendall(piece)
            answer = until_end(sock)
        wait_for(lambda: any(one["name"] == "close" and one["stage"] == "socket" for one in events(trace)))
    return answer


def test_a_chunked_request_in_two_pieces(lane: str, tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    with ours(lane, options=["--trace", str(trace)]) as server, connect(server) as sock:
        sock.sendall(b"POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n")
        sock.sendall(b"\r\n")
        assert sock.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        sock.sendall(b"3\r\nabc\r\n0\r\n\r\n")
        one_response(sock)
    told = _told(trace)
    names = [name for _, name, _, _ in told]
    assert names[0] == "accept"
    assert names[-1] == "close"
    assert told[1] == (1, "exchange", "enter", None)
    assert told[-2] == (1, "exchange", "exit", "returned")
    assert names.count("head") == 2
    bodies = [(one["size"], one["more"]) for one in events(trace) if one["name"] == "body"]
    assert bodies == [(3, True), (0, False)]
    assert {exchange for exchange, name, _, _ in told if name not in ("accept", "close")} == {1}


def test_pipelined_requests_have_an_exchange_each(lane: str, tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    get = b"GET /unread HTTP/1.1\r\nHost: a\r\n\r\n"
    _serve(lane, trace, get + get + get.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
    exchanges = [(exchange, phase) for exchange, name, phase, _ in _told(trace) if name == "exchange"]
    assert exchanges == [(1, "enter"), (1, "exit"), (2, "enter"), (2, "exit"), (3, "enter"), (3, "exit")]
    assert [name for _, name, _, _ in _told(trace)].count("recv") == 1


def test_a_refusal_names_its_rule(lane: str, tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    _serve(lane, trace, b"GET / HTTP/1.1\r\nHost: a b/c\r\n\r\n")
    told = _told(trace)
    assert [(name, phase, outcome) for _, name, phase, outcome in told] == [
        ("accept", "point", None),
        ("exchange", "enter", None),
        ("recv", "point", None),
        ("head", "enter", None),
        ("head", "exit", "raised"),
        ("refusal", "point", None),
        ("send", "point", None),
        ("exchange", "exit", "raised"),
        ("close", "point", None),
    ]
    (refusal,) = [one for one in events(trace) if one["name"] == "refusal"]
    assert (refusal["rule"], refusal["status"], refusal["source"]) == ("host", 400, "RFC 9112 §3.2")
    assert refusal["found"] == ["bytes", "a b/c"]
    (close,) = [one for one in events(trace) if one["stage"] == "socket" and one["name"] == "close"]
    assert (close["by"], close["reason"]) == ("server", "host")


def test_what_is_ignored_is_told(lane: str, tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    _serve(
        lane,
        trace,
        b"GET /echo HTTP/1.1\r\nHost: a\r\nConnection: close, Upgrade\r\nUpgrade: h2c\r\nX_User: evil\r\n\r\n",
    )
    ignored = [one["rule"] for one in events(trace) if one["name"] == "ignored"]
    assert ignored == (["upgrade", "underscore"] if lane == "wsgi" else ["upgrade"])


def test_an_application_that_raises_ends_its_exchange_so(lane: str, tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    _serve(lane, trace, b"GET /raise HTTP/1.1\r\nHost: a\r\n\r\n")
    assert (1, "exchange", "exit", "raised") in _told(trace)


def test_a_client_that_leaves_cancels_its_exchange(lane: str, tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    path = b"close-large" if lane == "wsgi" else b"gone"
    with ours(lane, options=["--trace", str(trace)]) as server:
        with connect(server) as sock:
            sock.sendall(b"GET /" + path + b"?k HTTP/1.1\r\nHost: a\r\n\r\n")
            assert sock.recv(1)
        wait_for(lambda: (1, "exchange", "exit", "cancelled") in _told(trace))


def test_the_wire_is_the_same_whether_anybody_listens_or_not(lane: str, tmp_path: Path) -> None:
    request = b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc"
    recorded = _serve(lane, tmp_path / "trace.jsonl", request)
    with ours(lane) as server, connect(server) as sock:
        sock.sendall(request)
        plain = until_end(sock)

    def undated(data: bytes) -> list[bytes]:
        return [line for line in data.split(b"\r\n") if not line.startswith(b"Date:")]

    assert undated(recorded) == undated(plain)


def test_a_refused_client_that_stays_is_left_after_a_while(lane: str, tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    with ours(lane, options=["--trace", str(trace), "--linger", "0.1"]) as server, connect(server) as sock:
        sock.sendall(b"nonsense\r\n")
        until_end(sock)
        wait_for(lambda: any(one["name"] == "close" and one["stage"] == "socket" for one in events(trace)))


@pytest.mark.parametrize("path", [b"echo", b"careless", b"careless/raise"])
def test_an_exchange_that_is_refused_in_its_body_has_raised(lane: str, path: bytes, tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    _serve(lane, trace, b"POST /" + path + b" HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n")
    assert (1, "exchange", "exit", "raised") in _told(trace)


def test_an_event_names_the_statement_that_acts(lane: str, tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    with ours(lane, options=["--trace", str(trace), "--first-byte", "0.1", "--connections", "1"]) as server:
        with connect(server) as sock:
            sock.sendall(b"POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
            assert sock.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
            sock.sendall(b"abc")
            one_response(sock)
            with connect(server) as second:
                until_end(second)
            sock.sendall(b"nonsense\r\n")
            until_end(sock)
        with connect(server) as silent:
            until_end(silent)
    found: dict[str, set[str]] = {}
    for stage, name, _, text in statements(trace):
        found.setdefault(name if stage == "socket" else stage, set()).add(text)
    for name, acts in ACTS[lane].items():
        assert {act for act in acts if any(act in text for text in found[name])} == acts, (name, found[name])
        assert all(any(act in text for act in acts) for text in found[name]), (name, found[name])
    assert all("Refusal(" in text for stage, name, _, text in statements(trace) if name == "refusal")
    assert "" not in found["parse"]
