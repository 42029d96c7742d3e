"""The ASGI checker around the application finds nothing on every ASGI case; and it does find what is wrong."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.conformance.asgi_validator import Received, Sent, check_scope
from tests.conformance.breaches import breaches
from tests.conformance.case import Case
from tests.conformance.cases import ALL
from tests.conformance.client import play
from tests.conformance.servers import Running, ours

MISBEHAVES = ("send-status-type", "send-status-range", "send-status-interim")
"""The cases whose application misbehaves on purpose in a way that the checker knows of."""


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with ours("asgi", "tests.conformance.validated:asgi") as running:
        yield running


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in ALL if "asgi" in case.lanes])
def test_validated(case: Case, server: Running) -> None:
    before = len(breaches(server))
    assert case.strict(play(case, server.address)) == ""
    found = breaches(server)[before:]
    assert bool(found) is (case.id in MISBEHAVES), found


def test_who_misbehaves_is_a_case() -> None:
    assert set(MISBEHAVES) <= {case.id for case in ALL}


def scope(**changes: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": "/",
        "query_string": b"",
        "headers": [],
    }
    return usual | changes


def test_a_usual_scope_passes() -> None:
    check_scope(scope())


@pytest.mark.parametrize(
    "change",
    [
        {"type": "ftp"},
        {"path": b"/"},
        {"path": "a"},
        {"raw_path": "/"},
        {"method": "get"},
        {"headers": [(b"Host", b"a")]},
        {"headers": [("host", "a")]},
        {"http_version": "1.2"},
        {"client": ("a", "1")},
        {"state": None},
    ],
)
def test_a_wrong_scope_does_not(change: dict[str, Any]) -> None:
    with pytest.raises(AssertionError):
        check_scope(scope(**change))


@pytest.mark.parametrize(
    "messages",
    [
        [{"type": "http.disconnect"}, {"type": "http.request"}],
        [{"type": "http.request"}, {"type": "http.request"}],
        [{"type": "http.request", "body": "text"}],
        [{"type": "websocket.connect"}],
    ],
)
async def test_wrong_messages_of_the_server(messages: list[dict[str, Any]]) -> None:
    rest = iter(messages)

    async def receive() -> dict[str, Any]:
        return next(rest)

    received = Received("http", receive, [])
    for _ in messages[:-1]:
        await received()
    with pytest.raises(AssertionError):
        await received()


@pytest.mark.parametrize(
    "message",
    [
        {"type": "websocket.accept"},
        {"type": "http.response.start", "status": "200"},
        {"type": "http.response.start", "status": 200, "headers": [("a", "b")]},
        {"type": "http.response.body", "body": "text"},
    ],
)
async def test_wrong_messages_of_the_application(message: dict[str, Any]) -> None:
    async def send(message: dict[str, Any]) -> None:
        raise AssertionError("it should not have come so far")

    with pytest.raises(AssertionError, match=r"^(?!it should)"):
        await Sent("http", send, [])(message)
