"""What the server adds to a response, and the fields that it refuses."""

import pytest

from visualizer.server.http1.response import check, complete, content_length, reason


def test_an_applications_own_date_and_server_stay() -> None:
    own = [(b"date", b"Mon, 01 Jan 2024 00:00:00 GMT"), (b"Server", b"mine")]
    assert complete(None, 200, own, 3, close=False) == [*own, (b"Content-Length", b"3")]


def test_the_usual_additions() -> None:
    names = [name for name, _ in complete(None, 200, [], None, close=True)]
    assert names == [b"Date", b"Server", b"Connection"]


@pytest.mark.parametrize("values", [[b"x"], [b"-1"], [b""], [b"3", b"3"]])
def test_a_content_length_is_one_number(values: list[bytes]) -> None:
    with pytest.raises(ValueError, match="must be one number"):
        content_length([(b"Content-Length", value) for value in values])


@pytest.mark.parametrize(
    "field", [(b"", b"a"), (b"a b", b"c"), (b"a", b"b\r\nc: d"), (b"a", b"\x00"), (b"a", b" b"), (b"a", b"b ")]
)
def test_a_field_that_would_break_the_message(field: tuple[bytes, bytes]) -> None:
    with pytest.raises(ValueError, match="must be a token"):
        check([field])


def test_reasons() -> None:
    assert (reason(404), reason(599)) == (b"Not Found", b"")
