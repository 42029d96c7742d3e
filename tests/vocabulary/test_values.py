"""The encoding of values never raises, is bounded, copies, and is always read back by the reading wing."""

import sys
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from typing import Any, NoReturn

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.trace import Value, plain
from visualizer.trace.values import Cut, Object
from visualizer.vocabulary import limits
from visualizer.vocabulary.format import line
from visualizer.vocabulary.kept import KEPT_LIMIT, Map, keep
from visualizer.vocabulary.values import TAGS, Masked, encode, encode_kept, word


def _decoded(value: object) -> Value:
    """`value` as a reader gets it, by way of a line of a trace."""
    decoded: Value = msgspec.json.decode(line(encode(value)), type=Value)
    return decoded


class Text(str):
    """A str with a repr() of its own and slices that are no str."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "not me"

    def __getitem__(self, index: Any) -> NoReturn:
        raise RuntimeError


class Mapping(dict[Any, Any]):
    """A dict that lies about what it holds."""

    def items(self) -> NoReturn:
        raise RuntimeError

    def __len__(self) -> int:
        return -1


class Raises:
    """An object whose every look raises `error`."""

    def __init__(self, error: BaseException) -> None:
        object.__setattr__(self, "error", error)

    def __repr__(self) -> str:
        raise object.__getattribute__(self, "error")

    def __getattribute__(self, name: str) -> NoReturn:
        raise object.__getattribute__(self, "error")

    def __eq__(self, other: object) -> NoReturn:
        raise object.__getattribute__(self, "error")

    def __hash__(self) -> int:
        return 1


class Repr:
    """An object with any repr()."""

    def __init__(self, shown: str) -> None:
        self.shown = shown

    def __repr__(self) -> str:
        return self.shown


class Meta(type):
    """The type of a type that cannot be named."""

    def __getattribute__(cls, name: str) -> NoReturn:
        raise RuntimeError


class Unnamed(metaclass=Meta):
    """Its type cannot be named."""


def _released() -> memoryview:
    view = memoryview(b"abc")
    view.release()
    return view


def _recursive() -> list[object]:
    items: list[object] = []
    items.append(items)
    return items


ERRORS = [RuntimeError("\ud800"), RecursionError(), MemoryError(), SystemExit(1), GeneratorExit(), StopIteration()]

Make = Callable[[], object]
"""Makes a value. Hypothesis draws makers, since it would look at the values themselves, which some do not survive."""


def _maker(kind: Callable[[Any], object]) -> Callable[[Any], Make]:
    return lambda given: lambda: kind(given)


def _container(kind: Callable[[list[object]], object]) -> Callable[[list[Make]], Make]:
    return lambda makers: lambda: kind([make() for make in makers])


hostile: list[Make] = [
    *(_maker(Raises)(error) for error in ERRORS),
    lambda: Repr(Text("\ud800")),
    lambda: Mapping({1: 2}),
    lambda: Unnamed(),
    _released,
    _recursive,
    type("X", (), {"__module__": "\ud800"}),
    type("X", (), {"__module__": None}),
]
anything: st.SearchStrategy[Make] = st.recursive(
    st.one_of(
        (st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers()).map(
            _maker(lambda value: value)
        ),
        st.integers(12_000, 20_000).map(_maker(lambda bits: -(1 << bits))),
        *(st.text(st.characters()).map(_maker(kind)) for kind in (str, Text, Repr)),
        *(st.binary().map(_maker(kind)) for kind in (bytes, bytearray, memoryview)),
        st.sampled_from(hostile),
    ),
    lambda inner: st.one_of(
        *(
            st.lists(inner, max_size=4).map(_container(kind))
            for kind in (
                list,
                tuple,
                lambda items: dict(enumerate(items)),
                lambda items: OrderedDict(enumerate(items)),
                lambda items: defaultdict(list, enumerate(items)),
                lambda items: {(position, "x"): item for position, item in enumerate(items)},
            )
        )
    ),
    max_leaves=15,
)


@given(anything)
def test_whatever_it_is_a_reader_can_read_it(make: Make) -> None:
    plain(_decoded(make()))


@given(st.text(st.characters()))
def test_any_text_comes_back(text: str) -> None:
    assert plain(_decoded(text)) == text
    assert plain(_decoded(Text(text))) == text


@given(st.integers())
def test_any_int_comes_back(number: int) -> None:
    assert plain(_decoded(number)) == number


@pytest.mark.parametrize(
    ("value", "encoded"),
    [
        (None, None),
        (True, True),
        (2**64 - 1, 2**64 - 1),
        (-(2**63), -(2**63)),
        (2**64, ["int", "18446744073709551616"]),
        (-(2**63) - 1, ["int", "-9223372036854775809"]),
        (1 << 10_000, ["object", "an int of 10001 bits", "builtins.int"]),
        (1.5, 1.5),
        (float("nan"), ["float", "nan"]),
        (float("-inf"), ["float", "-inf"]),
        ("é", "é"),
        ("\ud800", ["surrogates", "\xed\xa0\x80"]),
        (b"\x00\xff", ["bytes", "\x00\xff"]),
        (bytearray(b"a"), ["bytes", "a"]),
        (memoryview(b"abcd")[::2], ["bytes", "ac"]),
        ((1, [b"a"]), ["tuple", [1, ["list", [["bytes", "a"]]]]]),
        ({1: "a", "b": ()}, ["map", [[1, "a"], ["b", ["tuple", []]]]]),
        (Ellipsis, ["object", "Ellipsis", "builtins.ellipsis"]),
    ],
)
def test_how_a_value_is_written(value: object, encoded: object) -> None:
    assert encode(value) == encoded


def test_a_secret_is_masked() -> None:
    assert encode_kept(Map([("token", Masked(12))])) == ["map", [["token", ["masked", 12]]]]


def test_a_released_view_is_its_repr() -> None:
    assert encode(_released())[0] == "object"


@given(st.text(st.characters()) | st.integers(0, 3_000).map(lambda length: "\ud800" * length))
def test_a_word_fits_a_name(text: str) -> None:
    name = word(text)
    assert 1 <= len(name) <= limits.WORD_LIMIT
    name.encode()


def test_an_ordinary_name_is_a_word() -> None:
    assert word("SessionMiddleware") == "SessionMiddleware"
    assert word("") == "?"


def test_only_the_tags_are_used() -> None:
    for value in ((), [], {}, b"", 2**64, float("inf"), "\ud800", object(), [0] * 1_001):
        assert encode(value)[0] in TAGS


def test_a_repr_that_raises_is_said_to() -> None:
    assert encode(Raises(SystemExit(1)))[1] == "<raised SystemExit>"


def test_the_user_can_still_interrupt() -> None:
    with pytest.raises(KeyboardInterrupt):
        encode(Raises(KeyboardInterrupt()))


@pytest.mark.parametrize(
    ("value", "limit"),
    [
        (b"x" * 65_537, limits.BYTES_LIMIT),
        (memoryview(b"x" * 65_537), limits.BYTES_LIMIT),
        ("x" * 16_385, limits.TEXT_LIMIT),
        ("\ud800" * 16_385, limits.TEXT_LIMIT),
        ([0] * 1_001, limits.ITEMS_LIMIT),
        ((0,) * 1_001, limits.ITEMS_LIMIT),
        (dict.fromkeys(range(1_001)), limits.ITEMS_LIMIT),
    ],
)
def test_what_is_too_long_is_cut_and_its_length_kept(value: Any, limit: int) -> None:
    found = _decoded(value)
    assert isinstance(found, Cut)
    assert found.length == len(value) == limit + 1
    kept: Any = plain(found)
    assert len(kept) == limit


def test_what_just_fits_is_whole() -> None:
    for value in (b"x" * limits.BYTES_LIMIT, "x" * limits.TEXT_LIMIT, [0] * limits.ITEMS_LIMIT):
        assert plain(_decoded(value)) == value


def test_a_long_repr_is_cut() -> None:
    found = _decoded(Repr("\ud800" * 20_000))
    assert isinstance(found, Cut)
    assert isinstance(found.value, Object)
    assert len(found.value.shown) == limits.TEXT_LIMIT
    assert found.length == 6 * 20_000


def test_what_lies_too_deep_is_its_repr() -> None:
    value: Any = "bottom"
    for _ in range(limits.DEPTH_LIMIT + 1):
        value = [value]
    found: Any = plain(_decoded(value))
    for _ in range(limits.DEPTH_LIMIT):
        (found,) = found
    assert found == Object("['bottom']", "builtins.list")


def test_all_values_of_an_event_together_are_bounded() -> None:
    found = _decoded([[0] * 1_000 for _ in range(100)])
    assert _count(plain(found)) < limits.VALUES_LIMIT + limits.ITEMS_LIMIT


def _count(value: object) -> int:
    return 1 + sum(map(_count, value)) if isinstance(value, list) else 1


def test_what_happens_to_a_value_afterwards_does_not_change_it() -> None:
    value: dict[str, Any] = {"a": [1], "b": bytearray(b"x")}
    encoded = encode(value)
    value["a"].append(2)
    value["b"].extend(b"y")
    value["c"] = 3
    assert encoded == ["map", [["a", ["list", [1]]], ["b", ["bytes", "x"]]]]


def test_at_the_end_of_the_stack_it_does_not_raise() -> None:
    nested = [[[[[[["x"]]]]]]]
    reached = _deepest(lambda: keep("x"))
    found = _at_depth(reached, lambda: keep(nested))
    assert encode_kept(found) == ["object", "<too deep in the stack to be read>", "builtins.object"]


def _deepest(function: Callable[[], object]) -> int:
    """How deep in the stack `function` may be called before there is no room for it."""
    for depth in range(sys.getrecursionlimit(), 0, -1):
        try:
            _at_depth(depth, function)
        except RecursionError:
            continue
        return depth
    raise AssertionError


def _at_depth(depth: int, function: Callable[[], object]) -> object:
    return _at_depth(depth - 1, function) if depth else function()


@pytest.mark.parametrize("value", ["x" * (KEPT_LIMIT + 1), b"x" * (KEPT_LIMIT + 1)])
def test_what_is_longer_than_is_kept_says_its_length(value: str | bytes) -> None:
    tag, inner, length = encode(value)
    assert (tag, length) == ("cut", KEPT_LIMIT + 1)
    assert len(str(inner)) < length
