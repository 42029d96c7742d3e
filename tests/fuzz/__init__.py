"""Fuzzing the server's bytes: every input gets a well-formed answer or a clean close, the application sees only valid
requests, and the server lives.
"""
