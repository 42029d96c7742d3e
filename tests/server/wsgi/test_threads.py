"""Several worker slots: connections go to them and come back, and the main thread hears of what it must hear of."""

import contextlib
import os
import signal
import socket
import struct
import sys
import threading
from queue import SimpleQueue
from typing import Any, cast

import pytest

from tests.conformance.servers import Running, ours
from tests.server.talk import backlog, connect, get, one_response, until_end, wait_for
from visualizer.server.limits import Limits
from visualizer.server.settings import Settings
from visualizer.server.wsgi.client import Client
from visualizer.server.wsgi.connection import Connection, Next
from visualizer.server.wsgi.server import Server
from visualizer.server.wsgi.waiting import LISTENER, Waiting
from visualizer.server.wsgi.workers import Workers


def threads(count: int, *options: str) -> contextlib.AbstractContextManager[Running]:
    """A server with so many worker slots."""
    return ours("wsgi", options=["--threads", str(count), *options])


def occupy(sock: socket.socket) -> None:
    """Bring the application to wait for the body: then, and only then, the server sends 100 (Continue)."""
    sock.sendall(b"POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
    assert sock.recv(4096) == b"HTTP/1.1 100 Continue\r\n\r\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the length of the accept queue")
def test_busy_workers_leave_others_in_the_backlog() -> None:
    with threads(2) as server, connect(server) as one, connect(server) as two:
        occupy(one)
        occupy(two)
        with connect(server) as third:
            third.sendall(get("unread"))
            wait_for(lambda: backlog(server.address[1]) == 1)
            one.sendall(b"abc")
            assert b'"body": "abc"' in one_response(one)
            assert one_response(third)[-6:] == b"unread"
            assert backlog(server.address[1]) == 0


def test_a_kept_connection_waits_for_a_worker() -> None:
    with threads(2) as server, connect(server) as kept, connect(server) as one, connect(server) as two:
        kept.sendall(get("unread"))
        assert one_response(kept)[-6:] == b"unread"
        occupy(one)
        occupy(two)
        kept.sendall(get("unread"))
        one.sendall(b"abc")
        assert b'"body": "abc"' in one_response(one)
        assert one_response(kept)[-6:] == b"unread"


def test_a_connection_that_a_worker_gave_back_is_closed_when_it_idles() -> None:
    with threads(2, "--keep-alive", "0.1") as server, connect(server) as idle:
        idle.sendall(get("unread"))
        assert one_response(idle)[-6:] == b"unread"
        assert until_end(idle) == b""


def test_more_clients_than_workers_that_go_on_asking() -> None:
    with threads(2) as server, contextlib.ExitStack() as stack:
        clients = [stack.enter_context(connect(server)) for _ in range(8)]
        for _ in range(50):
            for client in clients:
                client.sendall(get("unread"))
            assert {one_response(client)[-6:] for client in clients} == {b"unread"}


def test_connections_that_workers_have_count_too() -> None:
    with threads(2, "--connections", "1") as server, connect(server) as busy:
        occupy(busy)
        with connect(server) as second:
            assert until_end(second)[9:12] == b"503"
        busy.sendall(b"abc")
        assert b'"body": "abc"' in one_response(busy)
        busy.shutdown(socket.SHUT_WR)
        assert until_end(busy) == b""
        wait_for(lambda: answered(server))


def answered(server: Running) -> bool:
    """Whether one more client is served, rather than told that there are too many."""
    with connect(server) as sock, contextlib.suppress(ConnectionResetError):
        sock.sendall(get("log"))
        return one_response(sock)[9:12] == b"200"
    return False


def test_what_a_worker_gives_back_after_the_end_is_not_watched_any_more() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_connection(listener.getsockname()):
        accepted, peer = listener.accept()
        waiting = Waiting(listener)
        with accepted:
            waiting.close()
            waiting.add(Connection(accepted, peer, lambda environ, start_response: [], Settings()))
            assert waiting.close() == []


def test_a_pause_in_listening_ends() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_connection(listener.getsockname()):
        listener.setblocking(False)
        waiting = Waiting(listener)
        waiting.pause_listening(0.01)
        assert waiting.ready(anybody=True) == []
        wait_for(lambda: waiting.ready(anybody=True) == [LISTENER])
        waiting.close()


def test_a_listener_that_a_signal_has_just_closed_is_not_watched() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    waiting = Waiting(listener)
    os.close(listener.detach())
    waiting.wake()
    assert waiting.ready(anybody=True) == []
    waiting.close()


def test_a_client_that_never_pauses_does_not_keep_the_server_from_stopping() -> None:
    with threads(2) as server, connect(server) as busy:
        busy.sendall(get("unread"))
        assert one_response(busy)[-6:] == b"unread"
        server.process.send_signal(signal.SIGTERM)
        with contextlib.suppress(OSError):
            while True:
                busy.sendall(get("unread"))
                if not busy.recv(65536):
                    break
        assert server.wait() == ""
        assert server.process.returncode == 0


def test_a_client_that_goes_on_or_leaves_is_noticed_and_one_that_pauses_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_connection(listener.getsockname()) as other:
        accepted, peer = listener.accept()
        client = Client(accepted, peer, Limits())
        assert not client.goes_on(0.001)
        other.sendall(b"GET")
        assert client.goes_on(10)
        assert client.receive_now() == b"GET"
        other.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        other.close()
        assert client.goes_on(10)
        assert client.receive_now() == b""
        accepted.close()


class Stub:
    """Stands for a connection: says what becomes of it each time that it is served."""

    lingering = False

    def __init__(self, *after: Next, goes_on: bool = False) -> None:
        self.client = self
        self.served_by: list[str] = []
        self._after = iter(after)
        self._goes_on = goes_on

    def serve(self) -> Next:
        self.served_by.append(threading.current_thread().name)
        return next(self._after)

    def goes_on(self, seconds: float) -> bool:
        return self._goes_on


def given_back(stub: Stub) -> Next:
    """What becomes of it when two workers are there to serve it."""
    back: SimpleQueue[Next] = SimpleQueue()
    workers = Workers(2, lambda connection, after: back.put(after), lambda: None)
    workers.serve(cast(Any, stub))
    after = back.get(timeout=10)
    workers.finish()
    return after


def test_a_thread_stays_with_a_client_that_goes_on_at_once() -> None:
    stub = Stub(Next.WAIT, Next.CLOSE, goes_on=True)
    assert given_back(stub) is Next.CLOSE
    assert len(stub.served_by) == 2
    assert len(set(stub.served_by)) == 1


def test_it_does_not_stay_with_one_that_pauses() -> None:
    assert given_back(Stub(Next.WAIT)) is Next.WAIT


def test_who_waits_in_the_backlog_waits_on_when_the_last_free_worker_is_taken_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server = Server(cast(Any, None), Settings(threads=2))
    workers = server._workers
    assert workers is not None

    def ready(anybody: bool) -> list[str]:
        monkeypatch.setattr(Workers, "all_busy", True)
        return [LISTENER]

    with socket.create_connection(server._listener.getsockname()):
        monkeypatch.setattr(server._waiting, "ready", ready)
        server._turn()
        assert len(server._waiting) == 0
    workers.finish()
    server._waiting.close()
    server._listener.close()


def test_what_a_thread_has_done_when_nobody_waits_any_more_is_nobodys() -> None:
    begun, may_end = threading.Event(), threading.Event()

    class Slow(Stub):
        def serve(self) -> Next:
            begun.set()
            assert may_end.wait(10)
            return super().serve()

    back: list[object] = []
    workers = Workers(2, lambda connection, after: back.append(connection), lambda: None)
    slow = Slow(Next.CLOSE)
    workers.serve(cast(Any, slow))
    assert begun.wait(10)
    assert workers.cut() == cast(Any, [slow])
    may_end.set()
    workers.finish()
    assert slow.served_by
    assert back == []
