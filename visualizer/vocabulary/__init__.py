"""The one thing that the makers and the readers of a trace share: words, field order, value encoding, limits, versions.

Standard library alone, Python 3.9 and newer: the probe carries this package into other people's servers.
"""
