"""A line and what it stands for: every one survives the way there and back; every damaged one is named."""

import json

import msgspec
import pytest
from hypothesis import given

from tests.build import Builder
from tests.trace import strategies
from visualizer.trace import Event, Header, LineError, SourceFile, decode, encode
from visualizer.trace.codec import decode_header
from visualizer.vocabulary import format as vocabulary


@given(strategies.events())
def test_an_event_survives(event: Event) -> None:
    line = encode(event)
    assert line.isascii()
    assert line.count("\n") == 1
    assert decode(line.encode()) == event


@given(strategies.events())
def test_an_event_is_written_as_the_probe_writes_it(event: Event) -> None:
    values = vocabulary.fields(msgspec.structs.replace(event, data={}))
    plain = [msgspec.to_builtins(value) for value in values]
    assert encode(msgspec.structs.replace(event, data={})) == vocabulary.line(plain)


@given(strategies.source_files)
def test_a_source_file_survives(source: SourceFile) -> None:
    assert decode(encode(source).encode()) == source


@given(strategies.headers)
def test_a_header_survives(header: Header) -> None:
    assert decode_header(encode(header).encode()) == header


def _line(**changed: object) -> bytes:
    event = json.loads(encode(Builder("wsgi").leave("view", "hello", bytes=b"x")))
    fields = dict(zip(vocabulary.FIELDS, event, strict=True)) | changed
    return vocabulary.line(list(fields.values())).encode()


def test_the_line_that_is_not_changed_is_right() -> None:
    assert isinstance(decode(_line()), Event)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("seq", 0),
        ("seq", 2**70),
        ("seq", "1"),
        ("time", -1),
        ("time", 2**63),
        ("lane", ""),
        ("lane", "x" * 1_001),
        ("connection", 0),
        ("stage", "kitchen"),
        ("name", ""),
        ("phase", "middle"),
        ("outcome", "fine"),
        ("place", [1, "MainThread"]),
        ("place", [1, None, None]),
        ("data", []),
        ("data", {"a": [1, 2]}),
        ("data", {"a": {"b": 1}}),
        ("data", {"a": ["bytes", "☃"]}),
        ("source", [1, 2]),
        ("source", [1, 3, 2]),
        ("observer", "nobody"),
    ],
)
def test_a_field_out_of_any_schema_is_named(field: str, value: object) -> None:
    with pytest.raises(LineError, match=f"the event is damaged: {field}"):
        decode(_line(**{field: value}))


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"null",
        b"[]",
        b"[1,2",
        b"{}",
        b'{"source":1}',
        b'{"source":1,"name":"a","hash":"x","text":null}',
        b'{"source":1,"name":"a","hash":"%s","text":null,"more":1}' % (b"0" * 64),
        b'["\xff"]',
        b'[1,2,"\\ud800"]',
        b"[" * 100_000,
        b'{"source":' * 100_000,
        b"[" + b"1" * 100_000 + b"]",
        b"[1e999]",
        b"\x00",
        _line(place=[1, "MainThread", None, "more"]),
        _line()[:-2],
        _line() + _line(),
    ],
)
def test_a_line_of_another_kind_is_an_error(line: bytes) -> None:
    with pytest.raises(LineError, match="is damaged"):
        decode(line)


def test_a_value_nested_without_end_is_an_error() -> None:
    deep = b'["list",[' * 10_000 + b"]]" * 10_000
    with pytest.raises(LineError, match="nested too deep"):
        decode(_line(data={"a": "HERE"}).replace(b'"HERE"', deep))


@pytest.mark.parametrize("line", [b"", b"[]", b"{}", b"<html>", b'{"format":"har"}', b"\xff\xfe", b"[" * 100_000])
def test_a_first_line_that_is_no_header(line: bytes) -> None:
    with pytest.raises(LineError, match=r"^is not a trace$"):
        decode_header(line)


@pytest.mark.parametrize("version", [b"2", b"0", b'"1"', b"null"])
def test_another_version_is_named(version: bytes) -> None:
    with pytest.raises(LineError, match=r"is a trace of version .*; this program reads 1"):
        decode_header(b'{"format":"visualizer-trace","version":%s}' % version)


def test_a_header_that_lacks_a_key_is_damaged() -> None:
    with pytest.raises(LineError, match=r"the header is damaged: .*scenario"):
        decode_header(b'{"format":"visualizer-trace","version":1}')
