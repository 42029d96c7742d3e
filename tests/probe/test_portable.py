import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from visualizer.probe.portable import lay

SERVE = """
import sys
sys.path[:] = [path for path in sys.path if "packages" not in path] + [sys.argv[1]]
import threading, urllib.request
from wsgiref.simple_server import WSGIRequestHandler, make_server
from visualizer import probe
from visualizer.probe import emit
from visualizer.probe.asgi import wrap as _
from visualizer.probe.wsgi import wrap

class Quiet(WSGIRequestHandler):
    def log_message(self, *args): pass

def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]

probe.record(sys.argv[2], "wsgi")
server = make_server("127.0.0.1", 0, wrap(application), handler_class=Quiet)
thread = threading.Thread(target=server.handle_request)
thread.start()
request = urllib.request.Request("http://127.0.0.1:%d/" % server.server_port, headers={"X-Visualizer-Exchange": "5.1"})
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
print(opener.open(request, timeout=20).read().decode(), "%d.%d" % sys.version_info[:2])
thread.join()
server.server_close()
"""


def oldest() -> str:
    """A Python 3.9 where there is one, else the running Python."""
    candidates = [shutil.which("python3.9"), *map(str, Path.home().glob(".pyenv/versions/3.9.*/bin/python"))]
    return next((path for path in candidates if path and _runs(path)), sys.executable)


def _runs(python: str) -> bool:
    """Whether it is an interpreter, and no shim that only says where there is one."""
    return subprocess.run([python, "-c", ""], capture_output=True, timeout=60).returncode == 0


@pytest.mark.parametrize("python", sorted({oldest(), sys.executable}))
def test_the_copy_runs_alone(tmp_path: Path, python: str) -> None:
    folder, trace, script = lay(tmp_path / "copy"), tmp_path / "trace.jsonl", tmp_path / "serve.py"
    assert sorted(path.name for path in (folder / "visualizer").iterdir()) == ["__init__.py", "probe", "vocabulary"]
    script.write_text(SERVE)
    command = [python, "-I", "-S", "-B", "-W", "error", str(script), str(folder), str(trace)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV"))}
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment)
    assert run.stderr == ""
    assert run.stdout.startswith("hello")
    records = [json.loads(line) for line in trace.read_text().splitlines()]
    events = [record for record in records if isinstance(record, list)]
    assert [f"{event[6]} {event[7]}" for event in events] == [
        "application enter",
        "start_response point",
        "application exit",
        "chunk point",
    ]
    assert {tuple(event[3:5]) for event in events} == {(5, 1)}


def test_laying_it_twice_is_no_error(tmp_path: Path) -> None:
    assert lay(lay(tmp_path)) == tmp_path
