from __future__ import annotations

import pytest

from tests.build import Builder, trace_of, value_of
from tests.golden.make import golden
from visualizer.replay import Change, DataView, Scene, Score
from visualizer.replay.data import bytes_of, differences, is_client, text_of
from visualizer.trace import Value, plain
from visualizer.trace.values import Bytes, Cut, List, Map, Tuple


def data_of(lane: Builder) -> DataView:
    """At the lane's last event."""
    score = Score(trace_of(lane))
    return Scene(score, len(score.steps) - 1).data(0)


def test_before_the_application_is_called_there_is_neither_environ_nor_scope() -> None:
    view = Scene(Score(golden("both")), 5).data(0)
    assert (view.request, view.kind, view.entries, view.client_keys) == (None, "", (), 0)
    assert list(view.data) == ["bytes", "size"]


def test_before_the_first_event_there_is_nothing() -> None:
    view = Scene(Score(golden("both")), -1).data(0)
    assert (view.event, view.compared, view.changes, dict(view.data)) == (None, None, (), {})


@pytest.mark.parametrize(("lane", "kind", "clients"), [(0, "environ", 13), (1, "scope", 6)])
def test_environ_and_scope_stay_as_they_were_handed_over(lane: int, kind: str, clients: int) -> None:
    score = Score(golden("both"))
    first, later = (Scene(score, cursor).data(lane) for cursor in (8, 40))
    assert first.kind == later.kind == kind
    assert first.entries == later.entries
    assert first.client_keys == clients
    assert first.request is not None
    assert score.event(lane, first.request).stage == kind


@pytest.mark.parametrize(
    ("kind", "key", "client"),
    [
        ("environ", "REQUEST_METHOD", True),
        ("environ", "PATH_INFO", True),
        ("environ", "SERVER_PROTOCOL", True),
        ("environ", "CONTENT_LENGTH", True),
        ("environ", "HTTP_X_ANYTHING", True),
        ("environ", "SCRIPT_NAME", False),
        ("environ", "REMOTE_ADDR", False),
        ("environ", "SERVER_NAME", False),
        ("environ", "wsgi.input", False),
        ("environ", 7, False),
        ("scope", "headers", True),
        ("scope", "raw_path", True),
        ("scope", "root_path", False),
        ("scope", "client", False),
        ("scope", "HTTP_HOST", False),
    ],
)
def test_which_keys_the_client_chooses(kind: str, key: Value, client: bool) -> None:
    assert is_client(kind, key) is client


def test_where_a_value_comes_from() -> None:
    origins = {
        text_of(entry.key): entry.origin and (entry.origin[0], plain(entry.origin[1]))
        for lane in (0, 1)
        for entry in Scene(Score(golden("both")), 8).data(lane).entries
    }
    assert origins["PATH_INFO"] == origins["path"] == ("target", b"/hello/?name=Ada")
    assert origins["REQUEST_METHOD"] == ("method", b"GET")
    assert origins["SERVER_PROTOCOL"] == ("version", b"1.1")
    host = origins["HTTP_HOST"]
    assert host is not None
    assert host[0] == "header host"
    assert origins["wsgi.input"] is None
    assert origins["headers"] is not None
    assert origins["headers"][0] == "headers"


def request(lane: Builder, environ: object, headers: object = ()) -> DataView:
    lane.leave("parse", "head", headers=headers)
    lane.enter("environ", "application", environ=environ)
    return data_of(lane)


def test_a_content_type_is_a_header_too() -> None:
    view = request(Builder("one"), {"CONTENT_TYPE": "a/b"}, headers=[(b"Content-Type", b"a/b")])
    assert view.entries[0].origin == ("header Content-Type", Bytes("a/b"))


def test_a_header_that_is_called_like_a_part_of_the_head_is_not_taken_for_it() -> None:
    lane = Builder("one")
    lane.leave("parse", "head", target=b"/real", headers=[(b"target", b"/evil")])
    lane.enter("environ", "application", environ={"PATH_INFO": "/real", "HTTP_TARGET": "/evil"})
    assert [entry.origin for entry in data_of(lane).entries] == [
        ("target", Bytes("/real")),
        ("header target", Bytes("/evil")),
    ]


def test_headers_that_are_not_pairs_have_no_names() -> None:
    view = request(Builder("one"), {"HTTP_A": "1"}, headers=[(b"a",), b"a", (b"a", b"1", b"2")])
    assert view.entries[0].origin is None


def test_an_environ_that_was_cut_shows_what_there_is() -> None:
    lane = Builder("one")
    many = {f"HTTP_{number}": "x" for number in range(1_100)}
    assert len(request(lane, many).entries) == 1_000


def test_an_environ_whose_keys_are_no_words_shows_them() -> None:
    view = request(Builder("one"), {1: 2, b"x": 3})
    assert [(entry.key, entry.value, entry.origin) for entry in view.entries] == [(1, 2, None), (Bytes("x"), 3, None)]


def test_an_environ_that_is_no_mapping_has_no_entries() -> None:
    assert request(Builder("one"), "what?").entries == ()


def test_what_an_event_says_otherwise_than_the_one_before_it() -> None:
    lane = Builder("one")
    for more in (True, False):
        lane.enter("response", "http.response.body", message={"body": b"x", "more_body": more})
        lane.leave("response", "http.response.body")
    score = Score(trace_of(lane))
    first, second = (Scene(score, cursor).data(0) for cursor in (0, 2))
    assert (first.compared, first.changes) == (None, ())
    assert (second.compared, second.changes) == (0, (Change(("message", "more_body"), True, False, "changed"),))


def test_differences_of_mappings_key_by_key() -> None:
    before = {"same": 1, "gone": 2, "map": value_of({"a": 1, "b": {"c": 1}})}
    after = {"same": 1, "map": value_of({"a": 1, "b": {"c": 2}}), "new": None}
    assert differences(before, after) == [
        Change(("gone",), 2, None, "removed"),
        Change(("map", "b", "c"), 1, 2, "changed"),
        Change(("new",), None, None, "added"),
    ]


def test_bytes_of_a_value() -> None:
    assert bytes_of(Bytes("a\xff")) == (b"a\xff", 2)
    assert bytes_of(Cut(Bytes("ab"), 70_000)) == (b"ab", 70_000)
    assert bytes_of("text") == (b"", 0)


def test_text_of_a_value() -> None:
    assert [text_of(value) for value in ("é", Bytes("\xe9"), 7, Map([(1, 2)]))] == ["é", "é", "7", "{1: 2}"]
    assert text_of(List([])) == "[]" != text_of(Tuple([]))
