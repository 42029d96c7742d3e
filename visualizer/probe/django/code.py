"""What a callable of the user is called, and where its code stands, through all that may be wrapped around it."""

from functools import partial
from types import FunctionType, MethodType
from typing import Any, Optional

from asgiref.sync import AsyncToSync, SyncToAsync

from visualizer.probe.emit import Site

_WRAPPERS = ("view_class", "consumer_class", "__wrapped__", "func", "awaitable", "__func__")
_MIXIN = "django.utils.deprecation"  # where MiddlewareMixin's __call__ stands, which says nothing about the middleware


def unwrap(function: Any) -> Any:
    """The function, class or callable instance that the user wrote."""
    while True:
        inner = [getattr(function, name) for name in _WRAPPERS if name in _attributes(function)]
        if not inner:
            return function
        function = inner[0]


def _attributes(function: Any) -> Any:
    """The names that the object itself has, but for a class: what a class has, its instances wrap."""
    if isinstance(function, (partial, SyncToAsync)):
        return ("func",)
    if isinstance(function, AsyncToSync):
        return ("awaitable",)
    if isinstance(function, MethodType):
        return ("__func__",)
    if isinstance(function, type):
        return ()
    return set(getattr(function, "__dict__", ())) - {"func", "awaitable"}


def name(function: Any) -> str:
    """The name of a view, a receiver, or any function; of an instance that of its class."""
    found = unwrap(function)
    return str(getattr(found, "__name__", type(found).__name__))


def factory(middleware: Any) -> str:
    """The name of a middleware: of its class, or of the function that made it."""
    found = unwrap(middleware)
    if not isinstance(found, FunctionType):
        return type(found).__name__
    return found.__qualname__.partition(".<locals>")[0].rpartition(".")[2]


def path(function: Any) -> str:
    """The dotted name: module and name, of a nested function that of the one that made it."""
    found = unwrap(function)
    owner = found if hasattr(found, "__qualname__") else type(found)
    return "%s.%s" % (owner.__module__, owner.__qualname__.partition(".<locals>")[0])


def site(function: Any, method: str = "") -> Optional[Site]:
    """Where the code stands: of a class its `method`, of an instance its __call__; None for what is not Python."""
    found = unwrap(function)
    if isinstance(found, type):
        found = getattr(found, method, None) or getattr(found, "dispatch", None)
    elif not isinstance(found, FunctionType):
        call = type(found).__call__
        found = getattr(type(found), method, call) if getattr(call, "__module__", "") == _MIXIN else call
    found = unwrap(found)
    if not isinstance(found, FunctionType):
        return None
    return ("whole", found.__code__.co_filename, found.__code__.co_firstlineno, found.__module__)
