"""What every bench does: go on in a database of its own, serve it, keep what was measured."""

import os
import platform
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection

from ppks_service.development import serving

RESULTS = settings.BASE_DIR / "docs" / "performance.md"
INSIDE = "PPKS_BENCH_INSIDE"
MIGRATE, AREAS, REFERENCE = ["migrate", "-v0"], ["load_areas", "--if-empty"], ["reference_data"]
PREPARED = (MIGRATE, AREAS, REFERENCE)


def is_inside() -> bool:
    """Whether this process works in the bench's own database already."""
    return bool(os.environ.get(INSIDE))


def go_on_in(
    name: str,
    asked: Sequence[str],
    *,
    steps: Iterable[Sequence[str]] = PREPARED,
    anew: bool = False,
    settings_module: str = "ppks_service.settings",
) -> int:
    """Make the database ``name`` beside the present one, prepare it by ``steps``, run ``asked`` there.

    ``anew`` drops first what an earlier bench left. The exit code of ``asked``; raises ``CommandError``
    where a step fails.
    """
    url = os.environ["DATABASE_URL"]
    make_database(url, name, anew=anew)
    environment = os.environ | {
        "DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{name}")),
        INSIDE: "1",
        "DEMO": "true",
        "HTTPS": "false",
        "DJANGO_SETTINGS_MODULE": settings_module,
        "DEMO_PASSWORD": os.environ.get("DEMO_PASSWORD") or "hanya-untuk-mengukur",
    }
    manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    for step in steps:
        if subprocess.run([*manage, *step], env=environment).returncode:
            raise CommandError(f"{step[0]} failed in {name}.")
    return subprocess.run([*manage, *asked], env=environment).returncode


def make_database(url: str, name: str, *, anew: bool = False) -> None:
    """Make the database ``name`` beside the one of ``url`` where it is missing, or ``anew``."""
    if anew:
        drop_database(url, name)
    with _server(url) as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f'CREATE DATABASE "{name}"')


def drop_database(url: str, name: str) -> None:
    with _server(url) as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


@contextmanager
def _server(url: str) -> Iterator["psycopg2.extensions.cursor"]:
    server = psycopg2.connect(url)
    server.autocommit = True
    try:
        with server.cursor() as cursor:
            yield cursor
    finally:
        server.close()


@contextmanager
def served(application: str = "ppks_service.wsgi:application") -> Iterator[int]:
    """Serve this database as ``make run`` does, for as long as the block runs; the port."""
    with socket.socket() as probe:
        probe.bind((serving.HOST, 0))
        port = int(probe.getsockname()[1])
    server = subprocess.Popen(serving.command(port, application), cwd=settings.BASE_DIR)
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + serving.SECONDS_TO_ANSWER
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://{serving.HOST}:{port}/sehat/", timeout=20)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise CommandError("The server did not start.")


def machine() -> str:
    """The day, and on what was measured."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        database = f"PostgreSQL {cursor.fetchone()[0]}"
    return (
        f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, {platform.machine()}, "
        f"Python {platform.python_version()}, {database}; "
        f"ten million additions in {yardstick():.2f} s"
    )


def yardstick() -> float:
    """Seconds of this machine, today, for ten million additions in Python: the best of five short tries.

    A rented machine is at times three times slower than at others, and says so nowhere else.
    """
    best = min(_seconds_of_additions(1_000_000) for _ in range(5))
    return best * 10


def _seconds_of_additions(number: int) -> float:
    started, total = time.perf_counter(), 0
    for each in range(number):
        total += each
    return time.perf_counter() - started


def told(lines: Iterable[str], *, keep: bool) -> str:
    """``lines`` as one text; ``keep`` adds it to docs/performance.md too."""
    text = "\n".join([*lines, ""])
    if keep:
        with RESULTS.open("a", encoding="utf-8") as file:
            file.write("\n" + text)
    return text
