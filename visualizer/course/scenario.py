"""What a lesson runs, as the lab knows it: its lanes and its requests."""

from pathlib import Path

from visualizer.course.lesson import Card, Lane, LessonRequest
from visualizer.lab import LaneSpec, Pace, Request, Scenario


def scenario(card: Card, folder: Path | None = None) -> Scenario:
    """The lesson's scenario; `folder` is where its code lies when that is not the lesson's own folder."""
    where = folder or card.folder
    lanes = tuple(lane_spec(lane, where) for lane in card.lanes)
    return Scenario(card.title, lanes, tuple(map(request, card.requests)))


def lane_spec(lane: Lane, folder: Path) -> LaneSpec:
    """One lane of a lesson whose code lies in this folder."""
    return LaneSpec(
        lane.name,
        lane.protocol,
        lane.app,
        path=folder,
        threads=lane.threads,
        options=lane.options,
        environment=(("DJANGO_SETTINGS_MODULE", lane.settings),),
        show_secrets=True,
    )


def request(written: LessonRequest) -> Request:
    """The bytes that a lesson's request stands for."""
    pace = Pace(written.pace.size, written.pace.pause / 1000) if written.pace else None
    return Request(_data(written), pace=pace, hold=written.hold)


def _data(written: LessonRequest) -> bytes:
    if written.raw is not None:
        return written.raw
    if not written.chunks:
        return Request.build(written.method, written.path, written.headers, written.body).data
    headers = [*written.headers, ("Transfer-Encoding", "chunked")]
    head = Request.build(written.method, written.path, headers)
    pieces = [b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in written.chunks]
    return head.data + b"".join(pieces) + b"0\r\n\r\n"
