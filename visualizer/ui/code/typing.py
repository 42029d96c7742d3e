"""What is typed by itself in code: the indentation of a new line, and how far one steps back out of one."""


def indent_of(before: str, width: int) -> str:
    """The spaces that begin the line after one that says this up to the cursor; behind a colon `width` more."""
    spaces = before[: len(before) - len(before.lstrip())]
    return spaces + " " * width if before.rstrip().endswith(":") else spaces


def step_back(before: str, width: int) -> int:
    """How many characters one key deletes, of a line that says this up to the cursor."""
    if not before or before.strip(" "):
        return 1
    return (len(before) - 1) % width + 1


def shifted(line: str, by: int) -> str:
    """The line so many spaces further in, or out as far as it has any; a line that says nothing stays as it is."""
    if by >= 0:
        return " " * by + line if line.strip() else line
    spaces = len(line) - len(line.lstrip(" "))
    return line[min(spaces, -by) :]
