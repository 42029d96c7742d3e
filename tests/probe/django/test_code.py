from functools import partial, wraps
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async

from visualizer.probe.django import code

HERE = __name__


def view(request: Any) -> None: ...


async def async_view(request: Any) -> None: ...


@wraps(view)
def decorated(*args: Any) -> None: ...


class Made:
    def __call__(self, request: Any) -> None: ...

    def method(self, request: Any) -> None: ...


def factory(get_response: Any) -> Any:
    def middleware(request: Any) -> Any: ...

    return middleware


@pytest.mark.parametrize(
    ("function", "name", "path", "line"),
    [
        (view, "view", "view", view),
        (decorated, "view", "view", view),
        (partial(partial(view), 1), "view", "view", view),
        (sync_to_async(view), "view", "view", view),
        (async_to_sync(async_view), "async_view", "async_view", async_view),
        (Made(), "Made", "Made", Made.__call__),
        (Made().method, "method", "Made.method", Made.method),
        (factory(None), "middleware", "factory", factory(None)),
    ],
)
def test_what_the_user_wrote_is_found(function: Any, name: str, path: str, line: Any) -> None:
    assert code.name(function) == name
    assert code.path(function) == f"{HERE}.{path}"
    assert code.site(function) == ("whole", __file__, line.__code__.co_firstlineno, HERE)


def test_a_middleware_is_named_by_its_class_or_by_what_made_it() -> None:
    assert code.factory(Made()) == "Made"
    assert code.factory(factory(None)) == "factory"
    assert code.factory(view) == "view"


def test_what_is_not_python_has_no_source() -> None:
    assert code.site(len) is None
    assert code.name(len) == "len"
