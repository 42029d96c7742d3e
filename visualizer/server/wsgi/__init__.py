"""The WSGI lane: blocking accept, recv and sendall, a thread per worker slot and PEP 3333 before the application."""
