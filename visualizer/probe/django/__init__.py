"""Django's stages, reported without a change to the user's code: one small file for each private seam.

A seam that a later Django has moved is said on stderr and left out; the application runs on.
"""

import sys
from importlib import import_module
from importlib.util import find_spec

SEAMS = ("middleware", "hops", "urls", "view", "template", "sql", "response", "signals")
"""The modules of this package, each with an `install()`."""

_installed = False


def install() -> bool:
    """Instrument Django, once; to be called before the application is imported. Returns whether Django is there."""
    global _installed
    if _installed or find_spec("django") is None:
        return _installed
    _installed = True
    for seam in SEAMS:
        _install(seam)
    return True


def _install(seam: str) -> None:
    try:
        import_module("%s.%s" % (__name__, seam)).install()
    except (AttributeError, ImportError) as error:
        sys.stderr.write("visualizer: this Django does not let its %s be watched: %s\n" % (seam, error))
