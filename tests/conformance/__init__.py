"""One suite of raw-byte cases for any WSGI or ASGI server, each with the sentence that it comes from."""
