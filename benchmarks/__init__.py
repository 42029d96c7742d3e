"""Benchmarks, each one command: milliseconds, and the ratio against a reference of the same run; never a test."""
