"""Tests of the server's asgi."""
