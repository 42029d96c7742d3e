"""The command `check`: its table, its JSON, its exit status."""

import json
from pathlib import Path

import pytest

from tests.course.project import TEXT, small
from visualizer.course.check import main
from visualizer.course.check.command import GREEN, RED, WRONG


def test_a_green_lesson_has_a_line_and_status_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small(tmp_path)
    assert main(["--lessons", str(tmp_path), "--trust", "--record", "--mutate", "--jobs", "2"]) == GREEN
    out = capsys.readouterr().out
    assert out.startswith("ok   01-small")
    assert "1/1 claims, 1 tasks, 1 made false" in out
    assert out.endswith("1 of 1 lessons green, 1 of 1 claims true\n")


def test_a_false_claim_names_its_events_and_has_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small(tmp_path, TEXT.replace('== "MainThread"', '== "worker-1"'))
    assert main(["small", "--lessons", str(tmp_path), "--trust", "--record"]) == RED
    out = capsys.readouterr().out
    assert out.startswith("FAIL 01-small")
    assert "false: WSGI runs the view in the main thread." in out
    assert "view hello enter, MainThread" in out


def test_json_holds_it_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    needs = '```claim needs=gunicorn\n# Absent.\ngunicorn.view.thread == "x"\n```\n\n```task'
    small(tmp_path, TEXT.replace("```task", needs))
    assert main(["01-small", "--lessons", str(tmp_path), "--trust", "--record", "--json"]) == GREEN
    (result,) = json.loads(capsys.readouterr().out)
    assert (result["lesson"], result["green"], result["stops"], result["tasks"]) == ("01-small", True, 2, 1)
    assert [claim["state"] for claim in result["claims"]] == ["true", "not run"]
    assert result["errors"] == []


def test_what_was_not_run_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small(tmp_path, TEXT.replace("```claim\n", "```claim needs=gunicorn\n"))
    assert main(["--lessons", str(tmp_path), "--trust", "--record"]) == GREEN
    out = capsys.readouterr().out
    assert "0/1 claims, 1 tasks, 1 not run" in out
    assert "needs gunicorn" in out


def test_code_from_elsewhere_runs_only_with_trust(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small(tmp_path, project__views="raise SystemExit('this ran')\n")
    assert main(["--lessons", str(tmp_path)]) == WRONG
    assert "say --trust" in capsys.readouterr().err


def test_a_lesson_that_cannot_be_read_is_a_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small(tmp_path, "nothing")
    assert main(["01-small", "--lessons", str(tmp_path), "--trust"]) == RED
    assert "lesson.md:1: a lesson begins with" in capsys.readouterr().out


def test_a_lesson_that_is_not_there_has_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["99"]) == WRONG
    assert "there is no lesson '99'" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--jobs", "0"], ["--jobs", "x"], ["--nothing"]])
def test_wrong_arguments_have_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == WRONG
    assert "usage: visualizer check" in capsys.readouterr().err
