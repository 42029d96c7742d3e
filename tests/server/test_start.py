"""What keeps the server from starting is told in one clear message, with exit status 2."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conformance.servers import ROOT, ours
from tests.server.talk import LANES
from visualizer.server.limits import LIMITS
from visualizer.server.options import parse

APPLICATION = "tests.conformance.wsgi_application:application"


def run(*arguments: str, folder: Path = ROOT) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "visualizer.server", *arguments], capture_output=True, text=True, cwd=folder, timeout=30
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("lane", LANES)
def test_the_port_is_taken(lane: str) -> None:
    with ours("wsgi") as server:
        status, said = run(lane, APPLICATION, "--bind", f"127.0.0.1:{server.address[1]}")
    assert status == 2
    assert said == (
        f"cannot listen on 127.0.0.1:{server.address[1]}: Address already in use; choose another --bind HOST:PORT\n"
    )


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nowhere", "'nowhere' names no application: write MODULE:APP"),
        (":app", "names no application"),
        ("nowhere:app", "there is no module named 'nowhere' on the import path"),
        ("tests.nowhere:app", "there is no module named 'tests.nowhere' on the import path"),
        ("json:nothing", "module 'json' has no 'nothing'"),
        ("json:decoder.nothing", "module 'json' has no 'decoder.nothing'"),
        ("json:__name__", "'json:__name__' is not callable: it is str"),
    ],
)
def test_there_is_no_application(name: str, says: str) -> None:
    status, said = run("wsgi", name)
    assert status == 2
    assert says in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("import nowhere_to_be_found", "No module named 'nowhere_to_be_found'"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("def broken(:", "SyntaxError"),
    ],
)
def test_an_application_that_fails_to_import_shows_its_own_traceback(text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(text + "\n")
    status, said = run("asgi", "mine:app", folder=tmp_path)
    assert status == 2
    assert says in said
    assert "mine.py" in said
    assert said.splitlines()[-1].startswith("importing 'mine' failed: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("http", APPLICATION),
        ("wsgi", APPLICATION, "--bind", "8000"),
        ("wsgi", APPLICATION, "--bind", "127.0.0.1:70000"),
        ("wsgi", APPLICATION, "--threads", "0"),
        ("wsgi", APPLICATION, "--keep-alive", "never"),
        ("wsgi", APPLICATION, "--keep-alive", "-1"),
        ("wsgi", APPLICATION, "--root-path", "app"),
    ],
)
def test_a_wrong_option(arguments: tuple[str, ...]) -> None:
    status, said = run(*arguments)
    assert status == 2
    assert "error:" in said


def test_ipv6() -> None:
    with ours("wsgi", options=["--bind", "[::1]:0"]) as server:
        assert server.address[0] == "[::1]"


def test_every_limit_is_an_option() -> None:
    options = parse(["asgi", "a:b", *(part for name, _, _ in LIMITS for part in (f"--{name.replace('_', '-')}", "7"))])
    assert {getattr(options.settings.limits, name) for name, _, _ in LIMITS} == {7}


def test_help_says_every_default(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["--help"])
    said = " ".join(capsys.readouterr().out.split())
    for _, default, says in LIMITS:
        assert f"{says} ({default:.10g})" in said
