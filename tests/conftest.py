"""What holds for every test: a closed terminal ends programs here as it does in a shell."""

import signal


def pytest_configure() -> None:
    """Under nohup SIGHUP is ignored, and every program that a test starts would inherit that."""
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
