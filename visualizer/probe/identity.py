"""The identity of an exchange behind servers of others: the client says it in a header."""

from typing import Optional, Tuple


def from_header(value: Optional[str]) -> Optional[Tuple[int, int]]:
    """(connection, exchange) of a header's `CONNECTION.EXCHANGE`; None if there is no header, or another's."""
    connection, dot, exchange = (value or "").partition(".")
    if not (dot and connection.isdecimal() and exchange.isdecimal() and len(str(value)) <= 20):
        return None
    return int(connection), int(exchange)
