"""The looks that a line may name, and what each is made of: theme variables alone, so every theme draws every pane.

No meaning hangs on a colour alone: whatever has a look here also has a letter, a mark or a place of its own.
"""

from collections.abc import Iterable

LOOKS = {
    # words
    "muted": "color: $text-muted;",
    "strong": "text-style: bold;",
    "emphasis": "text-style: italic;",
    "heading": "color: $text-primary; text-style: bold;",
    "accent": "color: $text-accent; text-style: bold;",
    "link": "color: $text-primary; text-style: underline;",
    # frames and titles
    "rule": "color: $border-blurred;",
    "rule-focused": "color: $text-accent;",
    "title": "color: $foreground; text-style: bold;",
    "title-focused": "color: $text-accent; text-style: bold;",
    "tab": "color: $text-muted;",
    "tab-on": "color: $foreground; text-style: bold underline;",
    "bar": "background: $panel;",
    "badge-live": "color: $text-success; text-style: bold reverse;",
    "badge-recorded": "color: $text-primary; text-style: bold reverse;",
    "key": "color: $text-accent; text-style: bold;",
    # the lanes
    "enter": "color: $text-primary;",
    "exit": "color: $text-success;",
    "current": "color: $text-accent; text-style: bold;",
    "now": "color: $text-accent; text-style: bold reverse;",
    "future": "color: $text-muted;",
    "onion": "color: $text-secondary;",
    "own": "color: $text-secondary; text-style: bold;",
    "gap": "color: $border-blurred;",
    "place": "color: $text-muted;",
    "switch": "color: $text-warning; text-style: bold;",
    "raised": "color: $text-error; text-style: bold;",
    "cancelled": "color: $text-warning; text-style: bold;",
    # bars of the time pane, with their text cut out
    "bar-server": "color: $text-primary; text-style: reverse;",
    "bar-own": "color: $text-secondary; text-style: reverse;",
    "bar-response": "color: $text-success; text-style: reverse;",
    "bar-other": "color: $text-muted; text-style: reverse;",
    # data
    "name": "color: $text-primary;",
    "value": "color: $foreground;",
    "client": "color: $text-accent; text-style: bold;",
    "changed": "color: $text-warning; text-style: bold;",
    "differs": "color: $text-warning; text-style: bold underline;",
    "control": "color: $text-warning;",
    "received": "color: $text-primary; text-style: bold;",
    "sent": "color: $text-success; text-style: bold;",
    # code
    "keyword": "color: $text-secondary;",
    "string": "color: $text-success;",
    "number": "color: $text-warning;",
    "comment": "color: $text-muted; text-style: italic;",
    "function": "color: $text-primary; text-style: bold;",
    "gutter": "color: $text-muted;",
    # the story
    "literal": "color: $text-secondary;",
    "question": "color: $text-warning; text-style: bold;",
    "right": "color: $text-success; text-style: bold;",
    "wrong": "color: $text-error; text-style: bold;",
    # what lies behind a line
    "cursor": "background: $panel; text-style: bold;",
    "acting": "background: $panel;",
    "highlight": "background: $panel; text-style: bold;",
}
"""Each look's name and its declarations."""

PREFIX = "canvas--"

CLASSES = frozenset(PREFIX + name for name in LOOKS)
"""The component classes of the canvas: a theme or a .tcss file may restyle each."""


def css(widget: str, names: Iterable[str] = LOOKS) -> str:
    """The rules that give these looks to a widget, by the name of its class."""
    return "\n".join(f"{widget} > .{PREFIX}{name} {{ {LOOKS[name]} }}" for name in names)


CSS = "Canvas { height: 1fr; width: 1fr; background: $background; color: $foreground; }\n" + css("Canvas")
"""The canvas's default CSS."""
