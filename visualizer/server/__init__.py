"""The tiny server: HTTP/1.1 in front of one WSGI or ASGI application, short enough to be read while it runs.

What both lanes share (the bytes of HTTP/1.1) lives once, in `http1`, without a socket;
`wsgi` and `asgi` are the two shells around it.
"""
