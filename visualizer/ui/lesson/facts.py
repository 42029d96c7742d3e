"""What one event says in a word or two: the label of its row, the short fact beside it, durations and places.

Each is a function of the event alone, so a row can be drawn without looking at its neighbours.
"""

from collections.abc import Callable, Mapping

from visualizer.trace import Event, Value, plain, show
from visualizer.trace.values import Bytes, Cut, List, Map, Masked, Tuple
from visualizer.vocabulary.names import is_user_code

_LABELS = {
    ("client", "request"): "client",
    ("environ", "application"): "environ",
    ("scope", "application"): "scope",
    ("scope", "receive"): "receive",
    ("response", "start_response"): "start_response",
    ("response", "close"): "close()",
}
_BARE_STAGES = ("middleware", "view", "response")


def label(stage: str, name: str) -> str:
    """What a row is called: the name within its stage, the stage before it where the name alone says too little."""
    if stage == "view" and is_user_code(stage, name):
        return f"view {name}"
    found = _LABELS.get((stage, name))
    if found is None:
        found = name if stage in _BARE_STAGES else f"{stage} {name}"
    return found


def size(count: int) -> str:
    """A number of bytes: exact below ten thousand."""
    if count < 10_000:
        return f"{count} B"
    if count < 10_000_000:
        return f"{count / 1e3:.0f} kB"
    return f"{count / 1e6:.0f} MB"


def duration(nanoseconds: int) -> str:
    """A stretch of time in three digits and a unit."""
    value, unit = next(
        ((nanoseconds / scale, unit) for scale, unit in ((1e9, "s"), (1e6, "ms")) if nanoseconds >= scale),
        (nanoseconds / 1e3, "µs"),
    )
    return f"{value:.1f} {unit}" if value < 9.95 and unit != "µs" else f"{value:.0f} {unit}"


def fact(event: Event | None) -> str:
    """What is worth knowing of an event at a glance; empty where nothing is, as of no event."""
    if event is None:
        return ""
    if (event.stage, event.name, event.phase) == ("client", "request", "exit"):
        return _answer(event)
    made = _FACTS.get(event.name) or _FACTS.get(f"{event.stage} {event.name}")
    if made is None and event.name.startswith("SQL "):
        made = _sql
    if event.outcome == "raised":
        return _error(event.data)
    return made(event.data) if made else ""


def text_of(value: Value) -> str:
    """A value as a reader says it: str and bytes without quotes, an address as HOST:PORT, else as Python writes it."""
    match value:
        case str():
            return value
        case Bytes():
            return value.text
        case List(items=[str() as host, int() as port]) | Tuple(items=[str() as host, int() as port]):
            return f"{host}:{port}"
    return show(value)


def length_of(value: Value) -> int | None:
    """How many bytes, characters or items a value really has, also where it was cut; None for what has no length."""
    if isinstance(value, Cut | Masked):
        return value.length
    inside = plain(value)
    return len(inside) if isinstance(inside, str | bytes | list | tuple | dict) else None


def entry(value: Value, key: str) -> Value:
    """The value of a Map under a str key; None without one."""
    if isinstance(value, Cut):
        value = value.value
    if isinstance(value, Map):
        return next((item for name, item in value.items if name == key), None)
    return None


_Data = Mapping[str, Value]


def _counted(key: str, word: str) -> Callable[[_Data], str]:
    def fact(data: _Data) -> str:
        count = length_of(data.get(key))
        return "" if count is None else f"{count} {word}"

    return fact


def _said(key: str) -> Callable[[_Data], str]:
    return lambda data: text_of(data[key]) if key in data else ""


def _size(data: _Data) -> str:
    value = data.get("size")
    return size(value) if isinstance(value, int) else ""


def _sql(data: _Data) -> str:
    return " ".join(text_of(data.get("sql", "")).split())


def _answer(event: Event) -> str:
    """What a client got: the status, how much came, and why not all of it."""
    status, came = event.data.get("status"), event.data.get("size")
    cut = {"raised": "cut off", "cancelled": "the client left"}.get(event.outcome or "", "")
    told = "no answer" if status is None else text_of(status)
    return " · ".join(part for part in (told, size(came) if isinstance(came, int) and came else "", cut) if part)


def _closed(data: _Data) -> str:
    return ": ".join(part for part in (_said("by")(data), _said("reason")(data)) if part)


def _status(data: _Data) -> str:
    return _said("status")(data).partition(" ")[0]


def _read(data: _Data) -> str:
    count = length_of(data.get("bytes"))
    return "" if count is None else size(count)


def _message(data: _Data) -> str:
    """The heart of an ASGI message: its type where that is received, else its status or how many bytes it has."""
    message = data.get("message")
    status = entry(message, "status")
    if status is not None:
        return text_of(status)
    kind = text_of(entry(message, "type") or "")
    body = length_of(entry(message, "body"))
    if kind == "http.response.body":
        return size(body or 0) + (" · more" if entry(message, "more_body") else "")
    return kind


def _error(data: _Data) -> str:
    return next((text_of(data[key]) for key in ("error", "exception", "raised") if key in data), "raised")


_FACTS: Mapping[str, Callable[[_Data], str]] = {
    "client request": _said("line"),
    "client close": _said("by"),
    "connect": lambda data: "",
    "send": _size,
    "receive": lambda data: _message(data) or _size(data),
    "recv": _size,
    "accept": _said("peer"),
    "socket close": _closed,
    "head": lambda data: _counted("headers", "headers")(data) or _size(data),
    "body": _size,
    "refusal": lambda data: f"{_status(data)} {_said('rule')(data)}".strip(),
    "ignored": _said("rule"),
    "environ application": lambda data: _counted("environ", "keys")(data) or _said("type")(data),
    "scope application": _counted("scope", "keys"),
    "input.read": _read,
    "hop sync_to_async": _said("function"),
    "hop async_to_sync": _said("function"),
    "URL match": lambda data: _said("route")(data) or _said("path")(data),
    "template render": _said("template"),
    "start_response": _status,
    "write": _size,
    "chunk": _size,
    "http.response.start": _message,
    "http.response.body": _message,
    "listen": _said("address"),
    "exit": lambda data: _said("signal")(data) if data.get("signal") else _said("status")(data),
    "lost": _said("count"),
}
