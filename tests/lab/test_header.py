"""A recording says what ran on what, and nothing else about the machine."""

import platform
import time
from importlib import metadata

import msgspec

from visualizer.lab.header import header


def test_a_header_names_the_versions_that_ran() -> None:
    found = header("demo", ["wsgi", "asgi"])

    assert (found.scenario.name, found.scenario.lanes) == ("demo", ("wsgi", "asgi"))
    assert found.versions["Python"] == platform.python_version()
    assert found.versions["Django"] == metadata.version("Django")


def test_the_clocks_are_read_together() -> None:
    before = time.time_ns(), time.perf_counter_ns()
    wall, monotonic = header("demo", []).clock
    after = time.time_ns(), time.perf_counter_ns()

    assert before[0] <= wall <= after[0]
    assert before[1] <= monotonic <= after[1]


def test_a_header_names_no_machine() -> None:
    assert platform.node().encode() not in msgspec.json.encode(header("demo", []))
