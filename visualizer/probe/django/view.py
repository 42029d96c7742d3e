"""The view's enter and exit. The seam: what `BaseHandler.make_view_atomic` returns, the same in both modes."""

from typing import Any, Callable

from asgiref.sync import iscoroutinefunction
from django.core.handlers.base import BaseHandler

from visualizer.probe import emit
from visualizer.probe.django import code
from visualizer.probe.django.middleware import status
from visualizer.probe.django.seam import replace
from visualizer.probe.span import Span, acall, call


def install() -> None:
    """Report every view."""
    replace(BaseHandler, "make_view_atomic", _reported)


def _reported(original: Callable[..., Any]) -> Callable[..., Any]:
    def make_view_atomic(self: Any, view: Any) -> Any:
        atomic = original(self, view)
        return _around(view, atomic) if emit.on else atomic

    return make_view_atomic


def _around(view: Any, atomic: Any) -> Any:
    def sync_view(request: Any, *args: Any, **kwargs: Any) -> Any:
        return call(_span(view, "sync", request, args, kwargs), atomic, request, *args, **kwargs)

    async def async_view(request: Any, *args: Any, **kwargs: Any) -> Any:
        return await acall(_span(view, "async", request, args, kwargs), atomic, request, *args, **kwargs)

    made: Any = async_view if iscoroutinefunction(atomic) else sync_view
    made.__wrapped__ = view
    return made


def _span(view: Any, mode: str, request: Any, args: Any, kwargs: Any) -> Span:
    data = {"view": code.path(view), "mode": mode, "args": args, "kwargs": kwargs}
    return Span("view", code.name(view), code.site(view, str(request.method).lower()), data, status, held=True)
