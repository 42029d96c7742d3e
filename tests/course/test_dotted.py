"""A dotted name that leads nowhere says so, in the words of what is missing, and nothing is imported."""

import sys
from pathlib import Path

import pytest

from visualizer.course.dotted import problem

LAYERS = "raise SystemExit\nfrom x import Taken as Over\nimport y.z\n\n\nclass One:\n    pass\n\n\nTwo = One\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "layers.py").write_text(LAYERS)
    (tmp_path / "project" / "stars.py").write_text("from elsewhere import *\n")
    (tmp_path / "project" / "broken.py").write_text("def\n")
    (tmp_path / "project" / "maybe.py").write_text("try:\n    class Here:\n        pass\nexcept Exception:\n    pass\n")
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "project.layers.One",
        "project.layers.Two",
        "project.layers.Over",
        "project.layers.y",
        "project.stars.Anything",
        "project.broken.Anything",
        "project.maybe.Here",
        "django.middleware.common.CommonMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
    ],
)
def test_what_is_there_or_may_be_has_no_problem(project: Path, name: str) -> None:
    assert problem(name, project) == ""


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("project.layers.Onee", "the module 'project.layers' has no 'Onee'; did you mean 'One'?"),
        ("project.layers.quite_another", "the module 'project.layers' has no 'quite_another'"),
        ("project.layer.One", "there is no module 'project.layer'"),
        ("nowhere_at_all.One", "there is no 'nowhere_at_all', neither in"),
        ("django.middleware.commn.CommonMiddleware", "there is no module 'django.middleware.commn'"),
        ("One", "is no dotted name"),
        ("project layers.One", "is no dotted name"),
        ("", "is no dotted name"),
    ],
)
def test_what_is_not_there_says_what_is_missing(project: Path, name: str, says: str) -> None:
    assert problem(name, project).startswith(says)


def test_nothing_is_imported(project: Path) -> None:
    before = set(sys.modules)
    problem("wsgiref.simple_server.WSGIServer", project)
    assert {name for name in set(sys.modules) - before if name.startswith("wsgiref")} == set()
