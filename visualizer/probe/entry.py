"""Applications for servers of others: `visualizer.probe.entry:wsgi` and `:asgi` run the one that the environment names.

VISUALIZER_APPLICATION=project.wsgi:application gunicorn visualizer.probe.entry:wsgi
"""

import os
from importlib import import_module
from typing import Any

from visualizer import probe
from visualizer.vocabulary.link import ENVIRONMENT


def _load() -> Any:
    """Start the probe, then import the application, so that Django is instrumented before its handlers are made."""
    probe.start()
    named = os.environ.get(ENVIRONMENT["application"], "")
    module, colon, attribute = named.partition(":")
    if not colon:
        raise RuntimeError("%s must be MODULE:APPLICATION, not %r" % (ENVIRONMENT["application"], named))
    found: Any = import_module(module)
    for part in attribute.split("."):
        found = getattr(found, part)
    return found


def __getattr__(name: str) -> Any:
    """Make the application when the server asks for it: one of the two is all that a server needs."""
    if name == "wsgi":
        from visualizer.probe.wsgi import wrap as wrap_wsgi

        made: Any = wrap_wsgi(_load())
    elif name == "asgi":
        from visualizer.probe.asgi import wrap as wrap_asgi

        made = wrap_asgi(_load())
    else:
        raise AttributeError("module %r has no attribute %r" % (__name__, name))
    globals()[name] = made
    return made
