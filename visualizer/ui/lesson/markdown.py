"""A lesson's Markdown as lines of the canvas: once per text and width, parsed as CommonMark, never as Textual's markup.

What a pane cannot draw (images, raw HTML) stays as it was written, so nothing of a text is lost.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from visualizer.ui.canvas import BLANK, Line, Span, wrap
from visualizer.ui.canvas.line import width_of
from visualizer.ui.lesson.highlight import python_lines

NARROWEST_COLUMN = 24
"""Cells that are enough for a table's last column to be read in, line below line."""

_PARSER = MarkdownIt("commonmark").enable("table")
_INLINE_LOOKS = {"em": "emphasis", "strong": "strong", "link": "link"}
_MARGIN_OF = {"blockquote_open": ("│ ", "│ ")}


@lru_cache(maxsize=128)
def render(text: str, width: int) -> tuple[Line, ...]:
    """The lines of a Markdown text for `width` cells, without empty lines at its ends."""
    return tuple(_Page(width).lines_of(_PARSER.parse(text)))


def inline(text: str, look: str = "") -> tuple[Span, ...]:
    """The spans of one paragraph's text, as for a choice; `look` is what plain words have."""
    tokens = _PARSER.parseInline(text)
    return tuple(_inline(tokens[0].children or (), look))


class _Page:
    """Walks the tokens of one text; what a list or a quotation puts before its lines is a stack of margins."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.lines: list[Line] = []
        self.margins: list[tuple[str, str]] = []
        self.numbers: list[int | None] = []
        self.tight = False

    def lines_of(self, tokens: Sequence[Token]) -> list[Line]:
        for index, token in enumerate(tokens):
            match token.type:
                case "heading_open":
                    self._block(wrap(_inline(tokens[index + 1].children or (), "heading"), self._room()))
                case "paragraph_open":
                    self.tight = token.hidden
                    self._block(wrap(_inline(tokens[index + 1].children or ()), self._room()))
                case "fence" | "code_block" | "html_block":
                    self._block(list(_code(token)))
                case "hr":
                    self._block([Line((Span("─" * self._room(), "rule"),))])
                case "table_open":
                    self._block(_table(tokens[index:], self._room()))
                case _:
                    self._container(token)
        while self.lines and self.lines[-1] == BLANK:
            self.lines.pop()
        return self.lines

    def _container(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self.numbers.append(int(token.attrGet("start") or 1) if token.type.startswith("o") else None)
            case "bullet_list_close" | "ordered_list_close":
                self.numbers.pop()
                if not self.numbers:
                    self._gap()
            case "list_item_open":
                self.margins.append(self._item_margin())
            case "blockquote_open":
                self.margins.append(_MARGIN_OF[token.type])
            case "list_item_close" | "blockquote_close":
                self.margins.pop()

    def _item_margin(self) -> tuple[str, str]:
        number = self.numbers[-1]
        if number is None:
            return "• ", "  "
        self.numbers[-1] = number + 1
        mark = f"{number}. "
        return mark, " " * len(mark)

    def _room(self) -> int:
        return max(self.width - sum(width_of(rest) for _, rest in self.margins), 8)

    def _block(self, lines: Iterable[Line]) -> None:
        """Add a block behind its margins; the mark of a list item stands before its first line only."""
        for line in lines:
            margin = "".join(first for first, _ in self.margins)
            self.lines.append(line._replace(left=(Span(margin, "accent"), *line.left)) if margin else line)
            self.margins = [(rest, rest) for _, rest in self.margins]
        if not self.tight or not self.margins:
            self._gap()
        self.tight = False

    def _gap(self) -> None:
        if self.lines and self.lines[-1] != BLANK:
            self.lines.append(BLANK)


def _inline(tokens: Iterable[Token], look: str = "") -> list[Span]:
    spans: list[Span] = []
    looks = [look]
    for token in tokens:
        kind, _, edge = token.type.rpartition("_")
        if token.type == "code_inline":
            spans.append(Span(token.content, "literal"))
        elif token.type in ("softbreak", "hardbreak"):
            spans.append(Span(" ", looks[-1]))
        elif edge == "open" and kind in _INLINE_LOOKS:
            looks.append(_INLINE_LOOKS[kind])
        elif edge == "close" and kind in _INLINE_LOOKS:
            looks.pop()
        else:
            spans.append(Span(token.content, looks[-1]))
    return spans


def _code(token: Token) -> Iterable[Line]:
    text = token.content.rstrip("\n")
    if token.info.split(" ")[0] in ("python", "py"):
        return (Line((Span("  "), *spans)) for spans in python_lines(text))
    return (Line((Span("  "), Span(line, "literal" if line else ""))) for line in text.split("\n"))


def _table(tokens: Sequence[Token], width: int) -> list[Line]:
    """Columns as wide as their widest cell, the last as wide as there is room; a rule below the head.

    Where that leaves no room for the last column, a block for each row.
    """
    rows: list[list[list[Span]]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_inline(token.children or ()))
        elif token.type == "table_close":
            break
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    room = width - sum(column + 2 for column in widths[:-1])
    if room < min(widths[-1], NARROWEST_COLUMN):
        return [line for row in rows[1:] for line in _table_block(rows[0], row, width)]
    widths[-1] = min(widths[-1], room)
    head, *body = ([*_table_row(row, widths)] for row in rows)
    rule = Line((Span("  ".join("─" * width for width in widths), "rule"),))
    return [*head, rule, *(line for lines in body for line in lines)]


def _table_row(row: Sequence[list[Span]], widths: Sequence[int]) -> Iterable[Line]:
    """The cells beside one another; the last may have several lines."""
    spans: list[Span] = []
    for cell, width in zip(row[:-1], widths, strict=False):
        spans += [*cell, Span(" " * (width - _width(cell) + 2))]
    aside = (Span(" " * _width(spans)),) if spans else ()
    for number, line in enumerate(wrap(row[-1], widths[-1]) or [BLANK]):
        yield line._replace(left=(*(aside if number else spans), *line.left))


def _table_block(head: Sequence[list[Span]], row: Sequence[list[Span]], width: int) -> Iterable[Line]:
    """A row as its first cell with the others below it, each after the head of its column."""
    yield Line(tuple(span._replace(style="strong") for span in row[0]))
    for title, cell in zip(head[1:], row[1:], strict=True):
        muted = [span._replace(style="muted") for span in title]
        yield from wrap([Span("  "), *muted, Span("  "), *cell], width, indent=4)


def _width(spans: Iterable[Span]) -> int:
    return sum(width_of(span.text) for span in spans)
