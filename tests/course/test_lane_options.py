"""A lane's options are read from how it runs; changed, they are what the lane really runs with."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.course.project import small
from visualizer.course import load
from visualizer.course.lane_options import changed, has_settings, options_of
from visualizer.course.scenario import scenario
from visualizer.lab import DEMO, Lab, LaneSpec, Request, note_of
from visualizer.trace import Trace, plain


def lanes(folder: Path) -> tuple[LaneSpec, ...]:
    return scenario(load(small(folder)).card).lanes


def test_the_options_of_a_lane_are_its_servers_and_its_settings(tmp_path: Path) -> None:
    wsgi, _ = lanes(tmp_path)
    found = options_of(replace(wsgi, options=("--root-path", "/app", "--head", "2.5")))
    assert (found["threads"], found["root_path"], found["head"], found["body"]) == (1, "/app", 2.5, 16 * 1024 * 1024)
    assert (found["MIDDLEWARE"], found["ALLOWED_HOSTS"], found["DEBUG"]) == ([], ["*"], False)


def test_a_change_goes_over_what_the_lane_has(tmp_path: Path) -> None:
    wsgi, _ = lanes(tmp_path)
    mounted = replace(wsgi, options=("--root-path", "/app"))
    made = changed(mounted, {"threads": 4, "root_path": "/other", "request_line": 100})
    assert (made.threads, made.options) == (
        4,
        ("--root-path", "/app", "--root-path", "/other", "--request-line", "100"),
    )
    assert options_of(made) == {**options_of(mounted), "threads": 4, "root_path": "/other", "request_line": 100}
    assert changed(mounted, {}) == mounted


def test_options_that_no_server_takes_are_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wsgi, _ = lanes(tmp_path)
    found = options_of(replace(wsgi, options=("--no-such-option", "1")))
    assert "threads" not in found
    assert found["DEBUG"] is False
    assert capsys.readouterr().err == ""


def test_without_a_project_there_are_no_settings() -> None:
    bare = LaneSpec("wsgi", "wsgi", "module:app")
    assert not has_settings(bare)
    assert "DEBUG" not in options_of(bare)
    assert has_settings(DEMO.lanes()[0])


def shown_by(trace: Trace, lane: str) -> list[str]:
    """The middleware that the lane ran, from without to within."""
    return [
        str(plain(event.data["path"])).rpartition(".")[2]
        for event in trace.events(lane)
        if event.stage == "middleware" and event.phase == "enter" and "path" in event.data
    ]


async def test_a_lane_runs_with_what_was_changed() -> None:
    wsgi, asgi = DEMO.lanes()
    order = ["django.middleware.clickjacking.XFrameOptionsMiddleware", "django.middleware.common.CommonMiddleware"]
    changed_lanes = (changed(wsgi, {"MIDDLEWARE": order, "APPEND_SLASH": False}), changed(asgi, {"request_line": 20}))
    async with Lab(changed_lanes) as lab:
        trace = await lab.run([Request.build("GET", "/stream")])

    assert shown_by(trace, "wsgi")[:2] == ["XFrameOptionsMiddleware", "CommonMiddleware"]
    assert note_of(trace).statuses == {"wsgi": {"404": 1}, "asgi": {"414": 1}}
