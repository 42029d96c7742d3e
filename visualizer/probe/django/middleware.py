"""Each middleware's enter and exit.

The seam: `django.core.handlers.base.convert_exception_to_response`, which BaseHandler.load_middleware hands every
middleware, outermost last. Ours goes inside, so that an exception is seen before it becomes a response; an async layer
stays `async def`, since load_middleware and this function ask for it.
"""

from typing import Any, Callable

from asgiref.sync import iscoroutinefunction
from django.core.handlers import base

from visualizer.probe import emit
from visualizer.probe.django import code
from visualizer.probe.django.seam import replace
from visualizer.probe.span import Data, Span, acall, call

_VIEW = ("_get_response", "_get_response_async")  # the innermost layer, which is Django's own: it calls the view


def install() -> None:
    """Report every middleware that is loaded from now on."""
    replace(base, "convert_exception_to_response", _convert)


def _convert(original: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def convert_exception_to_response(get_response: Any) -> Any:
        inner = getattr(get_response, "__name__", "") in _VIEW
        return original(get_response if inner else reported(get_response))

    return convert_exception_to_response


def reported(middleware: Any) -> Any:
    """The middleware, its enter and exit reported."""
    asynchronous = bool(iscoroutinefunction(middleware))
    span = Span(
        "middleware",
        code.factory(middleware),
        code.site(middleware, "process_request"),
        {"path": code.path(middleware), "mode": "async" if asynchronous else "sync"},
        status,
        held=True,
        exit_site=code.site(middleware, "process_response"),
    )

    def layer(request: Any) -> Any:
        return call(span, middleware, request) if emit.on else middleware(request)

    async def async_layer(request: Any) -> Any:
        return await (acall(span, middleware, request) if emit.on else middleware(request))

    made: Any = async_layer if asynchronous else layer
    made.__wrapped__ = middleware
    return made


def status(response: Any) -> Data:
    """The response's status; None for what is no response."""
    return {"status": getattr(response, "status_code", None)}
