"""`wsgi.input` with each read reported; everything else about it is the server's own."""

from typing import Any, Iterator, Optional

from visualizer.probe.span import Span, call, caller


class Input:
    """The four methods of PEP 3333's input stream, reported; other attributes pass through."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def read(self, *size: int) -> Any:
        """Read up to `size` bytes, or to the end."""
        return self._reported("read", *size)

    def readline(self, *size: int) -> Any:
        """Read a line."""
        return self._reported("readline", *size)

    def readlines(self, *hint: int) -> Any:
        """Read all lines."""
        return self._reported("readlines", *hint)

    def __iter__(self) -> Iterator[Any]:
        lines = iter(self._stream)
        while True:
            line = call(_span("__next__", None), next, lines, b"")
            if not line:
                return
            yield line

    def _reported(self, method: str, *size: int) -> Any:
        return call(_span(method, size[0] if size else None), getattr(self._stream, method), *size)


def _span(method: str, size: Optional[int]) -> Span:
    data = {"method": method, "size": size}
    return Span("environ", "input.read", caller(), data, lambda result: {"bytes": result}, held=True)
