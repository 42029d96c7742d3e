"""One exchange of the WSGI lane: read the head, call the application, send what it gives, read what it left."""

import sys
import traceback
from collections.abc import Callable, Iterable
from time import monotonic
from typing import Any

from visualizer.probe import emit
from visualizer.server.http1 import response as http_response
from visualizer.server.http1 import rules
from visualizer.server.http1.connection import Connection as Http
from visualizer.server.http1.head import Head
from visualizer.server.http1.rules import Refusal
from visualizer.server.settings import Settings
from visualizer.server.wsgi import environ
from visualizer.server.wsgi.client import Client, Gone
from visualizer.server.wsgi.input import Input
from visualizer.server.wsgi.response import Response

Application = Callable[[environ.Environ, Callable[..., Any]], Iterable[bytes]]


class Exchange:
    """Serves the request that the connection's next bytes hold."""

    def __init__(self, http: Http, client: Client, application: Application, settings: Settings) -> None:
        self._http = http
        self._client = client
        self._application = application
        self._settings = settings
        self._limits = settings.limits
        self.reason = ""
        """Why the connection has to end after this exchange; empty where it may live on."""

    def run(self) -> str:
        """Answer the request; how it went, as an event's outcome says it. Raises Gone."""
        try:
            head = self._read_head()
            served = self._serve(head)
            if not self._rest_is_read():
                self.reason = "the application left the body unread"
        except Refusal as refusal:
            self.reason = refusal.rule.id
            self._client.send(http_response.refuse(self._http, refusal))
            return "raised"
        return "returned" if served else "raised"

    def _serve(self, head: Head) -> bool:
        body = Input(self._read_body)
        request = environ.build(head, self._client.ends, self._settings.root_path, body, self._settings.threads > 1)
        response = Response(self._http, head, body, self._client.send, self._limits.unread_body)
        try:
            response.send_iterable(self._application(request, response.start_response))
        except (Refusal, Gone):
            raise
        except Exception:
            if body.refusal is not None:
                raise body.refusal from None
            # PEP 3333, Error Handling: "Servers should trap and log any exception that aborts an application or the
            # iteration of its return value." Where nothing has been sent the client gets a 500; else it sees that the
            # response is not complete, for the connection ends.
            traceback.print_exc(file=sys.stderr)
            self.reason = "the application raised"
            self._client.send(http_response.answer(self._http, 500, "The application raised; see the server's log.\n"))
            return False
        return True

    def _read_head(self) -> Head:
        deadline = monotonic() + self._limits.head
        while (head := self._http.read_head()) is None:
            self._http.feed(self._client.receive(min(self._limits.between_bytes, deadline - monotonic())))
        if emit.on and (upgrade := head.values(b"upgrade")):
            http_response.report_ignored(rules.UPGRADE, b", ".join(upgrade))
        return head

    def _read_body(self) -> bytes:
        while (piece := self._http.read_body()) is None:
            # PEP 3333, HTTP 1.1 Expect/Continue: "a wsgi.input stream that will send the "100 Continue" response
            # if/when the application first attempts to read from the input stream".
            self._client.send(self._http.go_on())
            self._http.feed(self._client.receive(self._limits.between_bytes))
        return piece

    def _rest_is_read(self) -> bool:
        """Read what the application left of the body, where it is little: the next request stands behind it."""
        left = self._limits.unread_body
        while left >= 0 and not self._http.rest_is_skipped:
            piece = self._read_body()
            if not piece:
                return True
            left -= len(piece)
        return False
