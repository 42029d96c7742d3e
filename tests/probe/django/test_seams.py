"""Each private seam: fails loudly when Django, or asgiref, moves it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.probe.django.run import run

PROJECT = "tests/probe/django/project.py"
DOTTED = "tests.probe.django.project"


def test_every_seam_is_where_it_was(tmp_path: Path) -> None:
    assert "does not let" not in run(tmp_path, "wsgi", "/sync/").errors


def test_middleware_class_and_function(tmp_path: Path) -> None:
    found = run(tmp_path, "wsgi", "/sync/", "Sync", "function_middleware")
    assert found.texts("middleware")[2:6] == [
        "middleware Sync enter",
        "middleware function_middleware enter",
        "middleware function_middleware returned",
        "middleware Sync returned",
    ]
    assert found.one("middleware Sync enter").data == {"path": f"{DOTTED}.Sync", "mode": "sync"}
    assert found.one("middleware function_middleware enter").data["path"] == f"{DOTTED}.function_middleware"
    assert found.one("middleware Sync returned").data == {"status": 200}
    assert found.one("middleware Sync enter").code.startswith(PROJECT)


def test_djangos_own_middleware_shows_the_method_that_acts(tmp_path: Path) -> None:
    found = run(tmp_path, "wsgi", "/sync/", "django.middleware.common.CommonMiddleware")
    enter, leave = found.one("middleware CommonMiddleware enter"), found.one("middleware CommonMiddleware returned")
    assert enter.code.startswith("django/middleware/common.py:")
    assert leave.code.startswith("django/middleware/common.py:")
    assert enter.code != leave.code


def test_a_hybrid_hops_for_each_of_its_methods(tmp_path: Path) -> None:
    found = run(tmp_path, "asgi", "/plain/", "django.middleware.common.CommonMiddleware")
    hops = [event.data["function"] for event in found.events if event.text == "middleware hop sync_to_async enter"]
    assert hops == ["sync_send", "process_request", "process_response", "close"]
    assert found.one("middleware CommonMiddleware enter").data["mode"] == "async"


def test_a_middleware_that_raises(tmp_path: Path) -> None:
    found = run(tmp_path, "wsgi", "/sync/", "Sync", "raising_middleware")
    raised = found.one("middleware raising_middleware raised").data
    assert (raised["exception"], raised["message"], raised["file"]) == ("ValueError", "from middleware", PROJECT)
    assert found.one("middleware Sync returned").data == {"status": 500}


def test_hops_name_their_function(tmp_path: Path) -> None:
    found = run(tmp_path, "asgi", "/async/", "Sync")
    hops = [event.data for event in found.events if event.text == "middleware hop sync_to_async enter"]
    assert hops[2] == {"function": "query", "thread_sensitive": True}
    assert hops[1]["function"] == "Sync"
    assert found.one("middleware hop async_to_sync enter").data == {"function": "_get_response_async"}


def test_the_url_match_and_the_view(tmp_path: Path) -> None:
    found = run(tmp_path, "wsgi", "/sync/a%20b/")
    assert found.one("view URL match enter").data == {"path": "/sync/a%20b/"}
    match = {"route": "sync/<word>/", "view": f"{DOTTED}.sync_view", "kwargs": ["map", [["word", "a%20b"]]]}
    assert found.one("view URL match returned").data == match
    assert found.one("view sync_view enter").data == {
        "view": f"{DOTTED}.sync_view",
        "mode": "sync",
        "args": ["tuple", []],
        "kwargs": ["map", [["word", "a%20b"]]],
    }
    assert found.one("view sync_view returned").data == {"status": 200}


def test_no_url_matches(tmp_path: Path) -> None:
    found = run(tmp_path, "wsgi", "/nothing/")
    assert found.one("view URL match raised").data["exception"] == "Resolver404"
    assert found.said.startswith("404")


@pytest.mark.parametrize(
    ("path", "name"), [("/class/", "ClassView"), ("/instance/", "Instance"), ("/partial/", "sync_view")]
)
def test_views_of_every_kind(tmp_path: Path, path: str, name: str) -> None:
    event = run(tmp_path, "wsgi", path).one(f"view {name} enter")
    assert event.data["view"] == f"{DOTTED}.{name}"
    assert event.code.startswith(PROJECT)


def test_a_view_that_raises(tmp_path: Path) -> None:
    raised = run(tmp_path, "asgi", "/fail/").one("view fail raised").data
    assert raised == {"exception": "RuntimeError", "message": "from view", "file": PROJECT, "line": raised["line"]}


def test_template_and_sql(tmp_path: Path) -> None:
    found = run(tmp_path, "wsgi", "/sync/")
    assert found.one("view template render enter").data == {"template": "hello.html"}
    sql = found.one("view SQL SELECT enter")
    assert sql.data == {"sql": "SELECT %s", "params": ["list", ["secret"]], "database": "default"}
    assert sql.code.startswith(PROJECT)


def test_the_users_line_is_named_though_the_sql_runs_in_a_thread(tmp_path: Path) -> None:
    found = run(tmp_path, "asgi", "/async/")
    assert found.one("view SQL SELECT enter").code.startswith(PROJECT)


def test_parameters_of_sql_are_masked_unless_shown(tmp_path: Path) -> None:
    found = run(tmp_path, "wsgi", "/sync/", secrets="")
    assert found.one("view SQL SELECT enter").data["params"] == ["list", [["masked", 6]]]


def test_signals_name_their_receivers(tmp_path: Path) -> None:
    found = run(tmp_path, "asgi", "/plain/")
    for signal in ("request_started", "request_finished"):
        assert "close_old_connections" in found.one(f"middleware signal {signal} enter").data["receivers"][1]


MOVED = """
import django.core.handlers.base as base
del base.convert_exception_to_response
from visualizer.probe import django
print(django.install(), django.install())
"""


def test_a_seam_that_has_moved_is_said_and_the_rest_is_installed() -> None:
    run = subprocess.run([sys.executable, "-c", MOVED], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.strip() == "True True"
    assert run.stderr.count("visualizer: this Django does not let its middleware be watched") == 1


def test_without_django_there_is_nothing_to_install() -> None:
    code = "import sys; sys.modules['django'] = None\nfrom visualizer.probe import django; print(django.install())"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.strip() == "False"
