"""Messages: what server and application say to each other in their protocol's words, each with its direction."""

from collections.abc import Iterator, Mapping

from visualizer.replay.messages import Message, MessagesView
from visualizer.trace import Value, show
from visualizer.trace.values import Cut, Map
from visualizer.ui.canvas import Line, Span, wrap
from visualizer.ui.lesson.facts import length_of, size, text_of
from visualizer.ui.lesson.pane import Picture

LONGEST = 400
LEGEND = Line(
    (
        Span("→ ", "received"),
        Span("the server says", "muted"),
        Span("   ← ", "sent"),
        Span("the application says", "muted"),
    )
)
_OUTCOMES = {"raised": Span("  ✗ raised", "raised"), "cancelled": Span("  ⊘ cancelled", "cancelled")}
_CALLS = {
    ("environ", "application"): "application(environ, start_response)",
    ("scope", "application"): "application(scope, receive, send)",
    ("lifespan", "application"): "application(scope, receive, send)",
    ("environ", "input.read"): "wsgi.input",
    ("scope", "receive"): "receive()",
    ("lifespan", "receive"): "receive()",
    ("response", "start_response"): "start_response",
    ("response", "chunk"): "yield",
    ("response", "write"): "write()",
    ("response", "close"): "close()",
}


def messages_picture(view: MessagesView, width: int) -> Picture:
    """The conversation, the message at the cursor in sight and told whole."""
    lines = [LEGEND]
    see = 0
    if view.earlier:
        lines.append(Line((Span(f"… {view.earlier} earlier messages", "muted"),)))
    for message in view.messages:
        if message.current or message is view.messages[-1]:
            see = len(lines)
        lines += _message(message, width, whole=message.current or message is view.messages[-1])
    return Picture(lines, see=see)


def _message(message: Message, width: int, *, whole: bool) -> Iterator[Line]:
    fill = "cursor" if message.current else ""
    arrow = Span("→ ", "received") if message.to_application else Span("← ", "sent")
    call = Span(_CALLS.get((message.stage, message.name), f"send({message.name})"), "strong")
    doing = "runs" if message.name == "application" else "waits"
    open_mark = (Span(f"  … {doing}", "changed"),) if message.is_open else ()
    outcome = _OUTCOMES.get(message.outcome or "", Span(""))
    said = _gist(message.data)
    yield Line((arrow, call, Span(f"  {said}" if said else "", "muted"), *open_mark, outcome), (), fill)
    if whole:
        for key, value in _told(message.data):
            yield from wrap([Span("    "), Span(f"{key}  ", "name"), Span(show(value)[:LONGEST])], width, indent=6)


def _gist(data: Mapping[str, Value]) -> str:
    """The message in a word or two."""
    if "status" in data:
        return text_of(data["status"])
    message = _pairs(data.get("message"))
    if message:
        parts = [text_of(message.get("type", "")), text_of(message["status"]) if "status" in message else ""]
        body = length_of(message.get("body"))
        parts += [size(body)] if body is not None else []
        parts += ["more to come"] if message.get("more_body") else []
        return " · ".join(part for part in parts if part)
    found = next((data[key] for key in ("size", "bytes") if key in data), None)
    if isinstance(found, int):
        return size(found)
    kept = next(((key, data[key]) for key in ("environ", "scope") if key in data), None)
    return f"{length_of(kept[1])} keys" if kept else ""


def _told(data: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    """What a message holds: its own keys, or the event's; environ and scope have a tab of their own."""
    message = _pairs(data.get("message"))
    if message:
        yield from message.items()
        return
    for key, value in data.items():
        if key not in ("environ", "scope", "size"):
            yield key, value


def _pairs(value: Value) -> dict[str, Value]:
    if isinstance(value, Cut):
        value = value.value
    return {text_of(key): item for key, item in value.items} if isinstance(value, Map) else {}
