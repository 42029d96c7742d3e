"""Reading a TOML table key by key: each is asked for with its type; what nobody asked for is an error with its line."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from visualizer.course.errors import LessonError


class Table:
    """One table of a lesson's front matter. The methods that read raise LessonError with the key's line."""

    def __init__(self, values: dict[str, Any], path: Path, text: str, first_line: int, name: str = "") -> None:
        self._values = values
        self._path = path
        self._text = text
        self._first_line = first_line
        self._name = name
        self._asked: list[str] = []

    def error(self, key: str, problem: str, advice: str = "") -> LessonError:
        """The error of this key."""
        return LessonError(self._path, self._line(key), problem, advice)

    def text(self, key: str, default: str | None = None) -> str:
        """A string that is not empty and has one line."""
        value = self._get(key, default, str, "a string")
        if value != default and (not value.strip() or "\n" in value):
            raise self.error(key, f"{self._called(key)} must be one line of text")
        return str(value)

    def string(self, key: str, default: str) -> str:
        """Any string."""
        return str(self._get(key, default, str, "a string"))

    def number(self, key: str, lowest: int, highest: int, default: int | None = None) -> int:
        """A whole number within the bounds, which are included."""
        value = self._get(key, default, int, "a whole number")
        if isinstance(value, bool) or not lowest <= value <= highest:
            raise self.error(key, f"{self._called(key)} must be a whole number from {lowest} to {highest}")
        return int(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; none where the key is absent."""
        value = self._get(key, [], list, "a list of strings")
        if not all(isinstance(item, str) for item in value):
            raise self.error(key, f"{self._called(key)} must be a list of strings")
        return tuple(value)

    def table(self, key: str) -> "Table":
        """A table within this one; an empty one where the key is absent."""
        return self._inner(self._get(key, {}, dict, "a table"), key)

    def tables(self, key: str) -> "tuple[Table, ...]":
        """An array of tables; none where the key is absent."""
        value = self._get(key, [], list, "an array of tables")
        if not all(isinstance(item, dict) for item in value):
            raise self.error(key, f"{self._called(key)} must be an array of tables", f"begin each with [[{key}]]")
        return tuple(self._inner(item, key) for item in value)

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """A list of [name, value] pairs of strings; none where the key is absent."""
        value = self._get(key, [], list, "a list of [name, value] pairs")
        for item in value:
            if not (isinstance(item, list) and len(item) == 2 and all(isinstance(word, str) for word in item)):
                raise self.error(key, f"{self._called(key)} must be a list of [name, value] pairs of strings")
        return tuple((name, text) for name, text in value)

    def has(self, key: str) -> bool:
        """Whether the table has the key."""
        return key in self._values

    def is_list_of_tables(self, key: str) -> bool:
        """Whether the key's value is a list that holds a table."""
        value = self._values.get(key)
        return isinstance(value, list) and any(isinstance(item, dict) for item in value)

    def done(self) -> None:
        """Everything has been asked for: any other key is a mistake."""
        for key in self._values:
            if key not in self._asked:
                raise self.error(key, f"unknown key {self._called(key)}", _nearest(key, self._asked))

    def _get(self, key: str, default: Any, kind: type, wanted: str) -> Any:
        self._asked.append(key)
        if key not in self._values:
            if default is None:
                self._check_misspelt(key)
                raise self.error(key, f"{self._called(key)} is missing", f"add {key} = … ({wanted})")
            return default
        value = self._values[key]
        if not isinstance(value, kind):
            raise self.error(key, f"{self._called(key)} must be {wanted}")
        return value

    def _check_misspelt(self, key: str) -> None:
        """A required key that is missing is there after all, with another spelling."""
        close = get_close_matches(key, [there for there in self._values if there not in self._asked], 1)
        if close:
            raise self.error(close[0], f"unknown key {self._called(close[0])}", f"did you mean `{key}`?")

    def _inner(self, values: dict[str, Any], key: str) -> "Table":
        return Table(values, self._path, self._text, self._first_line, key)

    def _called(self, key: str) -> str:
        return f"`{self._name}.{key}`" if self._name else f"`{key}`"

    def _line(self, key: str) -> int:
        """The line on which the key (or else its table) is written; the first line where it is not."""
        for word in filter(None, (key, self._name)):
            pattern = re.compile(rf"^[^\w\n]*(?:[\w-]+\.)?[\"']?{re.escape(word)}[\"']?\s*[\]=.]", re.MULTILINE)
            found = pattern.search(self._text)
            if found:
                return self._first_line + self._text.count("\n", 0, found.start())
        return self._first_line


def _nearest(word: str, known: Iterable[str]) -> str:
    words = list(dict.fromkeys(known))
    close = get_close_matches(word, words, 1)
    return f"did you mean `{close[0]}`?" if close else "known are " + ", ".join(words)
