"""The command line as a person meets it: what it prints, where, and with which exit status."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from visualizer import __version__, course
from visualizer.cli import BROKEN_PIPE, INTERRUPTED, main, print_file
from visualizer.cli.problem import Problem
from visualizer.lab import FAULTS
from visualizer.trace import load, plain, show


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on stderr."""
    out, err = capsys.readouterr()
    assert out == ""
    assert err.endswith("\n")
    assert err.count("\n") == 1
    return err


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"visualizer {__version__}\n"
    for command in ([], ["lesson"], ["open"], ["record"], ["print"], ["check"]):
        with pytest.raises(SystemExit) as ended:
            main([*command, "--help"])
        assert ended.value.code == 0
        assert "example" in capsys.readouterr().out


def test_the_lessons_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lesson", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(course.lessons())
    assert "  5  10 min  The same request, both lanes" in lines


def test_a_lesson_that_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lesson", "99"]) == 2
    assert "there is no lesson '99'; there is: 1 " in said(capsys)


@pytest.mark.parametrize("words", [[], ["lesson", "5"]])
def test_the_screen_needs_a_terminal(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert "the screen needs a terminal" in said(capsys)


def test_the_words_are_the_process_s_own(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["visualizer", "lesson", "list"])
    assert main() == 0
    assert "The same request" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["print", "open"])
def test_files_that_are_no_trace(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, str(tmp_path / "gone.jsonl")]) == 2
    assert "gone.jsonl: cannot be read" in said(capsys)
    damaged = tmp_path / "damaged.jsonl"
    damaged.write_bytes(b'{"format": "\x1b[31m"}\n')
    assert main([command, str(damaged)]) == 2
    assert f"{damaged}:1: " in said(capsys)


def test_problems_are_made_safe() -> None:
    problem = Problem("a \x1b[2J line", "an \x00 output\nof two lines")
    assert problem.text.splitlines() == ["visualizer: a ␛[2J line", "  an ␀ output", "  of two lines"]


def test_ctrl_c_and_a_reader_that_went_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(print_file, "run", interrupted)
    assert main(["print", "x"]) == INTERRUPTED


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `record` writes of a request to the demo project."""
    path = tmp_path_factory.mktemp("recording") / "hello.jsonl.gz"
    words = ["--request", "/hello/?name=Ada", "--header", "X-Note: mine", "-o", str(path)]
    assert main(["record", *words]) == 0
    return path


def test_a_recording_has_both_lanes(recording: Path) -> None:
    loaded = load(recording)
    assert loaded.warning is None
    assert loaded.trace.lanes == ("wsgi", "asgi")
    assert all(
        any("X-Note: mine" in show(event.data.get("bytes")) for event in loaded.trace.events(lane))
        for lane in loaded.trace.lanes
    )
    assert all(any(event.name == "hello" for event in loaded.trace.events(lane)) for lane in ("wsgi", "asgi"))


def test_it_is_printed(recording: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["print", str(recording)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("wsgi: ")
    assert "GET /hello/?name=Ada HTTP/1.1␍␊" in out
    assert main(["print", "--side-by-side", "--width", "200", str(recording)]) == 0
    assert "wsgi" in capsys.readouterr().out.splitlines()[0]
    assert main(["print", "--width", "39", str(recording)]) == 2
    assert "--width 39 leaves no room" in said(capsys)


def test_one_that_was_cut_off_is_printed_as_far_as_it_goes(
    recording: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cut = tmp_path / "cut.jsonl.gz"
    cut.write_bytes(recording.read_bytes()[:-200])
    assert main(["print", str(cut)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("wsgi: ")
    assert err.startswith("visualizer: ")
    assert str(cut) in err


def test_a_pipe_that_breaks_is_no_error(recording: Path) -> None:
    printing = subprocess.Popen(
        [sys.executable, "-c", BREAK_PIPE, str(recording)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert printing.stdout is not None
    printing.stdout.close()  # the reader goes away before anything is written
    assert printing.stderr is not None
    with printing.stderr:
        assert printing.stderr.read() == b""
    assert printing.wait() == BROKEN_PIPE


BREAK_PIPE = """
import select, sys
from visualizer.cli import main
poll = select.poll()
poll.register(1, 0)  # says when the pipe has no reader any more
poll.poll()
sys.exit(main(["print", sys.argv[1]]))
"""


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--request", "two words more"], "is not a method and a target"),
        (["--request", ""], "an empty request"),
        (["--request", "/", "--header", "no colon"], "--header 'no colon' has no colon"),
        (["--request", "/", "--header", "a b: c"], "'a b' is no field name"),
        (["--request", "/", "mysite.wsgi:application"], "one application is not enough"),
        ([], "nothing is to be sent: say what with --request, or what is to go wrong with --fault"),
        (["--fault", "slow upload", "--request", "/"], "(to any request can be done: header with an underscore, two"),
        (["--fault", "two Hosts", "--request", "/", "--request", "/"], "give one --request, not 2"),
    ],
)
def test_what_cannot_be_recorded(
    words: list[str], complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["record", "-o", str(tmp_path / "x.jsonl"), *words]) == 2
    assert complaint in said(capsys)


def test_a_file_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["record", "--request", "/", "-o", str(tmp_path / "gone" / "x.jsonl")]) == 2
    assert "gone" in said(capsys)


def statuses(path: Path) -> set[object]:
    """(lane, status) of all that the client got."""
    trace = load(path).trace
    return {
        (lane, plain(event.data["status"]))
        for lane in trace.lanes
        for event in trace.events(lane)
        if (event.stage, event.name, event.phase) == ("client", "request", "exit")
    }


def test_a_fault_is_recorded(tmp_path: Path) -> None:
    path = tmp_path / "fault.jsonl"
    assert main(["record", "--fault", "two Hosts", "-o", str(path)]) == 0
    assert statuses(path) == {("wsgi", 400), ("asgi", 400)}
    assert load(path).trace.header.scenario.name == "two Hosts"


def test_a_fault_that_ends_the_servers_is_no_failure(tmp_path: Path) -> None:
    path = tmp_path / "fault.jsonl"
    assert main(["record", "--fault", "worker killed", "-o", str(path)]) == 0
    trace = load(path).trace
    assert {lane: trace.events(lane)[-1].data["signal"] for lane in trace.lanes} == dict.fromkeys(
        ("wsgi", "asgi"), "SIGKILL"
    )


MINE = """
def wsgi(environ, start_response):
    start_response("204 No Content", [])
    return [environ.get("HTTP_X_USER", "").encode()]

async def asgi(scope, receive, send):
    status = 200 + sum(name in (b"x-user", b"x_user") for name, value in scope["headers"])
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body"})
"""


@pytest.mark.parametrize(
    ("name", "got"),
    [("header with an underscore", {("wsgi", 204), ("asgi", 202)}), ("two Hosts", {("wsgi", 400), ("asgi", 400)})],
)
def test_a_fault_is_brought_about_in_ones_own_application(
    name: str, got: set[object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine_with_faults.py").write_text(MINE)
    monkeypatch.chdir(tmp_path)
    words = ["record", "--fault", name, "-o", "x.jsonl", "mine_with_faults:wsgi", "mine_with_faults:asgi"]
    assert main(words) == 0
    assert statuses(tmp_path / "x.jsonl") == got


def test_the_help_names_every_fault_and_so_does_the_complaint_about_another(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["record", "--help"])
    assert ended.value.code == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert all(fault.name in shown for fault in FAULTS)
    with pytest.raises(SystemExit) as ended:
        main(["record", "--fault", "gremlins", "-o", "x.jsonl"])
    assert ended.value.code == 2
    assert "invalid choice: 'gremlins' (choose from" in capsys.readouterr().err


def test_an_application_that_cannot_be_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.py").write_text("import nowhere_to_be_found\n")
    monkeypatch.chdir(tmp_path)
    words = ["record", "--request", "POST /", "--data", "x", "-o", "x.jsonl", "mine:wsgi", "mine:asgi"]
    assert main(words) == 2
    err = capsys.readouterr().err
    assert err.startswith("visualizer: lane wsgi: ")
    assert "mine.py" in err
    assert "nowhere_to_be_found" in err
