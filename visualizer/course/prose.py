"""Markdown as plain lines: what `--plain` prints, and by which the linter measures how long a story is.

Knows what a lesson's story uses: paragraphs, lists, code, tables, emphasis, links. Anything else is a paragraph.
"""

import re
import textwrap
from collections.abc import Iterator

COLUMNS = 76
"""How wide a line of plain text is."""

_ITEM = re.compile(r"(\s*)([-*+]|\d{1,3}[.)])\s+")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
_CODE = re.compile(r"(`+[^`]*`+)")


def plain(text: str, columns: int = COLUMNS) -> list[str]:
    """The text as lines of so many columns at the most; code and tables keep theirs."""
    lines: list[str] = []
    for block in _blocks(text):
        if lines:
            lines.append("")
        lines += _lines(block, columns)
    return lines


def inline(text: str) -> str:
    """One run of Markdown without its emphasis marks; code keeps its backticks, a link its address."""
    parts = _CODE.split(text)
    return "".join(part if at % 2 else _without_marks(part) for at, part in enumerate(parts))


def length(text: str) -> int:
    """How many lines the text takes, blank ones not counted."""
    return sum(bool(line.strip()) for line in plain(text))


def links(text: str) -> list[str]:
    """The addresses that the text links to, code left out."""
    outside = "\n".join(line for block in _blocks(text) if not _is_code(block) for line in block)
    return [found[1] for part in _CODE.split(outside)[::2] for found in _LINK.findall(part)]


def _without_marks(text: str) -> str:
    text = _LINK.sub(r"\1 (\2)", text)
    return _EMPHASIS.sub(r"\1", _STRONG.sub(r"\2", text))


def _blocks(text: str) -> Iterator[list[str]]:
    """Paragraphs, lists and code: runs of lines between blank ones, code with the blank ones in it."""
    block: list[str] = []
    fence = ""
    for line in text.split("\n"):
        found = _FENCE.match(line)
        if fence:
            block.append(line)
            if found and found[1].startswith(fence):
                yield block
                block, fence = [], ""
        elif found or not line.strip():
            if block:
                yield block
            block, fence = ([line], found[1]) if found else ([], "")
        else:
            block.append(line)
    if block:
        yield block


def _is_code(block: list[str]) -> bool:
    return bool(_FENCE.match(block[0])) or all(line.startswith("    ") for line in block)


def _lines(block: list[str], columns: int) -> list[str]:
    if _FENCE.match(block[0]):
        code = block[1:-1] if _FENCE.match(block[-1]) else block[1:]
        return ["    " + line for line in code]
    if _is_code(block) or all(line.lstrip().startswith("|") for line in block):
        return [line.rstrip() for line in block]
    lines: list[str] = []
    for indent, text in _items(block):
        lines += textwrap.wrap(
            inline(text), columns, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        )
    return lines


def _items(block: list[str]) -> Iterator[tuple[str, str]]:
    """The paragraph, or each item of a list with the indent of what goes on below it."""
    words: list[str] = []
    indent = ""
    for line in block:
        found = _ITEM.match(line)
        if found and words:
            yield indent, " ".join(words)
            words = []
        if found:
            indent = " " * found.end()
        words.append(line.rstrip() if found else line.strip())
    yield indent, " ".join(words)
