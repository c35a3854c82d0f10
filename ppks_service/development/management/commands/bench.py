"""``manage.py bench``: fill a scale in a database of its own, serve it, measure it."""

import os
import platform
import socket
import subprocess
import sys
import time
import urllib.request
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ppks_service.development import serving
from ppks_service.development.demo.bulk import SCALES

RESULTS = settings.BASE_DIR / "docs" / "performance.md"
INSIDE = "PPKS_BENCH_INSIDE"


class Command(BaseCommand):
    help = "Measures the pages at a scale: SCALE=province|country|stress, default province."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scale", default=os.environ.get("SCALE") or "province")
        parser.add_argument(
            "--keep", action="store_true", help="Add the table to docs/performance.md."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        scale = options["scale"]
        if scale not in SCALES:
            raise CommandError(f"SCALE is one of {', '.join(SCALES)}, not {scale}.")
        if not os.environ.get(INSIDE):
            self._run_in_own_database(scale, keep=options["keep"])
            return
        self._measure(scale, keep=options["keep"])

    def _run_in_own_database(self, scale: str, *, keep: bool) -> None:
        """Make ``ppks_bench_<scale>`` beside the present database once, and go on there."""
        url = own_url(os.environ["DATABASE_URL"], f"ppks_bench_{scale}")
        environment = os.environ | {
            "DATABASE_URL": url,
            INSIDE: "1",
            "DEMO": "true",
            "HTTPS": "false",
            "DJANGO_SETTINGS_MODULE": "ppks_service.development.bench.settings",
            "DEMO_PASSWORD": os.environ.get("DEMO_PASSWORD") or "hanya-untuk-mengukur",
        }
        make_database(os.environ["DATABASE_URL"], f"ppks_bench_{scale}")
        manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
        for command in (["migrate", "-v0"], ["load_areas", "--if-empty"], ["reference_data"]):
            subprocess.run([*manage, *command], env=environment, check=True)
        subprocess.run(
            [*manage, "demo", "--if-empty", "--scale", scale], env=environment, check=True
        )
        asked = ["bench", "--scale", scale, *(["--keep"] if keep else [])]
        raise SystemExit(subprocess.run([*manage, *asked], env=environment).returncode)

    def _measure(self, scale: str, *, keep: bool) -> None:
        from ppks_service.development.bench.measure import Bench, table

        port = free_port()
        # As `make run` serves it, but for the admins beside it.
        server = subprocess.Popen(
            serving.command(port, "ppks_service.development.bench.wsgi:application"),
            cwd=settings.BASE_DIR,
        )
        try:
            wait_for(port)
            rows = Bench(port).run(self.stdout.write)
        finally:
            server.terminate()
            server.wait(30)
        heading = (
            f"## {scale}: {SCALES[scale].persons:,} persons, {SCALES[scale].cases:,} cases\n\n"
            f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, {platform.machine()}, "
            f"Python {platform.python_version()}, {server_version()}.\n"
        )
        lines = [heading, *table(rows), ""]
        self.stdout.write("\n".join(lines))
        if keep:
            with RESULTS.open("a") as file:
                file.write("\n" + "\n".join(lines))
        if any(row.timing.faults for row in rows):
            raise CommandError("Some requests did not answer as expected; see the table.")


def own_url(url: str, name: str) -> str:
    """``url`` with the database's name changed."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def make_database(url: str, name: str, *, anew: bool = False) -> None:
    """Make the database ``name`` beside the one of ``url`` where it is missing, or ``anew``."""
    server = psycopg2.connect(url)
    server.autocommit = True
    with server.cursor() as cursor:
        if anew:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f'CREATE DATABASE "{name}"')
    server.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    deadline = time.monotonic() + serving.SECONDS_TO_ANSWER
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/sehat/", timeout=20)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise CommandError("The server did not start.")


def server_version() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0]}"
