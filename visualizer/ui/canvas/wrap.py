"""Break a line into lines that fit a width: at spaces where there are some, anywhere where a word is too long."""

import re
from collections.abc import Iterable, Iterator, Sequence

from visualizer.ui.canvas.line import Line, Span, width_of
from visualizer.ui.safe import safe

_PIECES = re.compile(r" +|[^ ]+")


def wrap(spans: Iterable[Span], width: int, *, indent: int = 0, fill: str = "", target: object = None) -> list[Line]:
    """The spans as lines of at most `width` cells; lines after the first are indented by `indent` cells."""
    spans = [span if span.text.isprintable() else span._replace(text=safe(span.text)) for span in spans]
    if sum(width_of(span.text) for span in spans) <= width:
        return [Line(tuple(spans), (), fill, target)]
    lines: list[Line] = []
    current: list[Span] = []
    used = 0
    for word in _words(spans, max(width - indent, 1)):
        size = sum(width_of(piece.text) for piece in word)
        if used + size > width and current:
            lines.append(Line(tuple(_joined(current)), (), fill, target))
            current, used = ([Span(" " * indent)] if indent else []), indent
            if word[0].text.isspace():
                continue
        current += word
        used += size
    return [*lines, Line(tuple(_joined(current)), (), fill, target)]


def _words(spans: Iterable[Span], longest: int) -> Iterator[list[Span]]:
    """Runs of spaces, and words, which may change their look in the middle; each no wider than `longest`."""
    word: list[Span] = []
    used = 0
    for piece in _pieces(spans, longest):
        size = width_of(piece.text)
        if word and (used + size > longest or piece.text.isspace() or word[-1].text.isspace()):
            yield word
            word, used = [], 0
        word.append(piece)
        used += size
    if word:
        yield word


def _pieces(spans: Iterable[Span], longest: int) -> Iterator[Span]:
    """Parts of words and runs of spaces of one look, each no wider than `longest`."""
    for span in spans:
        for match in _PIECES.finditer(span.text):
            yield from (span._replace(text=text) for text in _chop(match.group(), longest))


def _chop(text: str, longest: int) -> Iterator[str]:
    while width_of(text) > longest:
        size = longest
        while width_of(text[:size]) > longest and size > 1:
            size -= 1
        yield text[:size]
        text = text[size:]
    yield text


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Neighbours of one look as one span: fewer pieces to paint."""
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1][1:] == span[1:]:
            joined[-1] = span._replace(text=joined[-1].text + span.text)
        else:
            joined.append(span)
    return joined
