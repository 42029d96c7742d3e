"""permessage-deflate whose messages never inflate past a limit: a few bytes can become very many.

It rests on three attributes that wsproto keeps for itself; its test fails when they move. And it remembers over a
control frame that the message around it is compressed, which wsproto 1.3 does not.
"""

import zlib

from wsproto.extensions import PerMessageDeflate
from wsproto.frame_protocol import CloseReason, FrameDecoder, FrameProtocol, Opcode, RsvBits


class BoundedDeflate(PerMessageDeflate):
    """RFC 7692; a message that inflates past `limit` bytes is an error with close code 1009."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit
        self._inflated = 0

    def frame_inbound_header(
        self, proto: FrameDecoder | FrameProtocol, opcode: Opcode, rsv: RsvBits, payload_length: int
    ) -> CloseReason | RsvBits:
        """RFC 6455 §5.4: "Control frames (see Section 5.5) MAY be injected in the middle of a fragmented message." """
        of_the_message = self._inbound_compressed
        answer = super().frame_inbound_header(proto, opcode, rsv, payload_length)
        if opcode.iscontrol():
            self._inbound_compressed = of_the_message
        return answer

    def frame_inbound_payload_data(self, proto: FrameDecoder | FrameProtocol, data: bytes) -> bytes | CloseReason:
        """Inflate a piece, one byte past the limit at the most."""
        if self._decompressor is None or not (self._inbound_compressed and self._inbound_is_compressible):
            return data
        try:
            inflated = self._decompressor.decompress(data, self._limit - self._inflated + 1)
        except zlib.error:
            return CloseReason.INVALID_FRAME_PAYLOAD_DATA
        self._inflated += len(inflated)
        return inflated if self._inflated <= self._limit else CloseReason.MESSAGE_TOO_BIG

    def frame_inbound_complete(self, proto: FrameDecoder | FrameProtocol, fin: bool) -> bytes | CloseReason | None:
        """At a message's end the counting starts anew; a control frame's is none."""
        if not self._inbound_is_compressible:
            return None
        if fin:
            self._inflated = 0
        return super().frame_inbound_complete(proto, fin)
