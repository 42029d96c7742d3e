"""The signals request_started and request_finished.

The seam: `send` and `asend` of the two signal objects. A receiver of our own would be simpler, but it would be a sync
receiver more, and change the number of thread hops that is to be seen. Under ASGI the sync receivers run in a thread
(`Signal.asend` makes one function of them), and the report is made there, by `hops`.
"""

from contextvars import ContextVar
from typing import Any, Callable, Optional

from django.core.signals import request_finished, request_started

from visualizer.probe import emit
from visualizer.probe.django import code
from visualizer.probe.django.seam import replace
from visualizer.probe.span import Span, acall, call, caller

sending: "ContextVar[Optional[Span]]" = ContextVar("visualizer_signal", default=None)
"""The signal that is being sent in this context to sync receivers, which run in a thread."""


def install() -> None:
    """Report both signals."""
    for name, signal in (("request_started", request_started), ("request_finished", request_finished)):
        replace(signal, "send", _send(name, signal))
        replace(signal, "asend", _asend(name, signal))


def _span(name: str, signal: Any, sender: Any) -> Span:
    names = [code.name(receiver) for kind in signal._live_receivers(sender) for receiver in kind]
    return Span("middleware", "signal " + name, caller(), {"receivers": names})


def _send(name: str, signal: Any) -> Callable[[Any], Any]:
    def around(original: Callable[..., Any]) -> Callable[..., Any]:
        def send(sender: Any, **named: Any) -> Any:
            if not emit.on:
                return original(sender, **named)
            return call(_span(name, signal, sender), original, sender, **named)

        return send

    return around


def _asend(name: str, signal: Any) -> Callable[[Any], Any]:
    def around(original: Callable[..., Any]) -> Callable[..., Any]:
        async def asend(sender: Any, **named: Any) -> Any:
            if not emit.on:
                return await original(sender, **named)
            span = _span(name, signal, sender)
            if not signal._live_receivers(sender)[0]:
                return await acall(span, original, sender, **named)
            token = sending.set(span)
            try:
                return await original(sender, **named)
            finally:
                sending.reset(token)

        return asend

    return around
