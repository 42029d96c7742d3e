"""A Django project of one file, with middleware and views of every kind; `main` runs one request through it by hand.

Imported by a program of its own, since Django is configured once a process, with the arguments MODE FILE SETTINGS PATH:
writes a trace to FILE and prints the response. SETTINGS is JSON: {"MIDDLEWARE": […], …}.
"""

import asyncio
import io
import json
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from visualizer import probe
from visualizer.probe import emit
from visualizer.probe.django import install

MODE, FILE, SETTINGS, PATH = sys.argv[1:5] if len(sys.argv) == 5 else ("", "", "{}", "")
if FILE:
    probe.record(FILE, MODE)
else:
    install()

import django  # noqa: E402 - after the probe, as in a lane
from asgiref.sync import iscoroutinefunction, markcoroutinefunction  # noqa: E402
from django.conf import settings  # noqa: E402
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse  # noqa: E402
from django.urls import path  # noqa: E402
from django.views import View  # noqa: E402

if not settings.configured:
    settings.configure(
        **{
            "SECRET_KEY": "for this test",
            "ALLOWED_HOSTS": ["*"],
            "ROOT_URLCONF": __name__,
            "DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
            "TEMPLATES": [
                {
                    "BACKEND": "django.template.backends.django.DjangoTemplates",
                    "OPTIONS": {
                        "loaders": [("django.template.loaders.locmem.Loader", {"hello.html": "Hello, {{ name }}!"})]
                    },
                }
            ],
            "USE_TZ": True,
            **json.loads(SETTINGS),
        }
    )
    django.setup()

from django.db import connection  # noqa: E402
from django.shortcuts import render  # noqa: E402

Response = HttpResponse | StreamingHttpResponse
GetResponse = Callable[[HttpRequest], Any]


class Sync:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        return self.get_response(request)


class Async:
    sync_capable = False
    async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Awaitable[Any]]) -> None:
        self.get_response = get_response
        markcoroutinefunction(self)

    async def __call__(self, request: HttpRequest) -> Any:
        return await self.get_response(request)


def function_middleware(get_response: GetResponse) -> GetResponse:
    assert not iscoroutinefunction(get_response)

    def middleware(request: HttpRequest) -> Any:
        return get_response(request)

    return middleware


def raising_middleware(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> Any:
        raise ValueError("from middleware")

    return middleware


def query() -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s", ["secret"])
        return cursor.fetchone()[0]


def sync_view(request: HttpRequest, word: str = "") -> HttpResponse:
    return render(request, "hello.html", {"name": query()})


async def async_view(request: HttpRequest) -> HttpResponse:
    from asgiref.sync import sync_to_async

    name = await sync_to_async(query)()
    return render(request, "hello.html", {"name": name})


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("from view")


class ClassView(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("class")


class Instance:
    def __call__(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("instance")


async def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse("plain")


viewing = asyncio.Event()
"""The view is waiting: now the client may leave."""


async def waiting(request: HttpRequest) -> HttpResponse:
    viewing.set()
    await asyncio.get_running_loop().create_future()
    raise AssertionError


urlpatterns = [
    path("sync/<word>/", sync_view),
    path("sync/", sync_view),
    path("async/", async_view),
    path("fail/", fail),
    path("class/", ClassView.as_view()),
    path("instance/", Instance()),
    path("partial/", partial(sync_view, word="a")),
    path("plain/", plain),
    path("waiting/", waiting),
    path("only_async_receivers/", plain),
]


def wsgi() -> str:
    from django.core.wsgi import get_wsgi_application

    from visualizer.probe.wsgi import wrap

    said: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": PATH,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
        "HTTP_X_VISUALIZER_EXCHANGE": "5.1",
    }

    def start_response(status: str, headers: Any, exc_info: Any = None) -> Callable[[bytes], None]:
        said.extend([status, str(headers)])
        return lambda data: None

    application: Any = get_wsgi_application()
    result: Any = wrap(application)(environ, start_response)
    body = b"".join(result)
    result.close()
    return f"{said[0]} {body.decode()}\n{said[1]}"


async def asgi() -> str:
    from django.core.asgi import get_asgi_application

    from visualizer.probe.asgi import wrap

    messages = [{"type": "http.request", "body": b"", "more_body": False}]
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        if messages:
            return messages.pop(0)
        await viewing.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": PATH,
        "headers": [(b"host", b"localhost"), (b"x-visualizer-exchange", b"5.1")],
    }
    application: Any = get_asgi_application()
    await wrap(application)(scope, receive, send)
    if not sent:
        return "nothing\nno headers"
    return f"{sent[0]['status']} {sent[1]['body'].decode()}\n{sent[0]['headers']}"


async def receiver(**named: object) -> None:
    """Receive a signal on the loop."""


def only_async_receivers() -> None:
    """Leave request_started without a receiver that needs a thread."""
    from django.core.signals import request_started

    request_started.receivers = []
    request_started.sender_receivers_cache.clear()
    request_started.connect(receiver)


def main() -> None:
    """Run the one request that the arguments name."""
    if "only_async_receivers" in PATH:
        only_async_receivers()
    print(wsgi() if MODE == "wsgi" else asyncio.run(asgi()))
    emit.detach()
