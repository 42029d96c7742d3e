"""What can be changed in a working copy, and the solutions of a lesson's tasks; the own files are never written.

Whatever a lesson runs can be changed, with a task or without one, and so can the demo project.
"""

from difflib import unified_diff
from pathlib import Path

from visualizer.course.errors import LessonError
from visualizer.course.lesson import Card, Task
from visualizer.course.original import Original

SOLUTIONS = "tasks"
"""The folder in a lesson's own that holds a folder for each task, with the files of its solution."""

DEMO = Original(Path(__file__).parents[1] / "demo", "own-request")
"""The demo project, which answers the requests that belong to no lesson."""


def original(card: Card | None) -> Original:
    """The code of a lesson; of none, the demo project's."""
    return DEMO if card is None else Original(card.folder, card.folder.name)


def copy(card: Card, to: Path) -> Path:
    """Copy the lesson's code to the folder `to`; what is there already stays as it is."""
    return original(card).copy(to)


def solution(card: Card, task: Task) -> dict[str, str]:
    """The solution's files: their names relative to the lesson's folder, and their text. Raises LessonError."""
    root = card.folder / SOLUTIONS / task.id
    names = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if _is_code(path))
    if not names:
        where = f"{SOLUTIONS}/{task.id}/{task.edit[0]}"
        raise LessonError(card.path, task.line, f"the task {task.id!r} has no solution", f"put it at {where}")
    return {name: (root / name).read_text(encoding="utf-8") for name in names}


def solve(card: Card, task: Task, to: Path) -> None:
    """Write the task's solution over the working copy in the folder `to`. Raises LessonError."""
    for name, text in solution(card, task).items():
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        (to / name).write_text(text, encoding="utf-8")


def difference(card: Card, task: Task) -> str:
    """The solution as it is shown: a unified diff against the lesson's own files. Raises LessonError."""
    shown: list[str] = []
    for name, text in solution(card, task).items():
        own = card.folder / name
        before = own.read_text(encoding="utf-8").splitlines(keepends=True) if own.is_file() else []
        shown += unified_diff(before, text.splitlines(keepends=True), name, name)
    return "".join(shown)


def _is_code(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts
