"""The suite's WSGI application behind asgiref's adapter, which an ASGI server serves."""

from asgiref.wsgi import WsgiToAsgi

from tests.conformance.wsgi_application import application as wsgi

application = WsgiToAsgi(wsgi)  # type: ignore[no-untyped-call]  # asgiref says no types of it
