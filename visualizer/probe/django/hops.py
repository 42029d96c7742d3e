"""Each thread hop: a call that leaves the loop for a thread, or a thread for a loop.

The seam: `asgiref.sync.SyncToAsync.__call__` and `AsyncToSync.__call__`, which middleware, view, ORM, signals and close
all go through.
"""

from functools import partial
from typing import Any, Callable

from asgiref.sync import AsyncToSync, SyncToAsync

from visualizer.probe import emit
from visualizer.probe.django import code, signals
from visualizer.probe.django.seam import replace
from visualizer.probe.span import Span, acall, call, caller, origin, user

_SIGNALS = "django.dispatch.dispatcher"


def install() -> None:
    """Report every hop."""
    replace(SyncToAsync, "__call__", _to_thread)
    replace(AsyncToSync, "__call__", _to_loop)


def _to_thread(original: Callable[..., Any]) -> Callable[..., Any]:
    async def __call__(self: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N807 - it takes that method's place
        if not emit.on:
            return await original(self, *args, **kwargs)
        data = {"function": code.name(self.func), "thread_sensitive": self._thread_sensitive}
        span = Span("middleware", "hop sync_to_async", caller() or code.site(self.func), data)
        signal = signals.sending.get()
        if signal is not None and getattr(self.func, "__module__", "") == _SIGNALS:
            self.func = partial(call, signal, self.func)  # `self` is for this one call, see Signal.asend.
        token = origin.set(user())
        try:
            return await acall(span, original, self, *args, **kwargs)
        finally:
            origin.reset(token)

    return __call__


def _to_loop(original: Callable[..., Any]) -> Callable[..., Any]:
    def __call__(self: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N807 - it takes that method's place
        if not emit.on:
            return original(self, *args, **kwargs)
        data = {"function": code.name(self.awaitable)}
        span = Span("middleware", "hop async_to_sync", caller() or code.site(self.awaitable), data)
        return call(span, original, self, *args, **kwargs)

    return __call__
