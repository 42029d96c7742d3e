"""Applications for servers of others: `visualizer.probe.entry:wsgi` and `:asgi` run the one that the environment names.

    VISUALIZER_APPLICATION=project.wsgi:application gunicorn visualizer.probe.entry:wsgi

Importing this module imports the application, so a server that cannot start says so at its start. Both names are plain
attributes, since servers look them up in different ways; the one that a server does not need is never called.
"""

import os
from importlib import import_module
from typing import Any

from visualizer import probe
from visualizer.probe.asgi import wrap as wrap_asgi
from visualizer.probe.wsgi import wrap as wrap_wsgi
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


_application = _load()

wsgi = wrap_wsgi(_application)
asgi = wrap_asgi(_application)
