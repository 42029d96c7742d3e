import sys
from types import ModuleType
from typing import Any

import pytest

from visualizer.probe import entry


def sync(environ: Any, start_response: Any) -> list[bytes]:
    return []


async def asynchronous(scope: Any, receive: Any, send: Any) -> None: ...


@pytest.fixture
def application(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = ModuleType("application_of_the_test")
    vars(module).update(sync=sync, asynchronous=asynchronous)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.delenv("VISUALIZER_LINK", raising=False)
    for name in ("wsgi", "asgi"):
        vars(entry).pop(name, None)
    return module


@pytest.mark.parametrize(("name", "attribute"), [("wsgi", "sync"), ("asgi", "asynchronous")])
def test_the_application_is_made_when_it_is_asked_for(
    application: ModuleType, monkeypatch: pytest.MonkeyPatch, name: str, attribute: str
) -> None:
    monkeypatch.setenv("VISUALIZER_APPLICATION", f"{application.__name__}:{attribute}")
    made = getattr(entry, name)
    assert callable(made)
    assert getattr(entry, name) is made


@pytest.mark.parametrize("named", ["", "module_without_a_colon"])
def test_an_application_must_be_named(application: ModuleType, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("VISUALIZER_APPLICATION", named)
    with pytest.raises(RuntimeError, match="must be MODULE:APPLICATION"):
        _ = entry.wsgi


def test_there_is_nothing_else(application: ModuleType) -> None:
    with pytest.raises(AttributeError, match="has no attribute 'other'"):
        _ = entry.other
