import io
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from wsgiref.handlers import SimpleHandler
from wsgiref.util import FileWrapper, setup_testing_defaults

import pytest

from tests.probe.program import SECONDS, Program
from visualizer.probe import emit, hold
from visualizer.probe.memory import Memory
from visualizer.probe.wsgi import Application, Environ, StartResponse, wrap


def names(memory: Memory) -> list[str]:
    return [f"{event[5]} {event[6]} {event[7]}" for event in memory.events]


def environ(**more: Any) -> Environ:
    made: Environ = {"HTTP_X_VISUALIZER_EXCHANGE": "5.1", **more}
    setup_testing_defaults(made)
    return made


def plain(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["wsgi.input"].read() + b"hello"]


CLOSED_FOR: list[object] = []


class Closing:
    def __iter__(self) -> Iterator[bytes]:
        yield b"one"
        yield b"two"

    def close(self) -> None:
        CLOSED_FOR.append(emit.identity.get())


def streamed(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", [])
    return Closing()


def written(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", [])(b"written")
    return []


def failing(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    try:
        raise ValueError("no")
    except ValueError:
        import sys

        start_response("500 No", [], sys.exc_info())
    return [b"failed"]


def served(application: Application, made: Environ) -> bytes:
    """The bytes on the wire, as wsgiref's handler writes them."""
    out = io.BytesIO()
    handler = SimpleHandler(io.BytesIO(b"body"), out, io.StringIO(), made)
    handler.run(application)
    return out.getvalue()


def test_a_request_from_environ_to_close(memory: Memory) -> None:
    CLOSED_FOR.clear()
    served(wrap(streamed), environ())
    assert CLOSED_FOR == [(5, 1)]
    assert names(memory) == [
        "environ application enter",
        "response start_response point",
        "environ application exit",
        "response chunk point",
        "response chunk point",
        "response close enter",
        "response close exit",
    ]
    assert {event[3:5] for event in memory.events} == {(5, 1)}
    assert memory.events[2][10] == {"type": "Closing"}
    assert memory.events[3][10] == {"bytes": ["bytes", "one"], "size": 3}
    assert memory.events[1][11][1] == __file__
    assert memory.events[0][11][1].endswith("handlers.py")
    assert emit.identity.get() is None


def test_the_environ_is_reported_as_first_seen(memory: Memory) -> None:
    served(wrap(plain), environ(PATH_INFO="/hello/"))
    pairs = memory.events[0][10]["environ"][1]
    assert ["PATH_INFO", "/hello/"] in pairs
    assert "BytesIO" in dict(pairs)["wsgi.input"][1]
    assert "environ input.read exit" in names(memory)


@pytest.mark.parametrize("application", [plain, streamed, written, failing])
def test_the_bytes_on_the_wire_are_the_same(memory: Memory, application: Application) -> None:
    reported = served(wrap(application), environ())
    assert "environ application exit" in names(memory)
    emit.detach()
    assert served(wrap(application), environ()) == reported == served(application, environ())


def test_a_length_is_there_exactly_where_it_was(memory: Memory) -> None:
    assert len(wrap(plain)(environ(), _start)) == 1  # type: ignore[arg-type] # an iterable that has a length too
    assert not hasattr(wrap(streamed)(environ(), _start), "__len__")


def _start(status: str, headers: Any, exc_info: Any = None) -> Callable[[bytes], Any]:
    return lambda data: None


def test_write_and_exc_info_are_reported(memory: Memory) -> None:
    served(wrap(written), environ())
    assert "response write point" in names(memory)
    served(wrap(failing), environ())
    assert any(event[10].get("exc_info") == "ValueError" for event in memory.events)


def test_an_application_that_raises_has_an_exit_and_forgets_who_asked(memory: Memory) -> None:
    def raising(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        wrap(raising)(environ(), _start)
    assert memory.events[-1][8] == "raised"
    assert emit.identity.get() is None


def test_our_own_servers_identity_stands(memory: Memory) -> None:
    emit.identity.set((7, 2))
    wrap(plain)(environ(), _start).close()  # type: ignore[attr-defined] # what is wrapped can be closed
    assert {event[3:5] for event in memory.events} == {(7, 2)}
    assert emit.identity.get() == (7, 2)


def from_file(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", [])
    wrapped: Iterable[bytes] = environ["wsgi.file_wrapper"](io.BytesIO(b"file"))
    return wrapped


def function_wrapper(file: Any) -> Any:
    return iter(file)


@pytest.mark.parametrize("wrapper", [FileWrapper, function_wrapper])
def test_the_server_recognises_its_file_wrapper(memory: Memory, wrapper: Any) -> None:
    made: list[Any] = []

    def remembering(file: Any) -> Any:
        made.append(wrapper(file))
        return made[-1]

    given = wrapper if isinstance(wrapper, type) else remembering
    result = wrap(from_file)(environ(**{"wsgi.file_wrapper": given}), _start)
    assert isinstance(result, FileWrapper) if isinstance(wrapper, type) else result is made[0]
    assert emit.identity.get() is None


@pytest.mark.parametrize("wrapper", [FileWrapper, function_wrapper])
def test_another_result_is_none_of_the_servers_files(memory: Memory, wrapper: Any) -> None:
    result = wrap(streamed)(environ(**{"wsgi.file_wrapper": wrapper}), _start)
    assert list(result) == [b"one", b"two"]
    assert "response chunk point" in names(memory)


def test_an_environ_without_an_input_is_handed_on(memory: Memory) -> None:
    made = environ()
    del made["wsgi.input"]
    wrap(streamed)(made, _start)
    assert "wsgi.input" not in made


def test_a_chunk_is_a_boundary(memory: Memory, program: Program) -> None:
    hold.settings = program.settings
    hold.arm([{"stage": "response", "name": "chunk"}])
    thread = threading.Thread(target=served, args=(wrap(streamed), environ()))
    thread.start()
    for piece in ("one", "two"):
        held = program.next("hold")
        assert held.read()["event"][10]["bytes"] == ["bytes", piece]
        held.send({"release": 1})
    thread.join(SECONDS)
    assert not thread.is_alive()
