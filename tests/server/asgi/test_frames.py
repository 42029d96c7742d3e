"""A WebSocket's frames without a socket."""

from tests.conformance.frames import CLOSE, PING, TEXT, close, frame, parse
from visualizer.server.asgi.deflate import BoundedDeflate
from visualizer.server.asgi.frames import Closed, Frames


def test_our_close_is_answered_and_nothing_is_sent_again() -> None:
    frames = Frames(100, None)
    (sent,) = parse(frames.close(4000, "enough"))
    assert (sent.opcode, sent.payload) == (CLOSE, b"\x0f\xa0enough")
    assert frames.receive(close(4000)) == ([], b"")
    assert frames.over
    assert frames.closed == Closed(4000, "enough")


def test_what_was_sent_before_a_wrong_frame_is_kept() -> None:
    frames = Frames(100, None)
    messages, answer = frames.receive(frame(TEXT, b"good") + frame(3, b"bad"))
    assert messages == ["good"]
    assert frames.failed
    assert parse(answer)[0].payload[:2] == (1002).to_bytes(2, "big")


def test_a_ping_of_ours() -> None:
    assert parse(Frames(100, None).ping())[0].opcode == PING


def test_the_private_parts_of_wsproto_that_the_bound_rests_on() -> None:
    deflate = BoundedDeflate(100)
    assert {"_decompressor", "_inbound_compressed", "_inbound_is_compressible"} <= set(vars(deflate))
