import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.probe.identity import from_header


@pytest.mark.parametrize("value", [None, "", "5", "5.", ".1", "a.b", "5.1.2", "-5.1", "1" * 30 + ".1"])
def test_what_is_no_identity_is_none(value: str | None) -> None:
    assert from_header(value) is None


@given(st.integers(0, 65535), st.integers(1, 10**9))
def test_it_reads_what_the_client_writes(connection: int, exchange: int) -> None:
    assert from_header(f"{connection}.{exchange}") == (connection, exchange)


@given(st.text())
def test_any_text_is_read_without_an_exception(text: str) -> None:
    from_header(text)
