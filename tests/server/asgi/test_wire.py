"""How a connection of the ASGI lane ends when its client was first."""

import asyncio
import errno

from visualizer.server.asgi.wire import Wire
from visualizer.server.limits import Limits


class Reset(asyncio.Transport):
    """A transport whose client has reset the connection, which nobody has noticed yet."""

    aborted = False

    def write_eof(self) -> None:
        raise OSError(errno.ENOTCONN, "Transport endpoint is not connected")

    def get_write_buffer_size(self) -> int:
        return 0

    def abort(self) -> None:
        self.aborted = True


async def test_lingering_for_a_client_that_has_reset_the_connection_ends_it_at_once() -> None:
    wire = Wire(asyncio.get_running_loop(), Limits(), late=lambda: None)
    wire.transport = transport = Reset()
    wire.linger("the response ends the connection")
    assert transport.aborted
    wire.connection_lost(None)
