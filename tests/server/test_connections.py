"""Who waits for whom: idle connections occupy nobody, busy workers leave clients in the backlog."""

import contextlib
import sys

import pytest

from tests.conformance.servers import ours
from tests.server.talk import LANES, ask, backlog, connect, get, one_response, post, until_end, wait_for


@pytest.mark.parametrize("lane", LANES)
@pytest.mark.parametrize("threads", ["1", "3"])
def test_one_server_serves_64_kept_connections_in_turn(lane: str, threads: str) -> None:
    with ours(lane, options=["--threads", threads]) as server, contextlib.ExitStack() as stack:
        clients = [stack.enter_context(connect(server)) for _ in range(64)]
        for _ in range(3):
            for client in clients:
                client.sendall(get("unread"))
            assert {one_response(client)[-6:] for client in clients} == {b"unread"}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the length of the accept queue")
def test_one_worker_leaves_others_in_the_backlog() -> None:
    with ours("wsgi") as server, connect(server) as slow:
        slow.sendall(post("echo", 3))
        wait_for(lambda: backlog(server.address[1]) == 0)
        with connect(server) as second, connect(server) as third:
            second.sendall(get("unread"))
            third.sendall(get("unread"))
            wait_for(lambda: backlog(server.address[1]) == 2)
            slow.sendall(b"abc")
            assert b'"body": "abc"' in one_response(slow)
            assert one_response(second)[-6:] == one_response(third)[-6:] == b"unread"
            assert backlog(server.address[1]) == 0


def test_a_second_worker_serves_while_the_first_waits() -> None:
    with ours("wsgi", options=["--threads", "2"]) as server, connect(server) as slow:
        slow.sendall(post("echo", 3))
        assert ask(server, "log")["log"] == []
        slow.sendall(b"abc")
        assert b'"body": "abc"' in one_response(slow)


def test_the_flag_multithread_is_true_of_several_workers() -> None:
    with ours("wsgi", options=["--threads", "2"]) as server:
        assert ask(server, "environ")["values"]["wsgi.multithread"] is True


@pytest.mark.parametrize("lane", LANES)
def test_a_client_that_leaves_without_a_word_disturbs_nobody(lane: str) -> None:
    with ours(lane) as server:
        connect(server).close()
        with connect(server) as sock:
            sock.sendall(b"GET / HT")
        assert ask(server, "log")["log"] == []


def test_an_asgi_application_hears_at_once_that_the_client_has_gone() -> None:
    with ours("asgi") as server:
        with connect(server) as sock:
            sock.sendall(get("disconnect?k"))
            wait_for(lambda: ask(server, "log?k")["log"] == ["waiting"])
        wait_for(lambda: ask(server, "log?k")["log"] == ["waiting", "http.disconnect", "http.disconnect"])


@pytest.mark.parametrize(
    ("lane", "path", "told"), [("wsgi", "close-large", ["close"]), ("asgi", "gone", ["OSError", "subclass"])]
)
def test_an_application_whose_client_goes_during_the_response_is_ended(lane: str, path: str, told: list[str]) -> None:
    with ours(lane) as server:
        with connect(server) as sock:
            sock.sendall(get(f"{path}?k"))
            assert sock.recv(10)
        wait_for(lambda: ask(server, "log?k")["log"] == told)


@pytest.mark.parametrize("how", ["error", "silent"])
def test_a_wsgi_iterable_is_closed_once_when_it_raises_or_comes_too_early(how: str) -> None:
    with ours("wsgi") as server:
        with connect(server) as sock:
            sock.sendall(get(f"close/{how}?k"))
            until_end(sock)
        assert ask(server, "log?k")["log"] == ["close"]


@pytest.mark.parametrize("lane", LANES)
@pytest.mark.parametrize(
    ("path", "seen"),
    [("app/echo", "/app/echo"), ("echo", "/app/echo"), ("application", "/app/application"), ("app", "/app")],
)
def test_the_root_path_is_the_beginning_of_every_path(lane: str, path: str, seen: str) -> None:
    with ours(lane, "tests.server.mounted:" + lane, options=["--root-path", "/app/"]) as server:
        facts = ask(server, path)
        assert facts["root"] == "/app"
        assert facts["whole"] == seen
