"""What holds for every test: a closed terminal ends programs here as it does in a shell; no time is a failure."""

import signal

from hypothesis import HealthCheck, settings


def pytest_configure() -> None:
    """Under nohup SIGHUP is ignored, and every program that a test starts would inherit that."""
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
    settings.register_profile("visualizer", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("visualizer")
