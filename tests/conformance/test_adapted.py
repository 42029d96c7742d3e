"""A WSGI application behind asgiref's WsgiToAsgi answers in the ASGI lane as it does in the WSGI lane."""

import json
from collections.abc import Iterator

import pytest

from tests.conformance.case import case
from tests.conformance.checks import answered
from tests.conformance.client import play
from tests.conformance.reader import Response
from tests.conformance.servers import Running, ours
from tests.server.talk import get, post


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[Running, Running]]:
    with ours("wsgi") as wsgi, ours("asgi", "tests.conformance.adapted:application") as asgi:
        yield wsgi, asgi


def _answer(server: Running, sent: bytes) -> Response:
    talk = play(case("adapted", "", "", sent, answered(200), group="adapted"), server.address)
    (response,) = talk.responses
    assert response.complete
    return response


@pytest.mark.parametrize("sent", [post("echo", 3, b"abc"), get("echo/caf%C3%A9?a=b", "X-A: b\r\n")])
def test_it_sees_the_same_request(sent: bytes, servers: tuple[Running, Running]) -> None:
    direct, adapted = (json.loads(_answer(server, sent).body) for server in servers)
    assert direct.pop("terminated")  # Our own WSGI lane says so; the adapter does not.
    adapted.pop("terminated")
    assert adapted == direct


@pytest.mark.parametrize("path", ["stream", "empty", "status/404", "status/204", "large"])
def test_it_gives_the_same_response(path: str, servers: tuple[Running, Running]) -> None:
    direct, adapted = (_answer(server, get(path)) for server in servers)
    assert (adapted.status, adapted.body) == (direct.status, direct.body)
