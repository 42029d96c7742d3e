"""The order, the places and the hops of whole requests, as docs/architecture.md shows them."""

from pathlib import Path

import pytest

from tests.probe.django.run import run

VIEW = ["view URL match enter", "view URL match returned"]


def test_a_sync_request_under_wsgi_stays_on_its_thread(tmp_path: Path) -> None:
    found = run(tmp_path, "wsgi", "/sync/", "Sync")
    assert found.said == "200 OK Hello, secret!"
    assert [event.text for event in found.events] == [
        "environ application enter",
        "middleware signal request_started enter",
        "middleware signal request_started returned",
        "middleware Sync enter",
        *VIEW,
        "view sync_view enter",
        "view SQL SELECT enter",
        "view SQL SELECT returned",
        "view template render enter",
        "view template render returned",
        "view sync_view returned",
        "middleware Sync returned",
        "response start_response point",
        "environ application returned",
        "response chunk point",
        "response close enter",
        "response response.close enter",
        "middleware signal request_finished enter",
        "middleware signal request_finished returned",
        "response response.close returned",
        "response close returned",
    ]
    assert found.switches() == 0
    assert {event.identity for event in found.events} == {(5, 1)}


def test_an_async_request_under_asgi(tmp_path: Path) -> None:
    found = run(tmp_path, "asgi", "/async/", "Sync", "Async")
    assert found.said == "200 Hello, secret!"
    texts = [f"{event.thread} {event.text}" for event in found.events]
    listening = texts.index(
        "M scope receive enter", 3
    )  # Beside the rest, in a task of its own: when, is the loop's choice.
    assert listening < texts.index("W middleware Sync enter")
    assert texts[:listening] + texts[listening + 1 :] == [
        "M scope application enter",
        "M scope receive enter",
        "M scope receive returned",
        "M middleware hop sync_to_async enter",
        "W middleware signal request_started enter",
        "W middleware signal request_started returned",
        "M middleware hop sync_to_async returned",
        "M middleware hop sync_to_async enter",
        "W middleware Sync enter",
        "W middleware hop async_to_sync enter",
        "M middleware Async enter",
        "M view URL match enter",
        "M view URL match returned",
        "M view async_view enter",
        "M middleware hop sync_to_async enter",
        "W view SQL SELECT enter",
        "W view SQL SELECT returned",
        "M middleware hop sync_to_async returned",
        "M view template render enter",
        "M view template render returned",
        "M view async_view returned",
        "M middleware Async returned",
        "W middleware hop async_to_sync returned",
        "W middleware Sync returned",
        "M middleware hop sync_to_async returned",
        "M response http.response.start enter",
        "M response http.response.start returned",
        "M response http.response.body enter",
        "M response http.response.body returned",
        "M scope receive cancelled",
        "M middleware hop sync_to_async enter",
        "W response response.close enter",
        "W middleware signal request_finished enter",
        "W middleware signal request_finished returned",
        "W response response.close returned",
        "M middleware hop sync_to_async returned",
        "M scope application returned",
    ]
    assert {event.identity for event in found.events} == {(5, 1)}


@pytest.mark.parametrize(
    ("mode", "path", "middleware", "switches"),
    [
        ("wsgi", "/async/", ["Sync", "Async"], 8),
        ("asgi", "/async/", ["Sync", "Async"], 10),
        ("asgi", "/async/", ["Async"], 6),
        ("asgi", "/plain/", [], 4),
    ],
)
def test_the_thread_switches_are_those_that_were_measured(
    tmp_path: Path, mode: str, path: str, middleware: list[str], switches: int
) -> None:
    assert run(tmp_path, mode, path, *middleware).switches() == switches


@pytest.mark.parametrize("mode", ["wsgi", "asgi"])
@pytest.mark.parametrize("path", ["/async/", "/sync/", "/fail/"])
def test_an_unwatched_request_is_answered_alike(tmp_path: Path, mode: str, path: str) -> None:
    watched = run(tmp_path, mode, path, "Sync", "Async")
    assert watched.events
    unwatched = run(tmp_path, mode, path, "Sync", "Async", watched=False)
    assert unwatched.events == []
    assert (unwatched.said, unwatched.headers) == (watched.said, watched.headers)
    assert "Content-Type" in watched.headers


def test_a_signal_without_sync_receivers_does_not_hop(tmp_path: Path) -> None:
    found = run(tmp_path, "asgi", "/only_async_receivers/")
    assert found.one("middleware signal request_started enter").data == {"receivers": ["list", ["receiver"]]}
    assert found.switches() == 2


def test_a_client_that_leaves_cancels_an_async_view(tmp_path: Path) -> None:
    found = run(tmp_path, "asgi", "/waiting/", "Async")
    texts = [event.text for event in found.events]
    assert texts.index("view waiting cancelled") < texts.index("middleware Async cancelled")
    assert "middleware signal request_finished returned" in texts
    assert found.said == "nothing"
