import sys
from importlib import import_module
from inspect import iscoroutinefunction
from types import ModuleType
from typing import Any

import pytest

ENTRY = "visualizer.probe.entry"


def sync(environ: Any, start_response: Any) -> list[bytes]:
    return [b"sync"]


class Nested:
    application = staticmethod(sync)


def entry(monkeypatch: pytest.MonkeyPatch, named: str) -> ModuleType:
    """The module, as a server imports it."""
    monkeypatch.delenv("VISUALIZER_LINK", raising=False)
    monkeypatch.setenv("VISUALIZER_APPLICATION", named)
    monkeypatch.delitem(sys.modules, ENTRY, raising=False)
    return import_module(ENTRY)


@pytest.mark.parametrize("attribute", ["sync", "Nested.application"])
def test_the_application_that_the_environment_names_is_wrapped(monkeypatch: pytest.MonkeyPatch, attribute: str) -> None:
    made = entry(monkeypatch, f"{__name__}:{attribute}")
    assert made.wsgi({}, None) == [b"sync"]
    assert iscoroutinefunction(made.asgi)
    assert {"wsgi", "asgi"} <= set(vars(made))


@pytest.mark.parametrize("named", ["", "module_without_a_colon"])
def test_an_application_must_be_named(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    with pytest.raises(RuntimeError, match="must be MODULE:APPLICATION"):
        entry(monkeypatch, named)


def test_an_application_that_cannot_be_imported_ends_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModuleNotFoundError):
        entry(monkeypatch, "no_such_module:application")
