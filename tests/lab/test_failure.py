"""A lane's last words become a reason, the learner's own part of the traceback, and what to do."""

from pathlib import Path

import pytest

from visualizer.lab.failure import diagnose, learners_part
from visualizer.lab.scenario import LaneSpec

SPEC = LaneSpec("wsgi", "wsgi", "mysite.wsgi:application")


@pytest.mark.parametrize(
    ("output", "reason", "advice"),
    [
        ("cannot listen on 127.0.0.1:80: Address already in use; choose another", "its port is taken", "port 0"),
        (
            "there is no module named 'mysite' on the import path",
            "no module 'mysite' on Python's import path",
            "spelling",
        ),
        (
            "Traceback…\nModuleNotFoundError: No module named 'rest_framework.views'",
            "'rest_framework' is missing",
            "pip",
        ),
        ("module 'mysite.wsgi' has no 'app' (there is no attribute 'app')", "names nothing", "MODULE:APP"),
        ("'mysite' names no application: write MODULE:APP", "names no application", "MODULE:APP"),
        (
            "django.core.exceptions.ImproperlyConfigured: Requested setting DEBUG, but",
            "its settings",
            "SETTINGS_MODULE",
        ),
        ("Boom\nValueError: no\n", "it ended: ValueError: no", "the last line"),
        ("", "it ended", ""),
    ],
)
def test_last_words_are_understood(output: str, reason: str, advice: str) -> None:
    failure = diagnose(SPEC, "it ended", output)

    assert failure.lane == "wsgi"
    assert reason in failure.reason
    assert "\n" not in failure.reason
    assert advice in failure.advice
    assert str(failure) == f"wsgi: {failure.reason}"


def test_a_missing_module_is_looked_for_where_the_learner_said(tmp_path: Path) -> None:
    spec = LaneSpec("wsgi", "wsgi", "mysite:app", tmp_path)

    failure = diagnose(spec, "", "there is no module named 'mysite' on the import path")

    assert failure.reason == f"there is no module 'mysite' in {tmp_path}"


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        ("mysite.urls", "there is no module 'mysite.urls', though there is a 'mysite'"),
        ("helpers.more", "there is no module 'helpers.more', though there is a 'helpers'"),
        ("json.faster", "there is no module 'json.faster', though there is a 'json'"),
        ("no_such_package.views", "the package 'no_such_package' is missing"),
    ],
)
def test_a_misspelt_import_is_told_from_a_missing_package(tmp_path: Path, missing: str, reason: str) -> None:
    (tmp_path / "mysite").mkdir()
    (tmp_path / "helpers.py").touch()
    spec = LaneSpec("wsgi", "wsgi", "mysite:app", tmp_path)

    assert diagnose(spec, "", f"ModuleNotFoundError: No module named '{missing}'").reason == reason


def traceback(folder: Path) -> str:
    return f"""a warning
Traceback (most recent call last):
  File "/usr/lib/python3/site-packages/visualizer/server/application.py", line 40, in _module
    return importlib.import_module(name)
  File "{folder}/views.py", line 3, in <module>
    1 / 0
  File "/usr/lib/python3/other.py", line 3, in inner
ZeroDivisionError: division by zero
importing 'mysite' failed: division by zero
"""


def test_a_traceback_begins_with_the_learners_own_frame(tmp_path: Path) -> None:
    assert learners_part(traceback(tmp_path), tmp_path).splitlines() == [
        "a warning",
        "Traceback (most recent call last):",
        f'  File "{tmp_path}/views.py", line 3, in <module>',
        "    1 / 0",
        '  File "/usr/lib/python3/other.py", line 3, in inner',
        "ZeroDivisionError: division by zero",
        "importing 'mysite' failed: division by zero",
    ]


@pytest.mark.parametrize("path", [None, Path("/somewhere/else")])
def test_a_traceback_without_a_frame_of_theirs_stays_whole(tmp_path: Path, path: Path | None) -> None:
    assert learners_part(traceback(tmp_path), path) == traceback(tmp_path).strip()


def test_words_that_are_no_traceback_stay_whole(tmp_path: Path) -> None:
    words = f'  File "{tmp_path}/views.py", line 3'
    assert learners_part(words, tmp_path) == words
