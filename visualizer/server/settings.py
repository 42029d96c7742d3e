"""What the command line decides, frozen: where to listen, what to serve and within which limits."""

from dataclasses import dataclass

from visualizer.server.limits import Limits

_DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Settings:
    """Both lanes are made from one of these."""

    host: str = "127.0.0.1"
    port: int = 0
    """0: any free port."""
    threads: int = 1
    """Worker slots of the WSGI lane; with one, the application runs in the main thread."""
    root_path: str = ""
    """The path under which the application is mounted: SCRIPT_NAME and root_path."""
    limits: Limits = _DEFAULT_LIMITS
