"""`python -m visualizer.server wsgi|asgi MODULE:APP`: serve one application until Ctrl-C or SIGTERM."""

import asyncio
import sys
from collections.abc import Sequence
from typing import Any

from visualizer import probe
from visualizer.server.application import NoApplication, load
from visualizer.server.asgi.lifespan import LifespanFailed
from visualizer.server.listener import CannotListen
from visualizer.server.options import Options, parse


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve; the exit status is 0 after a stop, 2 where the server could not start."""
    options = parse(sys.argv[1:] if arguments is None else arguments)
    watched = _watch(options)
    try:
        application = load(options.application)
        _serve(options, _wrapped(options, application) if watched else application)
    except (NoApplication, CannotListen, LifespanFailed) as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130  # Ctrl-C before it served; afterwards the server stops by itself.
    return 0


def _watch(options: Options) -> bool:
    """Attach the probe, before the application is imported; whether anybody listens."""
    if options.trace is not None:
        probe.record(options.trace)
        return True
    return probe.start()


def _wrapped(options: Options, application: Any) -> Any:
    if options.protocol == "wsgi":
        from visualizer.probe.wsgi import wrap as wrap_wsgi

        return wrap_wsgi(application)
    from visualizer.probe.asgi import wrap as wrap_asgi

    return wrap_asgi(application)


def _serve(options: Options, application: Any) -> None:
    if options.protocol == "wsgi":
        from visualizer.server.wsgi.server import Server as WSGIServer

        WSGIServer(application, options.settings).run()
    else:
        from visualizer.server.asgi.server import Server as ASGIServer

        asyncio.run(ASGIServer(application, options.settings).run())


if __name__ == "__main__":
    sys.exit(main())
