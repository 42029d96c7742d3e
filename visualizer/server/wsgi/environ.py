"""The environ of PEP 3333: a plain dict, built from the request alone; the shell's variables stay outside.

Quotations without a source are from PEP 3333, environ Variables.
"""

import sys
from typing import Any

from visualizer.server.http1 import rules
from visualizer.server.http1.head import Head
from visualizer.server.http1.response import report_ignored
from visualizer.server.wsgi.client import Ends
from visualizer.server.wsgi.input import Input

Environ = dict[str, Any]


def build(head: Head, ends: Ends, root_path: str, body: Input, multithread: bool) -> Environ:
    """PEP 3333: "The environ parameter is a dictionary object, containing CGI-style environment variables." """
    path = head.target.decoded
    script_name, path_info = split_path(path, root_path.encode("utf-8"))
    environ: Environ = {
        "REQUEST_METHOD": head.method.decode("ascii"),
        "SCRIPT_NAME": script_name.decode("latin-1"),
        # PEP 3333, Unicode Issues: strings "must contain only code points representable in ISO-8859-1 encoding
        # (\u0000 through \u00FF, inclusive)": each character stands for one byte of the client's.
        "PATH_INFO": path_info.decode("latin-1"),
        # "The portion of the request URL that follows the "?", if any."
        "QUERY_STRING": head.target.query.decode("latin-1"),
        # "SERVER_NAME and SERVER_PORT are required strings and must never be empty."
        "SERVER_NAME": ends.server[0],
        "SERVER_PORT": str(ends.server[1]),
        "SERVER_PROTOCOL": f"HTTP/{head.version.decode('ascii')}",
        "REMOTE_ADDR": ends.client[0],
        "REMOTE_PORT": str(ends.client[1]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        # "This value should evaluate true if the application object may be simultaneously invoked by another thread in
        # the same process, and should evaluate false otherwise."
        "wsgi.multithread": multithread,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        # Not in PEP 3333: reading to the end of wsgi.input is safe here, even where there is no CONTENT_LENGTH.
        "wsgi.input_terminated": True,
        "wsgi.file_wrapper": FileWrapper,
    }
    _add_fields(environ, head)
    return environ


def split_path(path: bytes, root_path: bytes) -> tuple[bytes, bytes]:
    """SCRIPT_NAME and PATH_INFO. A path outside the root path is taken to have lost its beginning to a proxy."""
    if root_path and (path == root_path or path.startswith(root_path + b"/")):
        return root_path, path[len(root_path) :]
    return root_path, path


def _add_fields(environ: Environ, head: Head) -> None:
    for name, value in head.fields:
        # `X-User` and `X_User` would both become HTTP_X_USER: who sends the second could pass for the first.
        if b"_" in name:
            report_ignored(rules.UNDERSCORE, name)
            continue
        key = name.decode("ascii").upper().replace("-", "_")
        # PEP 3333 (from CGI): these two have keys of their own, without HTTP_.
        if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            key = "HTTP_" + key
        text = value.decode("latin-1")
        if key in environ:
            # RFC 9110 §5.3: "combine multiple field lines … by appending each subsequent field line value to the
            # initial field line value in order, separated by a comma"; RFC 6265 §5.4 for Cookie: a semicolon.
            environ[key] += ("; " if key == "HTTP_COOKIE" else ",") + text
        else:
            environ[key] = text


class FileWrapper:
    """Yields a file in blocks (PEP 3333, Optional Platform-Specific File Handling)."""

    def __init__(self, filelike: Any, block_size: int = 8192) -> None:
        self.filelike = filelike
        self.block_size = block_size
        # "It may have a close() method, and if so, the iterable returned by wsgi.file_wrapper must have a close()
        # method that invokes the original file-like object's close() method."
        if hasattr(filelike, "close"):
            self.close = filelike.close

    def __iter__(self) -> "FileWrapper":
        return self

    def __next__(self) -> bytes:
        data: bytes = self.filelike.read(self.block_size)
        if not data:
            raise StopIteration
        return data
