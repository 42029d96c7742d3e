"""wrk, the client that all servers are measured with: one thread of it, so many kept-alive connections."""

import re
import shutil
import subprocess
from typing import NamedTuple


class Measured(NamedTuple):
    """What wrk says of one run."""

    requests: int
    rate: float
    """Requests a second."""
    problems: str
    """Errors, time-outs and refusals, in wrk's words; empty where there were none."""


def missing() -> str:
    """What to do where there is no wrk; empty where there is."""
    if shutil.which("wrk"):
        return ""
    return "wrk is not installed: `apt-get install wrk`, `brew install wrk`, or https://github.com/wg/wrk"


def run(port: int, connections: int, seconds: int) -> Measured:
    """Ask as fast as answers come."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "5s", f"http://127.0.0.1:{port}/"]
    return read(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def read(text: str) -> Measured:
    """What wrk printed."""
    requests = re.search(r"(\d+) requests in", text)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", text)
    if requests is None or rate is None:
        raise ValueError(f"this is not what wrk prints: {text!r}")
    problems = re.findall(r"(?:Socket errors|Non-2xx or 3xx responses): .*", text)
    return Measured(int(requests[1]), float(rate[1]), "; ".join(problems))
