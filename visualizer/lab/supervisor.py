"""Owns one lane for a program that may die at any moment: when the program ends, however it ends, the lane ends too.

Run as a script of its own, `python -I -S supervisor.py FOLDER GRACE COMMAND…`, with standard library alone and few
imports, since it stands between Enter and the first request. Its standard input is a pipe from the program that nobody
writes to: the kernel closes it when the program ends, even by SIGKILL, and that is the sign to stop. (Linux's
PR_SET_PDEATHSIG would not do: it fires when the *thread* that made the child ends; grandchildren do not inherit it.)

The lane runs in a process group of its own with FOLDER, which the supervisor makes and removes, as its working and
temporary directory. Stopping is SIGTERM to the group, GRACE seconds, then SIGKILL. What the lane's main process leaves
behind when it ends by itself is stopped in the same way. The supervisor ends as the lane did: same status, same signal.
Its one line of output is `process PID`, so that the program can end the lane if the supervisor itself is killed.
"""

import ctypes
import os
import resource
import select
import signal
import sys
import time
from types import FrameType

_STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
_VANISH_SECONDS = 2.0  # how long killed processes may take to disappear


def supervise(folder: str, grace: float, command: list[str], life: int = 0) -> int:
    """Run `command` until it ends or `life`, a file descriptor, is at its end; its wait status, once nothing is left.

    `grace` is in seconds. FileExistsError when the folder is there already, OSError when the command cannot be started.
    """
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    for number in (*_STOP_SIGNALS, signal.SIGCHLD):
        signal.signal(number, _note)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    os.mkdir(folder, 0o700)  # noqa: PTH102 (pathlib's import would delay the lane's start)
    try:
        pid = _start(folder, command)
        os.write(1, b"process %d\n" % pid)
        _adopt_orphans()
        status = _until_end(pid, life, reader)
        return _stop(pid, status, grace, reader)
    finally:
        signal.set_wakeup_fd(-1)
        _remove(folder)


def _note(number: int, frame: FrameType | None) -> None:
    """Let the signal through to the wakeup pipe; Python writes it there itself."""


def _start(folder: str, command: list[str]) -> int:
    """The pid of the lane's main process, the leader of a group of its own."""
    os.chdir(folder)
    environment = {**os.environ, "TMPDIR": folder}
    return os.posix_spawnp(
        command[0],
        command,
        environment,
        file_actions=[(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)],
        setpgroup=0,
        setsigdef=[signal.SIGPIPE],  # which Python ignores, and a child would inherit that
    )


def _adopt_orphans() -> None:
    """Make the lane's grandchildren ours to wait for, where the system can (Linux); elsewhere init has them."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _until_end(pid: int, life: int, reader: int) -> int | None:
    """The main process's wait status, or None as soon as the program is gone or asks to stop."""
    while True:
        ready, _, _ = select.select([life, reader], [], [])
        if life in ready and not os.read(life, 4096):
            return None
        if reader in ready and set(os.read(reader, 4096)) & set(_STOP_SIGNALS):
            return None
        status = _reap(pid)
        if status is not None:
            return status


def _reap(main: int) -> int | None:
    """Collect every child that has ended; the wait status of `main` when it was among them."""
    found = None
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return found
        if pid == 0:
            return found
        if pid == main:
            found = status


def _stop(pid: int, status: int | None, grace: float, reader: int) -> int:
    """End the whole group, politely first; the main process's wait status."""
    for number, seconds in ((signal.SIGTERM, grace), (signal.SIGKILL, _VANISH_SECONDS)):
        if not _signal_group(pid, number):
            break
        status = _wait_for_group(pid, status, seconds, reader)
    return status if status is not None else signal.SIGKILL


def _signal_group(pid: int, number: int) -> bool:
    """Send the group a signal; whether there was anybody to receive it."""
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):  # macOS answers EPERM for a group of zombies
        return False
    return True


def _wait_for_group(pid: int, status: int | None, seconds: float, reader: int) -> int | None:
    """Reap until the group is empty or the time is over; the main process's wait status so far."""
    deadline = time.monotonic() + seconds
    while True:
        ended = _reap(pid)
        status = ended if ended is not None else status
        left = deadline - time.monotonic()
        if left <= 0 or not _signal_group(pid, 0):
            return status
        # Where grandchildren are not ours to reap, no SIGCHLD tells of their end: hence the short naps.
        if select.select([reader], [], [], min(left, 0.05))[0]:
            os.read(reader, 4096)


def _remove(folder: str) -> None:
    """Remove the lane's folder with all that it wrote there."""
    import shutil  # its import would only delay the lane's start

    os.chdir(os.sep)
    shutil.rmtree(folder, ignore_errors=True)


def _end_like(status: int) -> None:
    """End this process with the wait status of another."""
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # one core dump is enough
        if -code != signal.SIGKILL:
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    sys.exit(code)


def main(arguments: list[str]) -> None:
    """Supervise, then end in the way in which the lane did."""
    folder, grace, *command = arguments
    try:
        status = supervise(folder, float(grace), command)
    except OSError as error:
        sys.exit(f"cannot start {command[0]}: {error}")
    _end_like(status)


if __name__ == "__main__":
    main(sys.argv[1:])
