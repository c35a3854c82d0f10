"""What the developer sees while things are set up: one line a step, and one sentence when it fails.

Standard library only.
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

SHOWN_AFTER_SECONDS = 1.0
ROOM_NEEDED = 1_500_000_000


class Problem(Exception):
    """Why it does not go on, as one sentence to the developer."""


def say(text: str = "") -> None:
    print(text, flush=True)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Show ``name`` with the seconds it takes, when it takes longer than a moment."""
    begun = time.monotonic()
    done = threading.Event()
    ticker = threading.Thread(target=_tick, args=(name, begun, done), daemon=True)
    ticker.start()
    try:
        yield
    finally:
        done.set()
        ticker.join()
        seconds = time.monotonic() - begun
        if seconds > SHOWN_AFTER_SECONDS:
            lead = "\r" if sys.stdout.isatty() else ""
            say(f"{lead}  {name}: {seconds:.0f} s ")


def _tick(name: str, begun: float, done: threading.Event) -> None:
    if done.wait(SHOWN_AFTER_SECONDS):
        return
    if not sys.stdout.isatty():
        say(f"  {name} …")
        return
    while not done.wait(0.2):
        print(f"\r  {name} … {time.monotonic() - begun:.0f} s ", end="", flush=True)


def run(
    command: Sequence[object],
    *,
    log: Path,
    why: str,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> None:
    """Run ``command`` with its output in ``log``; raise ``Problem`` that begins with ``why``."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", errors="replace") as output:
        try:
            done = subprocess.run(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=env,
                cwd=cwd,
            )
        except OSError as error:
            raise Problem(f"{why}: {error.strerror}: {command[0]}.") from None
    if done.returncode:
        raise Problem(sentence(why, log.read_text(errors="replace"), log))


def sentence(why: str, output: str, log: Path) -> str:
    """Say in one sentence what ``output`` of a failed program tells."""
    lowered = output.lower()
    if "no space left on device" in lowered or "enospc" in lowered:
        return f"{why}: the disk is full."
    offline = ("dns error", "temporary failure in name resolution", "enotfound", "eai_again")
    if any(sign in lowered for sign in offline):
        return f"{why}: the network does not answer. Details are in {log}."
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    named = [line for line in lines if line.startswith("error:")][:1]
    telling = named or [line for line in lines if "error" in line.lower()][-1:] or lines[-1:]
    reason = telling[0].rstrip(".") if telling else "no reason given"
    return f"{why}: {reason}. Details are in {log}."


def check_room(folder: Path, needed: int = ROOM_NEEDED) -> None:
    """Refuse to begin where the disk has no room to finish."""
    room = os.statvfs(folder)
    free = room.f_bavail * room.f_frsize
    if free < needed:
        raise Problem(
            f"The disk of {folder} is full: {free // 1_000_000} MB are free and"
            f" {needed // 1_000_000} MB are needed."
        )


def explain_os_error(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "The disk is full."
    if error.errno in (errno.EACCES, errno.EPERM):
        return (
            f"{error.filename} may not be written: it belongs to another user."
            " Start as that user, or remove it."
        )
    return f"{error.strerror}: {error.filename}."
