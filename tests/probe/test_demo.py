"""The demo project through Django's own handlers, driven by hand, in a process of its own."""

import json
import os
import subprocess
import sys

import pytest

from visualizer.lab import DEMO

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(DEMO.path)}

DRIVE = """
import asyncio, io, json, sys, warnings
warnings.simplefilter("ignore")  # Django's advice about async iterators under WSGI is what /async/stream/ shows
mode, method, path, query, body = sys.argv[1:6]
if mode == "wsgi":
    from project.wsgi import application
    said = []
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "localhost",
        "SERVER_PORT": "80", "wsgi.input": io.BytesIO(body.encode()), "CONTENT_LENGTH": str(len(body.encode())),
        "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http"}
    result = application(environ, lambda status, headers, exc_info=None: said.append(int(status[:3])))
    chunks = [chunk.decode() for chunk in result]
    result.close()
else:
    from project.asgi import application
    sent = []
    async def main():
        messages = [{"type": "http.request", "body": body.encode()}]
        async def receive():
            return messages.pop() if messages else await asyncio.get_running_loop().create_future()
        async def send(message):
            sent.append(message)
        await application({"type": "http", "method": method, "path": path, "query_string": query.encode(),
            "headers": [(b"host", b"localhost")]}, receive, send)
    asyncio.run(main())
    said = [sent[0]["status"]]
    chunks = [message["body"].decode() for message in sent[1:] if message.get("body")]
print(json.dumps([said[0], chunks]))
"""


def drive(mode: str, path: str, *, method: str = "GET", query: str = "", body: str = "") -> tuple[int, list[str]]:
    command = [sys.executable, "-c", DRIVE, mode, method, path, query, body]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120, env=ENVIRONMENT)
    status, chunks = json.loads(run.stdout)
    return status, chunks


@pytest.mark.parametrize("mode", ["wsgi", "asgi"])
@pytest.mark.parametrize("prefix", ["", "/async"])
def test_the_views_answer_alike_in_all_four_ways(mode: str, prefix: str) -> None:
    status, chunks = drive(mode, f"{prefix}/hello/", query="name=%3CAda%3E")
    assert (status, "".join(chunks).splitlines()[-1]) == (200, "<p>Hello, &lt;Ada&gt;!</p>")
    path = f"{prefix}/echo/a [b]/c"
    assert drive(mode, path, method="POST", query="x=1&y", body="bytes é") == (
        200,
        [f"POST {path}\nx=1&y\n\nbytes é"],
    )
    status, chunks = drive(mode, f"{prefix}/stream/")
    assert (status, chunks) == (200, ["one\n", "two\n", "three\n"])
    assert drive(mode, f"{prefix}/wait/") == (200, ["waited"])
    status, chunks = drive(mode, f"{prefix}/raise/")
    assert status == 500
    assert "this view raises, as it was asked to" in "".join(chunks)


def test_the_database_is_what_the_migrations_make_and_nobody_can_write_it() -> None:
    code = (
        "import django, os; os.environ['DJANGO_SETTINGS_MODULE'] = 'project.settings'; django.setup()\n"
        "from django.core.management import call_command; from django.db import OperationalError\n"
        "from hello.models import Greeting\n"
        "call_command('check'); call_command('migrate', check_unapplied=True, verbosity=0)\n"
        "call_command('makemigrations', check_changes=True, verbosity=0)\n"
        "print(*Greeting.objects.all())\n"
        "try: Greeting(text='no').save()\n"
        "except OperationalError as error: print(error)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120, env=ENVIRONMENT
    )
    assert run.stdout.splitlines()[-2:] == ["Hello", "attempt to write a readonly database"]
    assert run.stdout.startswith("System check identified no issues")


def test_the_command_line_of_the_project_works() -> None:
    command = [sys.executable, f"{DEMO.path}/manage.py", "check"]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120, env=ENVIRONMENT)
    assert "no issues" in run.stdout
