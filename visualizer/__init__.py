"""See what happens between a socket and a Django view, one real request at a time.

Importing the package costs nothing: it runs inside other people's servers too, under any Python from 3.9 on.
"""

__version__ = "0.1.0"
