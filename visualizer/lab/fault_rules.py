"""What servers go by when something goes wrong that breaks no rule of HTTP: sentences word for word, with their source.

What is refused or ignored names its rule itself, in its event.
"""

from typing import NamedTuple


class Rule(NamedTuple):
    """A sentence of a standard, or of a documentation."""

    source: str
    sentence: str


MORE = Rule(
    "ASGI HTTP specification 2.5, Request",
    "If True, the consuming application should wait until it gets a chunk with this set to False.",
)
UNBUFFERED = Rule(
    "PEP 3333, Specification Details",
    "The server or gateway must transmit the yielded bytestrings to the client in an unbuffered fashion, "
    "completing the transmission of each bytestring before requesting another one.",
)
FLUSH = Rule(
    "ASGI HTTP specification 2.5, Response Body",
    "Protocol servers must flush any data passed to them into the send buffer before returning from a send call.",
)
CLOSE = Rule(
    "PEP 3333, Specification Details",
    "If the iterable returned by the application has a close() method, the server or gateway must call that "
    "method upon completion of the current request, whether the request was completed normally, or terminated "
    "early due to an application error during iteration or an early disconnect of the browser.",
)
DISCONNECT = Rule(
    "ASGI HTTP specification 2.5, Disconnect",
    "Sent to the application if receive is called after a response has been sent or after the HTTP connection"
    " has been closed.",
)
CLOSED_CONNECTION = Rule(
    "ASGI HTTP specification 2.5, Disconnected Client",
    "If send() is called on a closed connection the server should raise a server-specific subclass of OSError.",
)
CHUNKED = Rule(
    "RFC 9112 §7.1",
    "A recipient MUST be able to parse and decode the chunked transfer coding.",
)
CONTINUE = Rule(
    "PEP 3333, HTTP 1.1 Expect/Continue",
    "Proceed with the request normally, but provide the application with a wsgi.input stream that will send "
    'the "100 Continue" response if/when the application first attempts to read from the input stream.',
)
IN_ORDER = Rule(
    "RFC 9112 §9.3.2",
    "A server MAY process a sequence of pipelined requests in parallel if they all have safe methods (Section"
    " 9.2.1 of [HTTP]), but it MUST send the corresponding responses in the same order that the requests were"
    " received.",
)
CONVERTED = Rule(
    "Django documentation, Middleware",
    "Django automatically converts exceptions raised by the view or by middleware into an appropriate HTTP "
    "response with an error status code.",
)
CUT_OFF = Rule(
    "RFC 9112 §8",
    "A message body that uses the chunked transfer coding is incomplete if the zero-sized chunk that "
    "terminates the encoding has not been received.",
)
BLOCKING = Rule(
    "Python documentation, Developing with asyncio",
    "Blocking (CPU-bound) code should not be called directly. For example, if a function performs a CPU-"
    "intensive calculation for 1 second, all concurrent asyncio Tasks and IO operations would be delayed by 1"
    " second.",
)
KILLED = Rule(
    "Linux manual page signal(7)",
    "The signals SIGKILL and SIGSTOP cannot be caught, blocked, or ignored.",
)
INCOMPLETE = Rule(
    "RFC 9112 §8",
    "A client that receives an incomplete response message, which can occur when a connection is closed prematurely "
    "or when decoding a supposedly chunked transfer coding fails, MUST record the message as incomplete.",
)
ON_DEMAND = Rule(
    "PEP 3333, environ Variables",
    "The server or gateway may perform reads on-demand as requested by the application, or it may pre-read the "
    "client's request body and buffer it in-memory or on disk, or use any other technique for providing such an "
    "input stream, according to its preference.",
)
NO_LENGTH = Rule(
    "PEP 3333, Input and Error Streams",
    "The application should not attempt to read more data than is specified by the CONTENT_LENGTH variable.",
)
DECODED = Rule(
    "ASGI HTTP specification 2.5, Request",
    "The http.request messages should contain just the decoded contents of each chunk.",
)
