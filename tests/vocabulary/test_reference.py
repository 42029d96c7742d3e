"""docs/trace-format.md says what the vocabulary says."""

import re
import subprocess
import sys
from pathlib import Path
from shutil import copy

import pytest

from tests.golden.make import path
from tests.vocabulary.reference import PAGE, SECTIONS, written
from visualizer.vocabulary import limits
from visualizer.vocabulary.format import FIELDS
from visualizer.vocabulary.names import KINDS
from visualizer.vocabulary.values import TAGS


def test_the_page_is_as_the_vocabulary_has_it() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == written(page), "run: python -m tests.vocabulary.reference"


@pytest.mark.parametrize("name", sorted(SECTIONS))
def test_every_section_is_on_the_page(name: str) -> None:
    assert f"<!-- {name} -->\n{SECTIONS[name]()}\n<!-- end -->" in PAGE.read_text(encoding="utf-8")


def test_the_sections_are_complete() -> None:
    assert [line.split()[0] for line in SECTIONS["fields"]().splitlines()[1:-1]] == list(FIELDS)
    assert set(re.findall(r'\["([a-z]+)"', SECTIONS["values"]())) == set(TAGS)
    assert SECTIONS["kinds"]().count("\n") == len(KINDS) + 1
    assert SECTIONS["limits"]().count("\n") == len([name for name in vars(limits) if name.endswith("_LIMIT")]) + 1


def test_the_example_reads_a_golden_trace(tmp_path: Path) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    copy(path("wsgi"), tmp_path / "trace.jsonl")
    run = subprocess.run([sys.executable, "-c", example], cwd=tmp_path, capture_output=True, text=True, check=True)
    lines = run.stdout.splitlines()
    assert lines[0] == "1000000000 wsgi enter client request"
    assert len(lines) == 36
