"""How a line is written, and that this package runs where the probe takes it."""

import ast
import json
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given

import visualizer.vocabulary
from tests.build import Builder
from tests.trace import strategies
from visualizer.trace import Event, decode
from visualizer.vocabulary import format as vocabulary

MODULES = sorted(Path(visualizer.vocabulary.__file__).parent.glob("*.py"))


def test_a_line_is_ascii_and_one_line() -> None:
    line = vocabulary.line({"text": "é\n\u2028\x1b\x9b"})
    assert line == '{"text":"\\u00e9\\n\\u2028\\u001b\\u009b"}\n'


def test_what_json_has_no_word_for_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        vocabulary.line([float("nan")])


def test_fields_are_in_order() -> None:
    event = Builder("wsgi").enter("view", "hello")
    assert vocabulary.fields(event) == tuple(getattr(event, name) for name in vocabulary.FIELDS)
    assert vocabulary.fields(event)[5:8] == ("view", "hello", "enter")


@given(strategies.events())
def test_any_line_is_read_back_by_both_wings(event: Event) -> None:
    line = vocabulary.line([msgspec.to_builtins(value) for value in vocabulary.fields(event)])
    assert decode(line.encode()) == event
    assert len(json.loads(line)) == len(vocabulary.FIELDS)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_it_is_written_for_python_3_9_and_imports_the_standard_library_alone(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"), feature_version=(3, 9))
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            assert name.split(".")[0] in sys.stdlib_module_names or name.startswith("visualizer.vocabulary")
