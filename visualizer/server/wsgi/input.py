"""wsgi.input: the request's body as a file (PEP 3333, Input and Error Streams); it ends where the body ends."""

from collections.abc import Callable, Iterator

from visualizer.server.http1.rules import Refusal


class Input:
    """Reads the body only when the application asks for it. `piece` gives the next piece, empty at the body's end."""

    def __init__(self, piece: Callable[[], bytes]) -> None:
        self._piece = piece
        self._buffer = bytearray()
        self.refusal: Refusal | None = None
        """The rule that the body breaks, once it does: then the answer is a refusal, whatever the application says."""

    def read(self, size: int | None = -1) -> bytes:
        """PEP 3333: "The server is not required to read past the client's specified Content-Length, and should simulate
        an end-of-file condition if the application attempts to read past that point."
        """
        if size is None or size < 0:
            while self._more():
                pass
            return self._take(len(self._buffer))
        while len(self._buffer) < size and self._more():
            pass
        return self._take(size)

    def readline(self, size: int | None = -1) -> bytes:
        """One line with its newline; at most `size` bytes of it."""
        limit = None if size is None or size < 0 else size
        searched = 0
        while (end := self._buffer.find(b"\n", searched)) < 0:
            searched = len(self._buffer)
            if (limit is not None and searched >= limit) or not self._more():
                end = len(self._buffer) - 1
                break
        return self._take(end + 1 if limit is None else min(end + 1, limit))

    def readlines(self, hint: int | None = -1) -> list[bytes]:
        """The lines that are left. PEP 3333: "the hint argument to readlines() is optional for both caller and
        implementer"; here it counts as io.IOBase says.
        """
        lines: list[bytes] = []
        total = 0
        for line in self:
            lines.append(line)
            total += len(line)
            if hint is not None and 0 < hint <= total:
                break
        return lines

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.readline, b"")

    def _more(self) -> bool:
        try:
            data = self._piece()
        except Refusal as refusal:
            self.refusal = refusal
            raise
        self._buffer += data
        return bool(data)

    def _take(self, count: int) -> bytes:
        taken = bytes(self._buffer[:count])
        del self._buffer[:count]
        return taken
