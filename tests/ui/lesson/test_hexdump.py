from hypothesis import given
from hypothesis import strategies as st

from tests.ui.lesson.shown import texts
from visualizer.ui.canvas.line import width_of
from visualizer.ui.lesson.hexdump import dump, letter, row_size


def test_text_and_hex_side_by_side() -> None:
    assert texts(dump(b"GET /\r\n\x1b\x00\xff", 40)) == [
        "0000  GET /␍␊␛  47 45 54 20 2f 0d 0a 1b",
        "0008  ␀·        00 ff",
    ]


def test_what_is_no_letter_looks_different() -> None:
    (line,) = dump(b"a\n\xff", 24)
    assert [(span.text, span.style) for span in line.left[1:4]] == [("a", "value"), ("␊", "control"), ("·", "changed")]


def test_every_byte_has_one_cell() -> None:
    assert all(width_of(letter(byte)) == 1 and letter(byte).isprintable() for byte in range(256))


@given(st.binary(max_size=300), st.integers(23, 200))
def test_the_hex_says_exactly_what_the_bytes_are(data: bytes, width: int) -> None:
    rows = list(dump(data, width))
    assert all(width_of(row.text) <= width for row in rows)
    size = row_size(width)
    shown = b"".join(bytes.fromhex(row.text[6 + size :]) for row in rows)
    assert shown == data
