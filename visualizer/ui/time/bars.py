"""A row's cells as it is drawn: bars of exchanges by stage, or how many there are at once; nothing hangs on colour.

A bar of what runs is solid, with its text cut out of it, and ends in a gap, so that neighbours can be told apart; other
states have letters of their own, with the text between them. What is left out by a filter is a thin line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from visualizer.replay import Doing, TimeCell
from visualizer.ui.canvas import Span
from visualizer.ui.lesson.facts import label
from visualizer.ui.time.doings import LETTERS, LOOKS

THIN, LAST = "─", "▊"
IDLE = -1
"""The exchange of a piece in which nothing happens."""
HEIGHTS = "▁▂▃▄▅▆▇█"
SOLID = {
    **dict.fromkeys(("socket", "parse", "environ", "scope"), ("enter", "bar-server")),
    **dict.fromkeys(("middleware", "view"), ("onion", "bar-own")),
    "response": ("exit", "bar-response"),
}
"""The looks of what runs in a stage: beside its text, and with the text cut out of it."""
OTHER = ("muted", "bar-other")

Shows = Callable[[int | None], bool]
"""Whether an exchange is one of those that are looked for."""


class Piece(NamedTuple):
    """Neighbouring cells of one exchange that do the same in the same stage."""

    doing: Doing
    stage: str | None
    name: str | None
    width: int


def bars(cells: Sequence[TimeCell], shows: Shows, grid: str) -> list[Span]:
    """The cells of a thread, a loop or a database connection; where nothing happens the line's grid is seen."""
    spans: list[Span] = []
    column = 0
    for exchange, same in groupby(_pieces(cells), key=lambda found: found[0]):
        pieces = tuple([piece for _, piece in same])
        width = sum([piece.width for piece in pieces])
        if exchange == IDLE:
            spans.append(Span(grid[column : column + width], "rule"))
        elif not shows(exchange):
            spans.append(Span(THIN * width, "gap"))
        else:
            spans += _bar(exchange, pieces, width)
        column += width
    return joined(spans)


def _pieces(cells: Sequence[TimeCell]) -> Iterator[tuple[int | None, Piece]]:
    """Neighbours that are drawn alike, each piece with its exchange; IDLE for those in which nothing happens."""
    last, width = cells[0], 0
    for cell in cells:
        if cell is not last and not _is_alike(cell, last):
            yield _piece_of(last, width)
            last, width = cell, 0
        width += 1
    yield _piece_of(last, width)


def _is_alike(cell: TimeCell, other: TimeCell) -> bool:
    if cell.doing is not other.doing or cell.doing is Doing.NOTHING:
        return cell.doing is other.doing
    return (cell.exchange, cell.stage, cell.name) == (other.exchange, other.stage, other.name)


def _piece_of(cell: TimeCell, width: int) -> tuple[int | None, Piece]:
    exchange = IDLE if cell.doing is Doing.NOTHING else cell.exchange
    return exchange, Piece(cell.doing, cell.stage, cell.name, width)


def joined(spans: Iterable[Span]) -> list[Span]:
    """Neighbours of one look as one span: fewer to paint."""
    found: list[Span] = []
    for span in spans:
        if found and found[-1].style == span.style:
            found[-1] = Span(found[-1].text + span.text, span.style)
        else:
            found.append(span)
    return found


def counts(cells: Sequence[TimeCell], highest: int, look: str, grid: str) -> list[Span]:
    """The cells of a row that counts: as high as there are many, with the number where there is room.

    `highest` fills the line; few are low, though there never are more.
    """
    spans: list[Span] = []
    column = 0
    for many, same in groupby([cell.events for cell in cells]):
        width = len(list(same))
        spans.append(_height(many, highest, width, look) if many else Span(grid[column : column + width], "rule"))
        column += width
    return spans


@lru_cache(maxsize=4096)
def _height(many: int, highest: int, width: int, look: str) -> Span:
    letter = HEIGHTS[-(-many * len(HEIGHTS) // max(highest, len(HEIGHTS))) - 1]
    number = str(many) if width > len(str(many)) else ""
    return Span(number + letter * (width - len(number)), look)


def _bar(exchange: int | None, pieces: tuple[Piece, ...], width: int) -> Sequence[Span]:
    """The bar of one exchange, with its number at the beginning where there is room."""
    number = str(exchange or "")
    if not number or len(number) >= width:
        return _unnumbered(pieces, 0)
    return stamped(_unnumbered(pieces, len(number)), 0, number)


@lru_cache(maxsize=4096)
def _unnumbered(pieces: tuple[Piece, ...], taken: int) -> tuple[Span, ...]:
    """A bar whose first cells are taken by a number. Most look like that of another exchange."""
    spans: list[Span] = []
    for at, piece in enumerate(pieces):
        spans += _piece(piece, max(taken, 0), is_first=not at, is_last=at == len(pieces) - 1)
        taken -= piece.width
    return tuple(span for span in spans if span.text)


def _piece(piece: Piece, taken: int, *, is_first: bool, is_last: bool) -> Iterator[Span]:
    """One piece, whose first cells are taken by the exchange's number."""
    doing, width = piece.doing, piece.width
    beside, within = SOLID.get(piece.stage or "", OTHER)
    if doing is Doing.RUNNING:
        width -= is_last
        text = _text(piece, width - taken - 1) or (piece.stage or " ")[0]
        is_apart = taken or (not is_first and 1 < len(text) <= width - 2)
        yield Span(f"{'':{taken + bool(is_apart)}}{text}".ljust(width)[:width], within)
        yield Span(LAST * is_last, beside)
        return
    look = beside if doing is Doing.UNSURE else LOOKS[doing]
    text = _text(piece, width - taken - 4)
    words = f" {text} " if text else ""
    before = LETTERS[doing] * (taken + bool(taken or text))
    yield Span(f"{before}{words}".ljust(width, LETTERS[doing])[:width], look)


def _text(piece: Piece, room: int) -> str:
    """What a piece says in so many cells: all of it, or its stage."""
    return next((words for words in _words(piece) if len(words) <= room), "")


def _words(piece: Piece) -> Iterator[str]:
    if piece.stage is None or piece.name is None:
        return
    said = {Doing.BLOCKED: "blocked ", Doing.HELD: "held "}.get(piece.doing, "")
    full = label(piece.stage, piece.name)
    yield f"{said}{full}"
    yield said.strip() or full.removeprefix(f"{piece.stage} ").removeprefix("SQL ")
    yield piece.stage


def with_cursor(spans: Sequence[Span], column: int, *, acts: bool) -> list[Span]:
    """The spans with the cursor over one cell; a digit or a letter there stays to be read."""
    here, look = _cell(spans, column)
    if here.isalnum():
        return stamped(spans, column, here, "now" if acts or look.startswith("bar-") else "current")
    return stamped(spans, column, "┃" if acts else "╎", "current")


def _cell(spans: Sequence[Span], column: int) -> tuple[str, str]:
    """What stands in a column, and its look."""
    for span in spans:
        if column < len(span.text):
            return span.text[column], span.style
        column -= len(span.text)
    return "", ""


def stamped(spans: Sequence[Span], column: int, text: str, style: str | None = None) -> list[Span]:
    """The spans with a text in the place of their cells from `column` on; in the cells' own looks without a style."""
    drawn: list[Span] = []
    begin = 0
    for at, span in enumerate(spans):
        end = begin + len(span.text)
        first, last = max(column, begin), min(column + len(text), end)
        if first < last:
            here = Span(text[first - column : last - column], span.style if style is None else style)
            cut = (span._replace(text=span.text[: first - begin]), here, span._replace(text=span.text[last - begin :]))
            drawn += [piece for piece in cut if piece.text]
        elif begin >= column + len(text):
            return [*drawn, *spans[at:]]
        elif span.text:
            drawn.append(span)
        begin = end
    return drawn
