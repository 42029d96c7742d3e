"""A new lesson, laid out so that it can be read, run and checked before a word of it is changed."""

import re
import shutil
from pathlib import Path

from visualizer.course.errors import LessonError
from visualizer.course.front_matter import read_card
from visualizer.course.library import folders

TEMPLATE = Path(__file__).with_name("template")
"""The folder of the files that a new lesson begins with. `*.py-tpl` becomes `*.py`: here nobody is to import it."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RECALL = """\
```question from=@EARLIER@ #recall
Before we begin: one thing from an earlier lesson. Which of these is so?
- [x] the right one
- [ ] another
  Say why not, and where to look.
```

"""


def create(slug: str, within: Path) -> Path:
    """Lay out the lesson `slug` in the folder `within`, with the next free number; its folder. Raises LessonError."""
    if not _SLUG.fullmatch(slug):
        advice = "use lower-case letters, digits and hyphens, as in slow-client"
        raise LessonError(within, None, f"{slug!r} is no name for a lesson", advice)
    within.mkdir(parents=True, exist_ok=True)
    there = folders(within)
    for path in there:
        if path.name.partition("-")[2] == slug:
            raise LessonError(path, None, "this lesson is there already", "choose another name")
    number = 1 + max((int(path.name.partition("-")[0]) for path in there), default=0)
    earlier = read_card(there[-1]).id if there else ""
    folder = within / f"{number:02}-{slug}"
    shutil.copytree(TEMPLATE, folder)
    for code in list(folder.rglob("*.py-tpl")):
        code.rename(code.with_suffix(".py"))
    path = folder / "lesson.md"
    text = path.read_text(encoding="utf-8").replace("@RECALL@\n", _RECALL if earlier else "")
    for mark, word in (("@SLUG@", slug), ("@TITLE@", slug.replace("-", " ").capitalize()), ("@EARLIER@", earlier)):
        text = text.replace(mark, word)
    path.write_text(text, encoding="utf-8")
    return folder
