"""A lesson's front matter, the TOML between two `+++` lines, as a Card: all that the list of lessons needs, and fast.

Reads no further than the second `+++` and imports nothing but the standard library.
"""

import re
import tomllib
from io import StringIO
from pathlib import Path
from typing import TextIO

from visualizer.course.card import Card, Lane, LessonRequest, Pace, Protocol
from visualizer.course.errors import LessonError
from visualizer.course.table import Table

FENCE = "+++"
"""The line that opens and closes the front matter."""

_FOLDER = re.compile(r"(\d{1,3})-([a-z0-9]+(?:-[a-z0-9]+)*)")
_APPLICATION = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")
_TOML_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def text_path(folder: Path, language: str) -> Path:
    """The file of a lesson's text: in this language where there is a translation, else the lesson's own."""
    translated = folder / f"lesson.{language}.md"
    return translated if re.fullmatch(r"[a-z]{2,3}", language) and translated.is_file() else folder / "lesson.md"


def read_card(folder: Path, language: str = "") -> Card:
    """The card of the lesson in this folder, translated where it is. Raises LessonError."""
    path = text_path(folder, language)
    try:
        with path.open(encoding="utf-8", newline=None) as file:
            toml = split(path, file)
    except OSError as error:
        raise LessonError(path, None, f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise LessonError(path, None, "is not UTF-8 text", "save it as UTF-8") from None
    return card(path, toml)


def split(path: Path, file: TextIO) -> str:
    """The TOML at the beginning of a lesson's text; leaves the file at the line after it."""
    if file.readline().rstrip() != FENCE:
        raise LessonError(path, 1, f"a lesson begins with a line {FENCE}", "put its TOML front matter there")
    lines: list[str] = []
    for line in file:
        if line.rstrip() == FENCE:
            return "".join(lines)
        lines.append(line)
    raise LessonError(path, 1, f"the front matter has no end, a second line {FENCE}")


def card(path: Path, toml: str) -> Card:
    """The card that a lesson's front matter describes."""
    table = Table(_parse(path, toml), path, toml, 2)
    number, slug = _name(path)
    made = Card(
        folder=path.parent,
        number=number,
        slug=slug,
        id=table.text("id"),
        title=table.text("title"),
        minutes=table.number("minutes", 1, 90),
        part=table.number("part", 1, 99),
        needs=table.texts("needs"),
        lanes=_lanes(table),
        settings=table.text("settings"),
        requests=_requests(table),
        terms=table.texts("terms"),
        summary=table.text("summary", ""),
        language=path.name.removeprefix("lesson.").removesuffix("md").removesuffix("."),
    )
    table.done()
    return made


def split_text(path: Path, text: str) -> tuple[str, str, int]:
    """A lesson's whole text as its TOML, what stands below it, and the number of the line on which that begins."""
    file = StringIO(text, newline=None)
    toml = split(path, file)
    return toml, file.read(), toml.count("\n") + 3


def _parse(path: Path, toml: str) -> dict[str, object]:
    try:
        return tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_LINE.search(str(error))
        line = int(found[1]) if found and found[1] else toml.count("\n")
        problem = _TOML_LINE.sub("", str(error))
        raise LessonError(path, line + 1, f"the front matter is not TOML: {problem}") from None
    except RecursionError:
        raise LessonError(path, 2, "the front matter nests too deep") from None


def _name(path: Path) -> tuple[int, str]:
    found = _FOLDER.fullmatch(path.parent.name)
    if not found:
        raise LessonError(path.parent, None, "a lesson's folder is named NN-slug", "as in 05-both-lanes")
    return int(found[1]), found[2]


def _lanes(table: Table) -> tuple[Lane, ...]:
    app = table.table("app")
    defaults = {"wsgi": app.text("wsgi", ""), "asgi": app.text("asgi", ""), "settings": table.text("settings")}
    app.done()
    if table.is_list_of_tables("lanes"):
        lanes = tuple(_lane(inner, defaults) for inner in table.tables("lanes"))
    else:
        lanes = tuple(_plain_lane(table, name, defaults) for name in table.texts("lanes"))
    _check_lanes(table, lanes)
    return lanes


def _plain_lane(table: Table, name: str, defaults: dict[str, str]) -> Lane:
    protocol = _protocol(table, "lanes", name)
    return Lane(name, protocol, defaults[protocol], defaults["settings"])


def _lane(table: Table, defaults: dict[str, str]) -> Lane:
    name = table.text("name")
    protocol = _protocol(table, "protocol", table.text("protocol"))
    lane = Lane(
        name=name,
        protocol=protocol,
        app=table.text("app", defaults[protocol]),
        settings=table.text("settings", defaults["settings"]),
        threads=table.number("threads", 1, 64, 1),
        options=table.texts("options"),
    )
    table.done()
    return lane


def _protocol(table: Table, key: str, word: str) -> Protocol:
    if word == "wsgi":
        return "wsgi"
    if word == "asgi":
        return "asgi"
    raise table.error(key, f"{word!r} is no protocol", "write wsgi or asgi")


def _check_lanes(table: Table, lanes: tuple[Lane, ...]) -> None:
    if not 1 <= len(lanes) <= 4:
        raise table.error(
            "lanes", f"a lesson has from 1 to 4 lanes, not {len(lanes)}", 'for example lanes = ["wsgi", "asgi"]'
        )
    names = [lane.name for lane in lanes]
    if len(set(names)) < len(names) or not all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names):
        raise table.error("lanes", "lanes have different names of lower-case letters, digits and _")
    for lane in lanes:
        if not _APPLICATION.fullmatch(lane.app):
            raise table.error(
                "app", f"the lane {lane.name} has no application MODULE:NAME", f"add [app] {lane.protocol} = …"
            )


def _requests(table: Table) -> tuple[LessonRequest, ...]:
    requests = tuple(_request(inner) for inner in table.tables("requests"))
    if not requests:
        raise table.error("requests", "a lesson sends at least one request", "add [[requests]] with a path")
    return requests


def _request(table: Table) -> LessonRequest:
    pace, hold = _pace(table), table.text("hold", "")
    if table.has("raw"):
        request = LessonRequest(raw=_latin(table, "raw", table.string("raw", "")), pace=pace, hold=hold)
        table.done()
        return request
    request = LessonRequest(
        method=table.text("method", "GET"),
        path=table.text("path"),
        headers=table.pairs("headers"),
        body=table.string("body", "").encode("utf-8"),
        chunks=tuple(chunk.encode("utf-8") for chunk in table.texts("chunks")),
        pace=pace,
        hold=hold,
    )
    table.done()
    _check_request(table, request)
    return request


def _check_request(table: Table, request: LessonRequest) -> None:
    if request.body and request.chunks:
        raise table.error("chunks", "a request has a body or chunks, not both")
    if not all(request.chunks):
        raise table.error("chunks", "an empty chunk would end the body", "leave it out")
    _latin(table, "path", request.path)
    for key, word in (("method", request.method), ("path", request.path)):
        if not re.fullmatch(r"[!-~\x80-\xff]+", word):
            raise table.error(key, f"`{key}` has a space or a control character", "use raw to send anything at all")
    for name, value in request.headers:
        _latin(table, "headers", name + value)
        if re.search(r"[\r\n\0]", name + value) or ":" in name or not name:
            raise table.error(
                "headers", f"the header {name!r} would break the request", "use raw to send anything at all"
            )


def _pace(table: Table) -> Pace | None:
    if not table.has("pace"):
        return None
    inner = table.table("pace")
    pace = Pace(inner.number("bytes", 1, 1_000_000), inner.number("pause", 0, 10_000))
    inner.done()
    return pace


def _latin(table: Table, key: str, text: str) -> bytes:
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        advice = "write each byte as a character, as in \\u00e9"
        raise table.error(key, f"`{key}` has a character beyond one byte", advice) from None
