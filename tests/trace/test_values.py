"""Values come back as the Python value that they were, and are shown without one character that a terminal obeys."""

import math
import unicodedata

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.build import value_of
from tests.trace.strategies import values
from visualizer.trace import Value, plain, quoted, show, visible
from visualizer.trace.values import Bytes, Cut, Int, List, Map, Masked, Object, Surrogates, Tagged, Tuple
from visualizer.vocabulary.values import TAGS

pythonic = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text() | st.integers(2) | st.binary(), inner, max_size=3)
    ),
    max_leaves=8,
)


def test_tags_are_those_of_the_vocabulary() -> None:
    tags = tuple(tagged.__struct_config__.tag for tagged in Tagged.__args__)
    assert tags == TAGS


@given(pythonic)
def test_plain_gives_back_what_was_encoded(value: object) -> None:
    assert plain(value_of(value)) == value


def test_plain_nan() -> None:
    found = plain(value_of(math.nan))
    assert isinstance(found, float)
    assert math.isnan(found)


def test_plain_of_what_has_no_python_value() -> None:
    assert plain(Object("<lock>", "thread.lock")) == Object("<lock>", "thread.lock")
    assert plain(Masked(12)) == Masked(12)
    assert plain(Cut(Bytes("ab"), 70_000)) == b"ab"


@pytest.mark.parametrize("key", [List([1]), 1])
def test_plain_mapping_that_no_dict_can_hold_is_pairs(key: Value) -> None:
    assert plain(Map([(key, 1), (key, 2)])) == [(plain(key), 1), (plain(key), 2)]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (b"GET / HTTP/1.1\r\n\x1b\x00\xff'", r"b'GET / HTTP/1.1␍␊␛␀\xff\''"),
        ("é \\ ' \u202e\x7f\x9b\ud800", r"'é \\ \' \u202e␡\x9b\ud800'"),
        ("\U000e0001", r"'\U000e0001'"),
        ((), "()"),
        ((1,), "(1,)"),
        ((1, [2.5, None]), "(1, [2.5, None])"),
        ({"a": b"x", 1: True}, "{'a': b'x', 1: True}"),
        (math.inf, "inf"),
        (2**64, "18446744073709551616"),
        (object, "<class 'object'>"),
    ],
)
def test_show(value: object, shown: str) -> None:
    assert show(value_of(value)) == shown


def test_show_what_was_not_kept_whole() -> None:
    assert show(Cut(Bytes("ab"), 70_000)) == "b'ab'… of 70000"
    assert show(Masked(12)) == "masked, 12 long"
    assert show(Object("a\nb", "x.Y")) == "a␊b"


def test_markup_is_left_alone_by_visible() -> None:
    assert visible("[red]<b>") == "[red]<b>"


def test_quoted_bytes_show_bytes_not_letters() -> None:
    assert quoted("é") == "'é'"
    assert quoted("é", only_ascii=True) == r"'\xe9'"


@given(values)
def test_what_is_shown_is_printable(value: Value) -> None:
    assert show(value).isprintable()


@given(st.text())
def test_visible_is_printable_and_keeps_what_is(text: str) -> None:
    shown = visible(text)
    assert shown.isprintable()
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert text.isprintable() is (shown == text)


@given(values)
def test_values_survive_json(value: Value) -> None:
    assert msgspec.json.decode(msgspec.json.encode(value), type=Value) == value


@pytest.mark.parametrize(
    "line",
    [
        b'["bytes","\xe2\x98\x83"]',
        b'["bytes"]',
        b'["bytes","a","b"]',
        b'["surrogates","\xc3\xbf"]',
        b'["surrogates","\xe2\x98\x83"]',
        b'["float","1.5"]',
        b'["int","1e5"]',
        b'["int","%s"]' % (b"1" * 5_000),
        b'["map",[["a"]]]',
        b'["cut","a",-1]',
        b'["set",[]]',
        b"[]",
        b"{}",
    ],
)
def test_what_no_encoder_writes_is_refused(line: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(line, type=Value)


def test_surrogates_and_ints_are_decoded_when_asked() -> None:
    assert plain(Surrogates("\xed\xa0\x80")) == "\ud800"
    assert plain(Int("-5")) == -5
    assert plain(Tuple([Bytes("\xff")])) == (b"\xff",)
