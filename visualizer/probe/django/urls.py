"""The URL match. The seam: `BaseHandler.resolve_request`, which both modes call."""

from typing import Any, Callable

from django.core.handlers.base import BaseHandler

from visualizer.probe import emit
from visualizer.probe.django import code
from visualizer.probe.django.seam import replace
from visualizer.probe.span import Data, Span, call, caller


def install() -> None:
    """Report every URL match."""
    replace(BaseHandler, "resolve_request", _reported)


def _reported(original: Callable[..., Any]) -> Callable[..., Any]:
    def resolve_request(self: Any, request: Any) -> Any:
        if not emit.on:
            return original(self, request)
        return call(Span("view", "URL match", caller(), {"path": request.path_info}, _match), original, self, request)

    return resolve_request


def _match(match: Any) -> Data:
    return {"route": match.route, "view": code.path(match.func), "kwargs": dict(match.kwargs)}
