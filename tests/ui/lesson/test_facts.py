import pytest

from tests.build import Builder, value_of
from visualizer.trace.values import Cut
from visualizer.ui.lesson.facts import duration, entry, fact, label, length_of, size, text_of


@pytest.mark.parametrize(
    ("stage", "name", "said"),
    [
        ("client", "request", "client"),
        ("socket", "recv", "socket recv"),
        ("scope", "application", "scope"),
        ("scope", "receive", "receive"),
        ("middleware", "SessionMiddleware", "SessionMiddleware"),
        ("middleware", "hop sync_to_async", "hop sync_to_async"),
        ("view", "hello", "view hello"),
        ("view", "SQL SELECT", "SQL SELECT"),
        ("view", "URL match", "URL match"),
        ("response", "close", "close()"),
        ("response", "response.close", "response.close"),
        ("lane", "listen", "lane listen"),
    ],
)
def test_label(stage: str, name: str, said: str) -> None:
    shown = label(stage, name)
    assert shown == said or (stage == "view" and shown == f"view {name}" and said == name)


@pytest.mark.parametrize(
    ("nanoseconds", "said"),
    [
        (0, "0 µs"),
        (12_345, "12 µs"),
        (999_000, "999 µs"),
        (1_250_000, "1.2 ms"),
        (25_000_000, "25 ms"),
        (3_400_000_000, "3.4 s"),
    ],
)
def test_duration(nanoseconds: int, said: str) -> None:
    assert duration(nanoseconds) == said


@pytest.mark.parametrize(("count", "said"), [(78, "78 B"), (9_999, "9999 B"), (65_536, "66 kB"), (26_000_000, "26 MB")])
def test_size(count: int, said: str) -> None:
    assert size(count) == said


def test_values_as_a_reader_says_them() -> None:
    assert text_of("plain") == "plain"
    assert text_of(value_of(b"GET /")) == "GET /"
    assert text_of(value_of(("127.0.0.1", 80))) == "127.0.0.1:80"
    assert text_of(value_of(["::1", 80])) == "::1:80"
    assert text_of(None) == "None"


def test_true_lengths() -> None:
    assert length_of(value_of({"a": 1})) == 1
    assert length_of(Cut(value_of(b"abc"), 70_000)) == 70_000
    assert length_of(5) is None


def test_entries_of_a_mapping() -> None:
    message = value_of({"type": "http.request", b"type": 1})
    assert entry(message, "type") == "http.request"
    assert entry(Cut(message, 5000), "type") == "http.request"
    assert entry(message, "absent") is None
    assert entry("no mapping", "type") is None


def test_facts() -> None:
    lane = Builder("asgi")
    said = [
        fact(lane.enter("client", "request", line=b"GET / HTTP/1.1")),
        fact(lane.point("client", "connect", peer=("127.0.0.1", 1), local=("127.0.0.1", 2))),
        fact(lane.point("socket", "recv", bytes=b"x" * 78, size=78)),
        fact(lane.leave("parse", "head", method=b"GET", headers=[(b"a", b"b")])),
        fact(lane.enter("environ", "application", environ={"A": 1, "B": 2})),
        fact(lane.leave("environ", "application", type="HttpResponse")),
        fact(lane.leave("scope", "receive", message={"type": "http.request", "body": b""})),
        fact(lane.enter("view", "SQL SELECT", sql="SELECT\n  1")),
        fact(lane.point("response", "start_response", status="200 OK")),
        fact(lane.enter("response", "http.response.start", message={"type": "http.response.start", "status": 404})),
        fact(
            lane.enter(
                "response",
                "http.response.body",
                message={"type": "http.response.body", "body": b"abc", "more_body": True},
            )
        ),
        fact(lane.point("parse", "refusal", rule="no-host", status=400)),
        fact(lane.leave("client", "request", status=200, size=312)),
        fact(lane.enter("view", "hello")),
        fact(None),
    ]
    assert said == [
        "GET / HTTP/1.1",
        "",
        "78 B",
        "1 headers",
        "2 keys",
        "HttpResponse",
        "http.request",
        "SELECT 1",
        "200",
        "404",
        "3 B · more",
        "400 no-host",
        "200 · 312 B",
        "",
        "",
    ]


def test_what_was_raised_goes_before_everything_else() -> None:
    lane = Builder("wsgi")
    assert fact(lane.leave("view", "SQL SELECT", "raised", error="OperationalError()")) == "OperationalError()"
    assert fact(lane.leave("view", "hello", "raised")) == "raised"
