"""The events of the reading wing are those of the vocabulary."""

from typing import get_args

import msgspec
import pytest

from tests.build import source_file
from visualizer.trace import Event, Header, Source, SourceFile
from visualizer.trace.event import Observer, Outcome, Phase, Stage
from visualizer.vocabulary import format as vocabulary
from visualizer.vocabulary import stages


def test_fields_are_those_of_the_vocabulary() -> None:
    assert Event.__struct_fields__ == vocabulary.FIELDS


def test_header_keys_are_those_of_the_vocabulary() -> None:
    assert Header.__struct_encode_fields__ == vocabulary.HEADER


def test_source_keys_are_those_of_the_vocabulary() -> None:
    assert SourceFile.__struct_encode_fields__ == vocabulary.SOURCE


@pytest.mark.parametrize(
    ("words", "of_vocabulary"),
    [
        (Stage, stages.STAGES),
        (Phase, stages.PHASES),
        (Outcome, stages.OUTCOMES),
        (Observer, stages.OBSERVERS),
    ],
)
def test_words_are_those_of_the_vocabulary(words: object, of_vocabulary: tuple[str, ...]) -> None:
    assert get_args(words) == of_vocabulary


def test_source_ends_where_it_begins_or_later() -> None:
    assert Source(1, 3, 3).last == 3
    with pytest.raises(msgspec.ValidationError, match="line 2 is before line 3"):
        msgspec.json.decode(b"[1,3,2]", type=Source)


def test_lines_of_a_source() -> None:
    file = source_file(1, "a.py", "one\ntwo\nthree\n")
    assert file.lines(Source(1, 2, 3)) == ["two", "three"]
    assert file.lines(Source(1, 9, 9)) == []


def test_source_file_without_text_has_no_lines() -> None:
    file = SourceFile(number=1, name="large.py", hash="0" * 64, text=None)
    assert file.lines(Source(1, 1, 1)) == []
