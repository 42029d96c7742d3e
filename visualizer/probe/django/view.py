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
    asynchronous = bool(iscoroutinefunction(atomic))

    def span(request: Any) -> Span:
        where = code.site(view, str(request.method).lower())
        return Span("view", code.name(view), where, {"asynchronous": asynchronous}, status, held=True)

    def sync_view(request: Any, *args: Any, **kwargs: Any) -> Any:
        return call(span(request), atomic, request, *args, **kwargs)

    async def async_view(request: Any, *args: Any, **kwargs: Any) -> Any:
        return await acall(span(request), atomic, request, *args, **kwargs)

    made: Any = async_view if asynchronous else sync_view
    made.__wrapped__ = view
    return made
