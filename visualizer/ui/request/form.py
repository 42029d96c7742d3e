"""A request as the fields of a form: the bytes that they make, and the fields that some bytes are.

Nothing is added, corrected or left out: `parse(form.data)` gives the form back, and `parse(data).data` is `data`. Bytes
that no form can hold exactly (a bare line feed in a header, no request line) have none, and are edited raw.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from visualizer.ui.request.escapes import escape, unescape

_REQUEST = re.compile(
    rb"(?P<method>[^ \r\n]*) (?P<path>[^ ?\r\n]*)(?:\?(?P<query>[^ \r\n]+))? (?P<version>[^ \r\n]*)\r\n"
    rb"(?P<headers>(?:[^\r\n]+\r\n)*)\r\n(?P<body>.*)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Form:
    """The fields, each as it is typed, escapes and all."""

    method: str
    path: str
    query: str
    """What stands behind the question mark, which is not sent where this is empty."""
    version: str
    headers: str
    """A header a line, as it goes over the wire; each gets its CR LF."""
    body: str
    """A line break here is a line feed."""

    @property
    def data(self) -> bytes:
        """The bytes that the fields make. EscapeProblem where a backslash begins no escape."""
        target = unescape(self.path) + (b"?" + unescape(self.query) if self.query else b"")
        line = b" ".join((unescape(self.method), target, unescape(self.version)))
        headers = [unescape(header) for header in self.headers.split("\n") if header]
        return b"\r\n".join([line, *headers, b"", b""]) + unescape(self.body)


def parse(data: bytes) -> Form | None:
    """The form that makes exactly these bytes; None where there is none."""
    found = _REQUEST.fullmatch(data)
    if found is None:
        return None
    headers = "\n".join(escape(header) for header in found["headers"].split(b"\r\n") if header)
    return Form(
        method=escape(found["method"]),
        path=escape(found["path"]),
        query=escape(found["query"] or b""),
        version=escape(found["version"]),
        headers=headers,
        body=escape(found["body"], keep="\n\t"),
    )
