"""Bytes as text and back: nothing is lost, whatever the bytes are; a form holds its bytes exactly or there is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.ui.request.escapes import EscapeProblem, escape, from_raw, lines_of, to_raw, unescape
from visualizer.ui.request.form import Form, parse
from visualizer.ui.request.remarks import remarks

PLAIN = b"GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n"


@given(st.binary())
def test_any_bytes_survive(data: bytes) -> None:
    assert unescape(escape(data)) == data
    assert unescape(escape(data, keep="\n\t")) == data
    assert from_raw(to_raw(data)) == data
    assert b"".join(lines_of(data)) == data
    assert all(character.isprintable() or character == "\n" for character in to_raw(data))


@given(st.text())
def test_any_text_means_bytes_or_is_a_problem(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    try:
        data = unescape(text)
    except EscapeProblem:
        assert "\\" in text
    else:
        assert unescape(escape(data)) == data


@pytest.mark.parametrize(
    ("text", "data"),
    [
        (r"\r\n\t\0\\", b"\r\n\t\0\\"),
        (r"\x1b\xFF", b"\x1b\xff"),
        ("é☃", "é☃".encode()),
        ("\\\\r", b"\\r"),
    ],
)
def test_what_an_escape_means(text: str, data: bytes) -> None:
    assert unescape(text) == data


@pytest.mark.parametrize("text", ["\\", "\\x", "\\x1", "\\xg0", "\\q", "fine \\8"])
def test_a_backslash_alone_is_a_problem(text: str) -> None:
    with pytest.raises(EscapeProblem):
        unescape(text)


@given(st.one_of(st.binary(), st.builds(lambda body: PLAIN + body, st.binary())))
def test_a_form_holds_its_bytes_exactly_or_there_is_none(data: bytes) -> None:
    form = parse(data)
    if form is not None:
        assert form.data == data
        assert parse(form.data) == form


def test_the_fields_of_a_form() -> None:
    form = parse(b"POST /caf%C3%A9?x=1&y HTTP/1.1\r\nHost: h\r\nX: \x1b\r\n\r\nline\nline\r\n\0")
    assert form == Form("POST", "/caf%C3%A9", "x=1&y", "HTTP/1.1", "Host: h\nX: \\x1b", "line\nline\\r\n\\0")


@pytest.mark.parametrize(
    "data",
    [b"", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\nHost: x\n\n", b"GET  / HTTP/1.1\r\n\r\n", b"GET / a b\r\n\r\n"],
)
def test_what_no_form_can_hold(data: bytes) -> None:
    assert parse(data) is None


@pytest.mark.parametrize("target", [b"/?", b"/", b"/?a?b", b"*", b""])
def test_odd_targets_stay_as_they_are(target: bytes) -> None:
    data = b"GET " + target + b" HTTP/1.1\r\n\r\n"
    form = parse(data)
    assert form is None or form.data == data


@pytest.mark.parametrize(
    ("data", "remark"),
    [
        (b"", "Nothing will be sent"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n", "no empty line"),
        (b"nonsense\r\nHost: x\r\n\r\n", "no request line"),
        (b"GET / HTTP/1.1\r\nHost: x\nY: z\r\n\r\n", "stands alone"),
        (b"GET / HTTP/1.1\r\n\r\n", "no Host"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nfour", "Content-Length says 3, the body has 4 bytes"),
        (b"POST / HTTP/1.1\r\nHost: x\r\n\r\nfour", "the 4 bytes below are the next request"),
    ],
)
def test_remarks(data: bytes, remark: str) -> None:
    assert any(remark in line for line in remarks(data))


@pytest.mark.parametrize(
    "data",
    [
        PLAIN,
        b"GET / HTTP/1.0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nfour",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
)
def test_no_remarks_on_what_any_client_would_send(data: bytes) -> None:
    assert remarks(data) == []
