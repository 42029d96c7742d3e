"""Benchmarks: each one command, printing milliseconds and the ratio against a reference of the same run; never a test."""
