"""What the program remembers about how a person likes the screen: a small file each, in a folder of the user's.

A preference that cannot be read is one that was never set; one that cannot be written costs nothing but itself.
"""

from pathlib import Path

from platformdirs import user_config_path


def folder() -> Path:
    """Where preferences are kept."""
    return user_config_path("visualizer", appauthor=False)


def recall(name: str) -> str:
    """What was remembered under this name; empty when nothing was."""
    try:
        return (folder() / name).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def remember(name: str, value: str) -> None:
    """Keep a one-line value. Raises OSError where the folder cannot be written."""
    where = folder()
    where.mkdir(parents=True, exist_ok=True)
    (where / name).write_text(value + "\n", encoding="utf-8")
