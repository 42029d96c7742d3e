"""Writes what docs/trace-format.md takes from the vocabulary: `python -m tests.vocabulary.reference`."""

import re
from pathlib import Path

from visualizer.vocabulary import format as vocabulary
from visualizer.vocabulary import limits, stages, values
from visualizer.vocabulary.names import KINDS

PAGE = Path(__file__).parents[2] / "docs" / "trace-format.md"


def fields() -> str:
    """The fields of an event, as the vocabulary describes them."""
    text = _after(vocabulary.__file__, "FIELDS = (", "The order of an event's fields:\n\n")
    for words in ("STAGES", "PHASES", "OUTCOMES", "OBSERVERS"):
        text = text.replace(f"one of stages.{words}", "/".join(getattr(stages, words)))
    return _code(text.replace("encoded as in `values`", "encoded as below"))


def tagged() -> str:
    """The tagged arrays, as the vocabulary describes them."""
    doc = values.__doc__ or ""
    table = doc.split("\n\n")[2]
    return _code("\n".join(line.removeprefix("    ") for line in table.splitlines()))


def bounds() -> str:
    """Every limit with what it bounds."""
    text = Path(limits.__file__).read_text(encoding="utf-8")
    rows = re.findall(r'^([A-Z_]+) = [^\n]*\n"""(.*?)"""', text, re.MULTILINE | re.DOTALL)
    lines = [f"| {getattr(limits, name):,} | {' '.join(says.split())} |" for name, says in rows]
    return "\n".join(["| limit | of what |", "|---:|---|", *lines])


def kinds() -> str:
    """Every kind of event."""
    rows = [
        f"| {kind.stage} | {_name(kind.name)} | {kind.shape} | {kind.says} | {kind.data.strip() or '–'} |"
        for kind in KINDS
    ]
    return "\n".join(["| stage | name | shape | says | data |", "|---|---|---|---|---|", *rows])


SECTIONS = {"fields": fields, "values": tagged, "limits": bounds, "kinds": kinds}


def written(page: str) -> str:
    """`page` with every generated section as it is to be."""
    for name, section in SECTIONS.items():
        generated = f"<!-- {name} -->\n{section()}\n<!-- end -->"
        before, start, rest = page.partition(f"<!-- {name} -->\n")
        assert start, f"the page has no section {name}"
        page = before + generated + rest.partition("<!-- end -->")[2]
    return page


def _name(name: str) -> str:
    return f"`{name}…`" if name.endswith(" ") else f"`{name}`"


def _after(module: str, assignment: str, beginning: str) -> str:
    """What the docstring below an assignment says after its beginning."""
    text = Path(module).read_text(encoding="utf-8")
    return text.partition(assignment)[2].partition(beginning)[2].partition('"""')[0].strip()


def _code(text: str) -> str:
    return f"```\n{text}\n```"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
