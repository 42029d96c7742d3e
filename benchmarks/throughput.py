"""Requests a second of both lanes beside other servers, measured by wrk in alternation in the same run.

Run: python -m benchmarks.throughput. One process each, 1, 16 and 64 kept-alive connections, the probe detached.
"""
