"""Tests of the server's wsgi."""
