"""The lifespan protocol: complete, failed, unsupported, broken."""

import pytest

from tests.conformance.servers import NotListening, Running, ours
from tests.server.talk import connect, get, until_end

FAILED = {
    "startup": "tests.server.asgi.lifespans:startup_fails",
    "shutdown": "tests.server.asgi.lifespans:shutdown_fails",
}


def test_a_startup_that_fails_ends_the_server_with_its_message() -> None:
    with pytest.raises(NotListening, match="no database"), ours("asgi", FAILED["startup"]):
        pass


def test_a_shutdown_that_fails_is_told() -> None:
    with ours("asgi", FAILED["shutdown"]) as server:
        pass
    assert server.errors == "still busy\n"
    assert server.process.returncode == 2


@pytest.mark.parametrize("name", ["raises", "raises_at_startup", "returns", "raises_later", "silent_at_shutdown"])
def test_an_application_without_a_lifespan_is_served(name: str) -> None:
    with ours("asgi", f"tests.server.asgi.lifespans:{name}") as server:
        assert _served(server)
    assert server.process.returncode == 0


@pytest.mark.parametrize("name", ["raises_at_startup", "raises_later"])
def test_an_application_that_breaks_in_its_lifespan_is_logged(name: str) -> None:
    with ours("asgi", f"tests.server.asgi.lifespans:{name}") as server:
        assert _served(server)
    assert "RuntimeError: on purpose" in server.errors


def test_an_application_that_has_no_lifespan_is_not() -> None:
    with ours("asgi", "tests.server.asgi.lifespans:raises") as server:
        assert _served(server)
    assert server.errors == ""


def test_a_message_that_is_none_of_the_lifespans_is_an_error_of_the_applications() -> None:
    with ours("asgi", "tests.server.asgi.lifespans:nonsense") as server:
        assert _served(server)


def test_startup_and_shutdown_stand_around_everything() -> None:
    with ours("asgi", "tests.server.asgi.lifespans:orderly") as server:
        assert _served(server)
        with connect(server) as sock:
            sock.sendall(get(""))
            assert sock.recv(10)
    assert server.errors.splitlines() == ["startup", "http", "http", "shutdown"]


def _served(server: Running) -> bool:
    with connect(server) as sock:
        sock.sendall(get("", "Connection: close\r\n"))
        return until_end(sock).startswith(b"HTTP/1.1 204")
