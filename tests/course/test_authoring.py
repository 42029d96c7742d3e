"""docs/authoring.md says what is so: its blocks can be read, and its claims asked."""

import re
from pathlib import Path

import pytest

from tests.course.write import CARD
from visualizer.course.blocks import WORDS
from visualizer.course.claims import parse as parse_claim
from visualizer.course.claims.answers import ANSWERS, METHODS
from visualizer.course.front_matter import card
from visualizer.course.parse import parse

TEXT = (Path(__file__).parents[2] / "docs" / "authoring.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^````\n(.*?)^````$", TEXT, re.MULTILINE | re.DOTALL)
ASKED = [
    asked
    for row in re.findall(r"^\| (`.*?) \| [^|]*\|$", TEXT, re.MULTILINE)
    for asked in re.findall(r"`([^`]+)`", row)
]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split()[0])
def test_its_blocks_can_be_read(block: str) -> None:
    question = "```question #thread\nWhere?\n- [x] a\n- [ ] b\n  No.\n```\n"
    text = block if "question" in block else question + block
    parse(Path("01-small/lesson.md"), CARD + text)


def test_it_shows_every_block() -> None:
    shown = {block.split()[0].removeprefix("```") for block in BLOCKS}
    assert shown | {"note"} == set(WORDS)


def test_its_front_matter_can_be_read() -> None:
    (first, lane) = re.findall(r"^```toml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    made = card(Path("01-small/lesson.md"), first)
    assert made.requests[0].pace is not None
    mounted = card(Path("01-small/lesson.md"), first.replace('lanes = ["wsgi", "asgi"]\n', "") + lane)
    assert mounted.lanes[0].settings == "project.mounted"


def test_it_teaches_all_that_a_lane_can_be_asked() -> None:
    for asked in ASKED:
        if "…" not in asked and not asked.startswith(".") and asked[0].islower() and "." in asked:
            parse_claim(asked)
    told = " ".join(ASKED)
    assert [name for name in (*ANSWERS, *METHODS) if f".{name}" not in told] == []
