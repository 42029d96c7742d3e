"""What the golden traces are made of: the bytes of one request, what each side makes of them, the code that acts."""

from tests.build import source_file, statement
from visualizer.trace import Header, Place, Scenario

FIELDS = (
    (b"Host", b"127.0.0.1:8000"),
    (b"User-Agent", b"learner/1"),
    (b"Accept", b"text/html"),
    (b"Accept-Language", b"en"),
    (b"Accept-Encoding", b"identity"),
    (b"Cache-Control", b"no-cache"),
    (b"Cookie", b"theme=dark"),
    (b"Referer", b"http://127.0.0.1:8000/"),
    (b"Connection", b"keep-alive"),
)
"""The header fields of every request, as the client writes them."""
LOWER = [(name.lower(), value) for name, value in FIELDS]
"""The same as the servers hand them on."""

SERVER, CLIENT = ("127.0.0.1", 8000), ("127.0.0.1", 50312)

CLIENT_PLACE = Place(1, "MainThread", "Task-1")
"""The client is a process of its own, with an event loop."""
MAIN = Place(2, "MainThread", None)
"""The WSGI server's only worker."""
LOOP = Place(2, "MainThread", "Task-2")
"""The ASGI server's event loop, in the task that works on the connection."""
LISTENER = Place(2, "MainThread", "Task-3")
"""The task in which Django waits for the client to disconnect."""
PROCESSING = Place(2, "MainThread", "Task-4")
"""The task in which Django works on the request."""
INNER = Place(2, "MainThread", "Task-5")
"""The task that runs what lies inside a sync middleware."""
WORKER = Place(2, "worker-1", None)
"""The thread for sync code."""


def request_bytes(target: bytes) -> bytes:
    """A GET request for `target`."""
    head = b"GET " + target + b" HTTP/1.1\r\n"
    return head + b"".join(b"%s: %s\r\n" % field for field in FIELDS) + b"\r\n"


class Input:
    """Stands for wsgi.input."""

    def __repr__(self) -> str:
        return "<Input: no body>"


class Errors:
    """Stands for wsgi.errors."""

    def __repr__(self) -> str:
        return "<_io.TextIOWrapper name='<stderr>' mode='w' encoding='utf-8'>"


class FileWrapper:
    """Stands for wsgi.file_wrapper."""


def environ(path: str, query: str) -> dict[str, object]:
    """The environ of PEP 3333: 18 keys of the server's own making and one for each header field."""
    own: dict[str, object] = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": SERVER[0],
        "SERVER_PORT": str(SERVER[1]),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": CLIENT[0],
        "REMOTE_PORT": str(CLIENT[1]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": Input(),
        "wsgi.errors": Errors(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
        "wsgi.file_wrapper": FileWrapper,
    }
    theirs = {f"HTTP_{name.decode().upper().replace('-', '_')}": value.decode() for name, value in FIELDS}
    return own | theirs


def scope(path: str, query: bytes) -> dict[str, object]:
    """The scope of the ASGI specification for one HTTP request: 14 keys."""
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.5"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "root_path": "",
        "headers": LOWER,
        "client": CLIENT,
        "server": SERVER,
        "state": {},
        "extensions": {},
    }


def response_headers(length: int | None) -> list[tuple[str, str]]:
    """The response's header fields, as Django makes them."""
    headers = [("Content-Type", "text/html; charset=utf-8"), ("X-Frame-Options", "DENY")]
    return headers if length is None else [*headers, ("Content-Length", str(length))]


def response_bytes(status: bytes, headers: list[tuple[str, str]], body: bytes) -> bytes:
    """The head of a response, followed by `body`."""
    lines = b"".join(b"%s: %s\r\n" % (name.lower().encode(), value.encode()) for name, value in headers)
    return b"HTTP/1.1 " + status + b"\r\ndate: Mon, 01 Jun 2026 12:00:00 GMT\r\n" + lines + b"\r\n" + body


def header(name: str, *lanes: str) -> Header:
    """The header of a golden trace."""
    return Header(
        scenario=Scenario(name, lanes),
        versions={"python": "3.11.4", "django": "5.2.4", "visualizer": "0.1.0"},
        platform="Linux x86_64",
        clock=(1_780_315_200_000_000_000, 1_000_000_000),
    )


# ---- The code that acts ---------------------------------------------------------------------------------------------

WSGI_SERVER = source_file(
    1,
    "server/wsgi.py",
    '''"""A WSGI server: one connection after the other."""


def serve(connection, application):
    data = connection.recv(65536)
    head = parse(data)
    environ = build_environ(head)
    result = application(environ, start_response)
    try:
        for chunk in result:
            connection.sendall(framed(chunk))
    finally:
        if hasattr(result, "close"):
            result.close()
''',
)
ASGI_SERVER = source_file(
    2,
    "server/asgi.py",
    '''"""An ASGI server: a task for each connection."""


async def serve(reader, writer, application):
    data = await reader.read(65536)
    head = parse(data)
    scope = build_scope(head)
    await application(scope, receive, send)


async def send(message):
    writer.write(framed(message))
    await writer.drain()
''',
)
VIEWS = source_file(
    3,
    "hello/views.py",
    '''"""The sync views."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from hello.models import Greeting


def hello(request):
    name = request.GET.get("name", "world")
    greeting = Greeting.objects.get(pk=1)
    return render(request, "hello/hello.html", {"greeting": greeting, "name": name})


def stream(request):
    return StreamingHttpResponse(pieces(), content_type="text/html; charset=utf-8")


def fail(request):
    raise RuntimeError("this view raises, as it was asked to")
''',
)
ASYNC_VIEWS = source_file(
    4,
    "hello/async_views.py",
    '''"""The same views, async."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from hello.models import Greeting


async def hello(request):
    name = request.GET.get("name", "world")
    greeting = await Greeting.objects.aget(pk=1)
    return render(request, "hello/hello.html", {"greeting": greeting, "name": name})


async def stream(request):
    return StreamingHttpResponse(pieces(), content_type="text/html; charset=utf-8")


async def fail(request):
    raise RuntimeError("this view raises, as it was asked to")


async def wait(request):
    await asyncio.sleep(3)
    return HttpResponse("at last")
''',
)
MIDDLEWARE = source_file(
    5,
    "hello/middleware.py",
    '''"""A sync middleware."""


class SessionMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.session = load(request.COOKIES)
        response = self.get_response(request)
        return response
''',
)
SOURCES = (WSGI_SERVER, ASGI_SERVER, VIEWS, ASYNC_VIEWS, MIDDLEWARE)

CALLS_VIEW = statement(MIDDLEWARE, "response = self.get_response")
