"""Scenarios are plain frozen data."""

from pathlib import Path

from visualizer.lab import Application, Request, demo


def test_an_application_stands_in_both_lanes() -> None:
    application = Application("site.wsgi:app", "site.asgi:app", Path("somewhere"), (("A", "b"),), show_secrets=True)

    wsgi, asgi = application.lanes()

    assert (wsgi.name, wsgi.protocol, wsgi.application) == ("wsgi", "wsgi", "site.wsgi:app")
    assert (asgi.name, asgi.protocol, asgi.application) == ("asgi", "asgi", "site.asgi:app")
    assert {wsgi.path, asgi.path} == {Path("somewhere")}
    assert wsgi.environment == asgi.environment == (("A", "b"),)
    assert {wsgi.show_secrets, asgi.show_secrets} == {True}


def test_the_demo_asks_for_its_greeting_unless_told_otherwise() -> None:
    other = Request.build("GET", "/")

    assert demo().requests[0].line == b"GET /hello/?name=Ada HTTP/1.1"
    assert demo(other).requests == (other,)
