"""One line of a trace to and from what it stands for: validated on the way in, standard bytes on the way out.

A line that this module writes is the very line that the probe writes for the same event.
"""

import re
from typing import Any

import msgspec

from visualizer.trace.errors import NO_TRACE, OTHER_VERSION, LineError
from visualizer.trace.event import Event, Header, SourceFile
from visualizer.vocabulary import format as vocabulary

_decode_event = msgspec.json.Decoder(Event).decode
_decode_source = msgspec.json.Decoder(SourceFile).decode
_decode_header = msgspec.json.Decoder(Header).decode

# All that msgspec raises for bytes that it cannot decode; its ValidationError is a DecodeError.
_ERRORS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)

_FIELD = re.compile(r" - at `\$\[(\d+)\](.*)`$", re.DOTALL)


def decode(line: bytes) -> Event | SourceFile:
    """The event or source file of one line, with or without its newline. Raises LineError."""
    try:
        return _decode_source(line) if line.startswith(b"{") else _decode_event(line)
    except _ERRORS as error:
        raise LineError(_explained(line, error)) from None


def decode_header(line: bytes) -> Header:
    """The header of a trace. Raises LineError, also for a version that this program does not read."""
    try:
        first: Any = msgspec.json.decode(line)
    except _ERRORS:
        first = None
    if not isinstance(first, dict) or first.get("format") != vocabulary.FORMAT:
        raise LineError("is not a trace", NO_TRACE)
    if first.get("version") != vocabulary.VERSION:
        problem = f"is a trace of version {first.get('version')!r}; this program reads {vocabulary.VERSION}"
        raise LineError(problem, OTHER_VERSION)
    try:
        return _decode_header(line)
    except _ERRORS as error:
        raise LineError(f"the header is damaged: {error}") from None


def encode(record: Event | SourceFile | Header) -> str:
    """The line of `record`, newline included, as `vocabulary.format.line` writes it."""
    return vocabulary.line(msgspec.to_builtins(record))


def _explained(line: bytes, error: Exception) -> str:
    kind = "event" if line[:1] == b"[" else "source file" if line[:1] == b"{" else "line"
    problem = "nested too deep" if isinstance(error, RecursionError) else str(error)
    found = _FIELD.search(problem)
    if kind == "event" and found:
        field = vocabulary.FIELDS[int(found[1])] + found[2]
        problem = f"{field}: {problem[: found.start()]}"
    return f"the {kind} is damaged: {problem}"
