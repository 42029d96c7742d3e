"""The outermost WSGI application: reports environ, start_response, chunks and close(), changes nothing (PEP 3333)."""

from typing import Any, Callable, Dict, Iterable, Iterator, List, Optional, Tuple

from visualizer.probe import emit, hold
from visualizer.probe.identity import from_header
from visualizer.probe.input import Input
from visualizer.probe.span import Span, call, caller
from visualizer.vocabulary.link import EXCHANGE_HEADER

Environ = Dict[str, Any]
StartResponse = Callable[..., Callable[[bytes], Any]]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

_HEADER = "HTTP_" + EXCHANGE_HEADER.upper().replace("-", "_")


def wrap(application: Application) -> Application:
    """The application, reported; with nobody listening it costs one test a request."""

    def visualized(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not emit.on:
            return application(environ, start_response)
        return _reported(application, environ, start_response)

    return visualized


def _reported(application: Application, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    named = emit.identity.get() is None and from_header(environ.get(_HEADER))
    if named:
        emit.identity.set(named)
    span = Span("environ", "application", caller(), {"environ": dict(environ)}, _type, held=True)
    try:
        result: Iterable[bytes] = call(span, _prepared, application, environ, start_response)
    except BaseException:
        _forget(bool(named))
        raise
    if _is_file_of_the_server(result, environ):
        _forget(bool(named))
        return (
            result  # The server must recognise its own wrapper: PEP 3333, "Optional Platform-Specific File Handling".
        )
    return (_Sized if hasattr(result, "__len__") else _Reported)(result, bool(named))


def _prepared(application: Application, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Call the application with the two things replaced through which it speaks while it is called."""
    if "wsgi.input" in environ:
        environ["wsgi.input"] = Input(environ["wsgi.input"])
    if callable(environ.get("wsgi.file_wrapper")) and not isinstance(environ["wsgi.file_wrapper"], type):
        environ["wsgi.file_wrapper"] = _FileWrapper(environ["wsgi.file_wrapper"])
    return application(environ, _start_response(start_response))


def _type(result: object) -> Dict[str, Any]:
    return {"type": type(result).__name__}


def _forget(named: bool) -> None:
    if named:
        emit.identity.set(None)


def _start_response(start_response: StartResponse) -> StartResponse:
    def reported(status: str, headers: List[Tuple[str, str]], exc_info: Optional[Any] = None) -> Callable[[bytes], Any]:
        data: Dict[str, Any] = {"status": status, "headers": list(headers)}
        if exc_info:
            data["exc_info"] = exc_info[0].__name__
        emit.event("response", "start_response", "point", None, data, caller())
        write = start_response(status, headers, exc_info) if exc_info else start_response(status, headers)
        return _write(write)

    return reported


def _write(write: Callable[[bytes], Any]) -> Callable[[bytes], Any]:
    def reported(data: bytes) -> Any:
        emit.event("response", "write", "point", None, {"bytes": data, "size": len(data)}, caller())
        return write(data)

    return reported


class _FileWrapper:
    """A server's file wrapper that is no class: remembers what it made, for there is no other way to recognise it."""

    def __init__(self, wrapper: Callable[..., Any]) -> None:
        self._wrapper = wrapper
        self._made: List[Any] = []

    def __call__(self, *args: Any) -> Any:
        self._made.append(self._wrapper(*args))
        return self._made[-1]

    def made(self, result: object) -> bool:
        return any(result is one for one in self._made)


def _is_file_of_the_server(result: object, environ: Environ) -> bool:
    wrapper = environ.get("wsgi.file_wrapper")
    if isinstance(wrapper, _FileWrapper):
        return wrapper.made(result)
    return isinstance(wrapper, type) and isinstance(result, wrapper)


class _Reported:
    """The application's iterable, chunk for chunk."""

    def __init__(self, iterable: Iterable[bytes], named: bool) -> None:
        self._iterable = iterable
        self._named = named

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._iterable:
            event = emit.event("response", "chunk", "point", None, {"bytes": chunk, "size": len(chunk)}, caller())
            if hold.table:
                hold.block(event)
            yield chunk

    def close(self) -> None:
        """Close the application's iterable if it can be closed; the exchange is over."""
        close = getattr(self._iterable, "close", None)
        try:
            if close is not None:
                call(Span("response", "close", caller(), {}, held=True), close)
        finally:
            _forget(self._named)


class _Sized(_Reported):
    """An iterable whose length the server may ask for, to set Content-Length."""

    def __len__(self) -> int:
        return len(self._iterable)  # type: ignore[arg-type]  # it has one, or _Reported would stand here
