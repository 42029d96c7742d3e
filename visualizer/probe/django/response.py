"""The closing of a response, which ends the request for Django. The seam: `HttpResponseBase.close`."""

from typing import Any, Callable

from django.http.response import HttpResponseBase

from visualizer.probe import emit
from visualizer.probe.django import code
from visualizer.probe.django.seam import replace
from visualizer.probe.span import Span, call, caller


def install() -> None:
    """Report every close."""
    replace(HttpResponseBase, "close", _reported)


def _reported(original: Callable[..., Any]) -> Callable[..., Any]:
    def close(self: Any) -> Any:
        if not emit.on:
            return original(self)
        return call(Span("response", "response.close", caller() or code.site(original), {}, held=True), original, self)

    return close
