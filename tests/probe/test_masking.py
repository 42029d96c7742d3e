from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.probe import masking
from visualizer.vocabulary import limits
from visualizer.vocabulary.kept import KEPT_LIMIT, keep
from visualizer.vocabulary.values import encode_kept


def masked(value: Any, key: str = "value", stage: str = "scope", name: str = "application") -> Any:
    return encode_kept(masking.mask(stage, name, {key: keep(value)}, None)[key])


@pytest.mark.parametrize(
    "name", ["HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_PROXY_AUTHORIZATION", "Set-Cookie", "password", "csrf_token"]
)
def test_the_value_under_a_secret_name_is_masked_whole(name: str) -> None:
    assert masked({name: "abc", "HTTP_HOST": "a"}) == ["map", [[name, ["masked", 3]], ["HTTP_HOST", "a"]]]


def test_headers_are_masked_as_pairs_of_text_or_bytes() -> None:
    assert masked([("Set-Cookie", "a=b"), ("Host", "a")]) == [
        "list",
        [["tuple", ["Set-Cookie", ["masked", 3]]], ["tuple", ["Host", "a"]]],
    ]
    assert masked({"headers": [(b"cookie", b"abc")]})[1][0][1] == [
        "list",
        [["tuple", [["bytes", "cookie"], ["masked", 3]]]],
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a=1&password=xyz&b=2", "a=1&password=***&b=2"),
        ('{"api_key": "xyz"}', '{"api_key": "***"}'),
        ("GET /?token=xyz HTTP/1.1\r\nCookie: a=b; c=d\r\nHost: a\r\n", None),
    ],
)
def test_secrets_in_text_and_bytes_keep_their_length(text: str, kept: str | None) -> None:
    kept = kept or "GET /?token=*** HTTP/1.1\r\nCookie: ********\r\nHost: a\r\n"
    assert masked(text) == kept
    assert masked(text.encode()) == ["bytes", kept]
    assert len(kept) == len(text)


def test_under_a_key_that_is_no_text_secrets_are_found_too() -> None:
    assert masked({1: "password=x", b"token": b"y"}) == [
        "map",
        [[1, "password=*"], [["bytes", "token"], ["masked", 1]]],
    ]


def test_what_is_no_text_stays() -> None:
    assert masked(["a", 1, None, ("a", "b", "c")]) == ["list", ["a", 1, None, ["tuple", ["a", "b", "c"]]]]


def test_what_nests_too_deep_is_masked_and_what_is_too_long_is_left() -> None:
    deep: list[Any] = []
    deep.append(deep)
    assert "masked" in str(masked(deep))
    assert masked(["token=a"] * 1001)[1] == ["list", ["token=*"] * 1000]
    assert masked(b"x" * KEPT_LIMIT + b"y")[2] == KEPT_LIMIT + 1
    assert masked({"token": "x" * KEPT_LIMIT + "y"}) == ["map", [["token", ["masked", KEPT_LIMIT + 1]]]]


def test_parameters_of_sql_are_all_masked() -> None:
    assert masked((1, "abc"), "params", "view", "SQL SELECT") == ["list", [["masked", 1], ["masked", 3]]]
    assert masked({"id": 12}, "params", "view", "SQL SELECT") == ["map", [["id", ["masked", 2]]]]
    assert masked({1: "abc"}, "params", "view", "SQL SELECT") == ["map", [[1, ["masked", 3]]]]
    assert masked([object], "params", "view", "SQL SELECT") == ["list", [["masked", len(repr(object))]]]
    assert masked("x" * (KEPT_LIMIT + 1), "params", "view", "SQL SELECT") == ["masked", KEPT_LIMIT + 1]
    assert masked([7] * 1001, "params", "view", "SQL SELECT") == ["cut", ["list", [["masked", 1]] * 1000], 1001]
    assert masked("SELECT 1", "sql", "view", "SQL SELECT") == "SELECT 1"


def pieces(*parts: bytes, connection: int = 1) -> bytes:
    found = b""
    for part in parts:
        data = masking.mask("socket", "recv", {"bytes": part, "size": len(part)}, (connection, 1))
        assert data["size"] == len(part)
        found += data["bytes"]
    return found


def test_a_secret_that_arrives_in_pieces_is_masked() -> None:
    assert pieces(b"GET / HTTP/1.1\r\nCookie: ab", b"cd", b"ef\r\nHost: a\r\n\r\n") == (
        b"GET / HTTP/1.1\r\nCookie: ******\r\nHost: a\r\n\r\n"
    )


@given(st.lists(st.integers(0, 60), max_size=4))
def test_wherever_the_pieces_are_cut_no_value_is_seen_and_lengths_stay(cuts: list[int]) -> None:
    whole = b"GET / HTTP/1.1\r\nAuthorization: Basic QWxh\r\nHost: a\r\n\r\n"
    edges = [0, *sorted(min(cut, len(whole)) for cut in cuts), len(whole)]
    seen = pieces(*[whole[first:last] for first, last in pairwise(edges)])
    assert len(seen) == len(whole)
    assert b"QWxh" not in seen
    assert seen.endswith(b"Host: a\r\n\r\n")


def test_a_stream_without_identity_and_a_line_without_end_are_masked_alone() -> None:
    assert masking.mask("socket", "recv", {"bytes": b"cookie: a"}, None) == {"bytes": b"cookie: *"}
    assert pieces(b"x" * 20_000, b"y\n") == b"x" * 20_000 + b"y\n"


def test_a_piece_that_is_cut_is_masked_as_far_as_it_is_kept() -> None:
    long = keep(b"Cookie: abc\r\n" + b"x" * KEPT_LIMIT)
    data = masking.mask("socket", "send", {"bytes": long}, (1, 1))
    assert data["bytes"].value.startswith(b"Cookie: ***\r\nx")
    assert data["bytes"].length == KEPT_LIMIT + 13


def test_the_memory_of_unfinished_lines_is_bounded() -> None:
    for connection in range(1_000):
        pieces(b"GET /", connection=connection)
    assert len(masking._tails) <= 256
    pieces(b"\n", connection=999)


@pytest.mark.parametrize("text", ["pa\u017f\u017fword=xyz", "\u0130 token=xyz", "to\u212aen=xyz"])
def test_letters_beyond_ascii_that_are_the_same_in_the_other_case_hide_nothing(text: str) -> None:
    assert masked(text) == text.replace("xyz", "***")


@given(st.text(st.sampled_from("cCoOkKiIeE:=&token\u017f\n "), max_size=30))
def test_what_is_looked_for_quickly_is_what_the_pattern_finds(text: str) -> None:
    slow = masking._TEXT.sub(masking._stars, text)
    assert masked(text) == slow
    assert masked(text.encode()) == ["bytes", masking._BYTES.sub(masking._stars, text.encode()).decode("latin-1")]


class Name(str):
    """A name whose hash is its own business."""

    __slots__ = ()

    def __hash__(self) -> int:
        raise TypeError("not to be looked up")


def test_names_that_cannot_be_looked_up_are_judged_all_the_same() -> None:
    assert masking._is_secret(Name("password"))
    assert masking._is_secret(b"x" * 200 + b"-token")
    assert not masking._is_secret(("token",))


def test_a_collection_under_a_secret_name_is_looked_into_however_long() -> None:
    many = ["a"] * (limits.ITEMS_LIMIT + 1)
    assert masked({"password": many}) == ["map", [["password", encode_kept(keep(many))]]]
