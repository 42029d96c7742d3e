"""The looks that a line may name, and what each is made of: theme variables alone, so every theme draws every pane.

No meaning hangs on a colour alone: whatever has a look here also has a letter, a mark or a place of its own.
"""

LOOKS = {
    # words
    "muted": "color: $foreground 62%;",
    "faint": "color: $foreground 38%;",
    "strong": "text-style: bold;",
    "emphasis": "text-style: italic;",
    "heading": "color: $primary; text-style: bold;",
    "accent": "color: $accent; text-style: bold;",
    "link": "color: $text-accent; text-style: underline;",
    # frames and titles
    "rule": "color: $foreground 30%;",
    "rule-focused": "color: $accent;",
    "title": "color: $foreground 80%; text-style: bold;",
    "title-focused": "color: $accent; text-style: bold;",
    "tab": "color: $foreground 62%;",
    "tab-on": "color: $foreground; text-style: bold underline;",
    "bar": "background: $panel;",
    "badge-live": "background: $success-muted; color: $text-success; text-style: bold;",
    "badge-recorded": "background: $primary-muted; color: $text-primary; text-style: bold;",
    "key": "color: $accent; text-style: bold;",
    # the lanes
    "enter": "color: $text-primary;",
    "exit": "color: $text-success;",
    "current": "color: $accent; text-style: bold;",
    "future": "color: $foreground 42%;",
    "onion": "color: $secondary;",
    "gap": "color: $foreground 30%;",
    "place": "color: $text-secondary;",
    "switch": "color: $text-warning; text-style: bold;",
    "raised": "color: $text-error; text-style: bold;",
    "cancelled": "color: $text-warning; text-style: bold;",
    # data
    "name": "color: $text-primary;",
    "value": "color: $foreground;",
    "client": "color: $text-accent; text-style: bold;",
    "changed": "color: $text-warning; text-style: bold;",
    "control": "color: $text-warning;",
    "received": "color: $text-primary; text-style: bold;",
    "sent": "color: $text-success; text-style: bold;",
    # code
    "keyword": "color: $text-accent;",
    "string": "color: $text-success;",
    "number": "color: $text-warning;",
    "comment": "color: $foreground 52%; text-style: italic;",
    "function": "color: $text-primary; text-style: bold;",
    "gutter": "color: $foreground 38%;",
    # the story
    "literal": "color: $text-accent; background: $surface-lighten-1;",
    "question": "color: $text-warning; text-style: bold;",
    "right": "color: $text-success; text-style: bold;",
    # what lies behind a line
    "cursor": "background: $accent 22%;",
    "acting": "background: $accent 18%;",
    "past-cursor": "background: $foreground 6%;",
}
"""Each look's name and its declarations."""

PREFIX = "canvas--"

CLASSES = frozenset(PREFIX + name for name in LOOKS)
"""The component classes of the canvas: a theme or a .tcss file may restyle each."""

CSS = "\n".join(
    [
        "Canvas { height: 1fr; width: 1fr; background: $background; color: $foreground; }",
        *(f"Canvas > .{PREFIX}{name} {{ {declarations} }}" for name, declarations in LOOKS.items()),
    ]
)
"""The canvas's default CSS."""
