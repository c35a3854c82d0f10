"""``manage.py bench_sync``: let sixty phones send their night to a served, empty database."""

import os
import platform
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ppks_service.development.management.commands.bench import (
    RESULTS,
    free_port,
    make_database,
    own_url,
    server_version,
    wait_for,
)

INSIDE = "PPKS_BENCH_INSIDE"
DATABASE = "ppks_bench_sync"


class Command(BaseCommand):
    help = "Measures how fast phones drain: PHONES=60 RECORDS=50."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--phones", type=int, default=int(os.environ.get("PHONES", "60")))
        parser.add_argument("--records", type=int, default=int(os.environ.get("RECORDS", "50")))
        parser.add_argument(
            "--keep", action="store_true", help="Add the table to docs/performance.md."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not os.environ.get(INSIDE):
            self._run_in_own_database(options)
            return
        from ppks_service.development.bench.sync import drain, table

        port = free_port()
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
                *("--host", "127.0.0.1", "--port", str(port), "--workers", "2"),
                *("--blocking-threads", "4", "--log-level", "warning"),
                "ppks_service.wsgi:application",
            ],
            cwd=settings.BASE_DIR,
            env=os.environ | {"SERVING_WEB": "true"},
        )
        try:
            wait_for(port)
            load = os.getloadavg()[0]
            result = drain(port, phones=options["phones"], records=options["records"])
        finally:
            server.terminate()
            server.wait(30)
        lines = [
            f"## Field sync: {result.phones} phones at once\n",
            f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, {platform.machine()}, "
            f"Python {platform.python_version()}, {server_version()}; granian with two workers, the "
            f"phones and the database on the same cores; load before it began {load:.1f}.\n",
            *table(result),
            "",
        ]
        self.stdout.write("\n".join(lines))
        if options["keep"]:
            with RESULTS.open("a") as file:
                file.write("\n" + "\n".join(lines))
        faults = [*result.faults, *(f for t in result.posts.values() for f in t.faults)]
        for fault in faults[:10]:
            self.stdout.write(f"  {fault}")
        if result.lost or result.photos_lost or result.ordinals_twice or result.not_accepted:
            raise CommandError("Something was lost or is there twice; see the table.")

    def _run_in_own_database(self, options: dict[str, Any]) -> None:
        make_database(os.environ["DATABASE_URL"], DATABASE)
        environment = os.environ | {
            "DATABASE_URL": own_url(os.environ["DATABASE_URL"], DATABASE),
            INSIDE: "1",
            "DEMO": "true",
            "HTTPS": "false",
            "DJANGO_SETTINGS_MODULE": "ppks_service.settings",
            "DEMO_PASSWORD": os.environ.get("DEMO_PASSWORD") or "hanya-untuk-mengukur",
        }
        manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
        for command in (["migrate", "-v0"], ["load_areas", "--if-empty"], ["reference_data"]):
            subprocess.run([*manage, *command], env=environment, check=True)
        asked = [f"--phones={options['phones']}", f"--records={options['records']}"]
        asked += ["--keep"] if options["keep"] else []
        raise SystemExit(
            subprocess.run([*manage, "bench_sync", *asked], env=environment).returncode
        )
