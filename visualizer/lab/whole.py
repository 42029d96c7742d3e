"""Text files that are read as they are and written whole or not at all, whenever the program is killed."""

from pathlib import Path


def read(path: Path) -> str:
    """What the file says, its line ends as they are. Raises OSError, and UnicodeError where it is not UTF-8."""
    return path.read_bytes().decode("utf-8")


def write(path: Path, text: str) -> None:
    """The file has this text from now on, or the one before if the program is killed. Raises OSError."""
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_bytes(text.encode("utf-8"))
    temporary.replace(path)
