"""The WSGI lane: blocking accept, recv and send, a thread per worker slot and PEP 3333 before the application."""
