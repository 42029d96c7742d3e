"""A small lesson that can really be run: its text and its Django project, for the tests."""

from pathlib import Path

from tests.course.write import CARD
from visualizer.course import LessonError

STOPS = """\
# A small lesson

```question #thread
Where does the view run?
- [x] in the main thread
- [ ] elsewhere
  Look at its row.
```

## The view
<!-- stop: view enter in wsgi -->

It runs in {wsgi.view.thread}.

```seen thread
Where did it run?
```

```claim
# WSGI runs the view in the main thread.
wsgi.view.thread == "MainThread"
```

```task created
Answer 201.
edit: project/views.py
goal: all.status == 201
hint: HttpResponse takes a status.
```

## Remember
<!-- stop: last socket exchange exit -->

- One.
- Two.
- Three.
"""
TEXT = CARD + STOPS

_SETTINGS = 'SECRET_KEY = "x"\nALLOWED_HOSTS = ["*"]\nROOT_URLCONF = "project.urls"\nMIDDLEWARE = []\nUSE_TZ = True\n'
_URLS = 'from django.urls import path\n\nfrom project import views\n\nurlpatterns = [path("", views.hello)]\n'
_VIEWS = "from django.http import HttpResponse\n\n\ndef hello(request):\n    return HttpResponse(%s)\n"
FILES = {
    "project/__init__.py": "",
    "project/settings.py": _SETTINGS,
    "project/urls.py": _URLS,
    "project/views.py": _VIEWS % '"Hello."',
    "project/wsgi.py": "from django.core.wsgi import get_wsgi_application\n\napplication = get_wsgi_application()\n",
    "project/asgi.py": "from django.core.asgi import get_asgi_application\n\napplication = get_asgi_application()\n",
    "tasks/created/project/views.py": _VIEWS % '"Hello.", status=201',
}


def small(root: Path, text: str = TEXT, **files: str | None) -> Path:
    """The folder of the small lesson; `files` replaces some of its files (name with __ for /), None leaves one out."""
    folder = root / "01-small"
    chosen: dict[str, str | None] = {**FILES, "lesson.md": text}
    chosen.update({name.replace("__", "/") + ".py": content for name, content in files.items()})
    for name, content in chosen.items():
        if content is not None:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(content, encoding="utf-8")
    return folder


def problems(errors: list[LessonError] | tuple[LessonError, ...]) -> list[str]:
    """What the errors say is wrong."""
    return [error.problem for error in errors]
