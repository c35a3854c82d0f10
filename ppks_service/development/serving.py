"""Runs the web server of one clone beside its database, until Ctrl-C.

Standard library only, for any Python from 3.9.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType

from ppks_service.development import postgres
from ppks_service.development.console import Problem, say
from ppks_service.development.installation import PYTHON, VAR
from ppks_service.development.places import BASE_DIR, Cluster

HOST = "127.0.0.1"
SECONDS_TO_ANSWER = 60
SECONDS_TO_END = 10
# In the environment of the web server and all its children, by which they are known again.
MARK = "PPKS_SERVED_FROM"


class Stopped(Exception):
    """Somebody pressed Ctrl-C, or asked the process to end."""


def port_from(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise Problem(f"PORT={text} is no port: choose a number from 1024 to 65535.")
    return int(text)


def busy_sentence(port: int) -> str:
    return (
        f"Port {port} is busy: stop the program that uses it,"
        f" or choose another one, as in `make run PORT={port + 1 if port < 65535 else 8000}`."
    )


def check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise Problem(f"Port {port} is for root alone: choose one above 1023.") from None
        except OSError:
            raise Problem(busy_sentence(port)) from None


def mark_of(port: int) -> str:
    return f"{BASE_DIR}:{port}"


def marked_processes(port: int) -> list[int]:
    """The web server's processes that an earlier, killed start of this clone left behind."""
    wanted = f"{MARK}={mark_of(port)}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            with contextlib.suppress(OSError):
                if wanted in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
    return found


def end_processes(port: int) -> None:
    for sign in (signal.SIGTERM, signal.SIGKILL):
        for pid in marked_processes(port):
            with contextlib.suppress(OSError):
                os.kill(pid, sign)
        deadline = time.monotonic() + SECONDS_TO_END
        while marked_processes(port) and time.monotonic() < deadline:
            time.sleep(0.1)


@contextlib.contextmanager
def only_start_on(port: int) -> Iterator[None]:
    """Hold the port for this clone: the lock of a killed start is free, so its rest is ended."""
    with (VAR / f"run-{port}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Problem(
                f"This clone is served on port {port} already: use that one, stop it by Ctrl-C,"
                f" or choose another port, as in `make run PORT={port + 1}`."
            ) from None
        if marked_processes(port):
            say("  Ending the web server that an earlier start left behind")
            end_processes(port)
            _wait_until_free(port)
        check_port(port)
        yield


def _wait_until_free(port: int) -> None:
    """A process that ends gives up its memory, by which it is known, before its port."""
    deadline = time.monotonic() + SECONDS_TO_END
    while time.monotonic() < deadline:
        with contextlib.suppress(Problem):
            return check_port(port)
        time.sleep(0.1)


@contextlib.contextmanager
def database_in_use(cluster: Cluster, *, stop_always: bool = True) -> Iterator[None]:
    """Run the server of ``cluster``; afterwards the last to leave stops it.

    With ``stop_always`` false, a server that ran before is left running.
    """
    with (VAR / f"{cluster.name}.users").open("a") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        ran_before = postgres.running_pid(cluster) is not None
        postgres.start(cluster)
        try:
            yield
        finally:
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if stop_always or not ran_before:
                    postgres.stop(cluster)


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Turn the signals that ask for an end into ``Stopped``, so that everything is put away."""

    def stop(number: int, frame: FrameType | None) -> None:
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    asked = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    # What the caller ignores, as `nohup` does, stays ignored.
    signals = [each for each in asked if signal.getsignal(each) is not signal.SIG_IGN]
    for each in signals:
        signal.signal(each, stop)
    yield


def serve(
    port: int, env: Mapping[str, str], cluster: Cluster | None, *, announce: Callable[[], None]
) -> None:
    """Start the web server, ``announce`` once it answers, then watch it until it ends."""
    server = subprocess.Popen(
        command(port),
        env={**env, MARK: mark_of(port)},
        cwd=BASE_DIR,
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C reaches this process alone, which ends it in order
    )
    try:
        _wait_until_it_answers(server, port)
        announce()
        while server.poll() is None:
            time.sleep(0.5)
            if cluster and postgres.running_pid(cluster) is None:
                say("PostgreSQL ended unexpectedly: starting it again.")
                postgres.start(cluster)
        raise Problem("The web server ended unexpectedly. `make run` starts it again.")
    finally:
        server.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(SECONDS_TO_END)
        end_processes(port)


def command(port: int, application: str = "ppks_service.wsgi:application") -> list[str]:
    """How the web server is started. More threads in one process would only wait for each other."""
    workers = str(min(2, os.cpu_count() or 1))
    parts = [str(PYTHON), "-m", "granian", "--interface", "wsgi", "--no-ws"]
    parts += ["--host", HOST, "--port", str(port), "--workers", workers]
    parts += ["--blocking-threads", "4", "--workers-kill-timeout", "5s"]
    parts += ["--respawn-failed-workers", "--log-level", "warning"]
    return [*parts, application]


def _wait_until_it_answers(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise Problem("The web server did not start; what it said is above.")
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=5) as ask:
            ask.settimeout(20)
            ask.sendall(b"GET /sehat/ HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
            if ask.recv(12):
                return
        time.sleep(0.1)
    raise Problem(f"The web server did not answer within {SECONDS_TO_ANSWER} s.")
