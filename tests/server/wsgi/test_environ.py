"""The parts of environ that need no request."""

import io

import pytest

from visualizer.server.wsgi.environ import FileWrapper, split_path


class WithoutClose:
    def __init__(self) -> None:
        self.read = io.BytesIO(b"abcdef").read


def test_a_file_is_read_in_blocks_and_closed_where_it_can_be() -> None:
    file = io.BytesIO(b"abcdef")
    wrapper = FileWrapper(file, 4)
    assert list(wrapper) == [b"abcd", b"ef"]
    wrapper.close()
    assert file.closed
    assert not hasattr(FileWrapper(WithoutClose()), "close")


@pytest.mark.parametrize(
    ("path", "root", "parts"),
    [
        (b"/a/b", b"", (b"", b"/a/b")),
        (b"/a/b", b"/a", (b"/a", b"/b")),
        (b"/a", b"/a", (b"/a", b"")),
        (b"/ab", b"/a", (b"/a", b"/ab")),
    ],
)
def test_script_name_and_path_info(path: bytes, root: bytes, parts: tuple[bytes, bytes]) -> None:
    assert split_path(path, root) == parts
