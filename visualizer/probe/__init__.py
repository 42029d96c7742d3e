"""What watches a lane from within: emit, the outer wrappers, Django's instrumentation, holds.

Standard library alone, Python 3.9 and newer: it runs inside other people's servers.
"""
