"""``manage.py bench_field``: a served database and a phone on a bad line that writes people down."""

import os
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ppks_service.development import serving
from ppks_service.development.management.commands.bench import (
    INSIDE,
    RESULTS,
    free_port,
    make_database,
    own_url,
    server_version,
    wait_for,
)

DATABASE = "ppks_bench_province"  # the set that ``make bench`` fills: lists are to be full


MODEL = """Chromium at 390 px, 2 s latency, 250 kbit/s down and 50 up, a processor four times slower, photos of twelve megapixels.
Taps, bytes and the phone's own time are measured. No officer took part: the hand is a model (Keystroke-Level Model: 1.3 s a tap,
1.35 s of thought before each group of answers and the photo, 0.8 s a scroll; 4 s in the camera is our guess), so the seconds say what
the form costs at its longest, and not how fast people are.
"""


class Command(BaseCommand):
    help = "Measures taps, seconds and bytes of field work: PEOPLE=20."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, default=int(os.environ.get("PEOPLE", "20")))
        parser.add_argument(
            "--keep", action="store_true", help="Add the table to docs/performance.md."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not os.environ.get(INSIDE):
            self._run_in_own_database(options)
            return
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread
        from ppks_service.development.bench.field import measure, misses, table

        port = free_port()
        server = subprocess.Popen(
            serving.command(port), cwd=settings.BASE_DIR, env=os.environ | {"SERVING_WEB": "true"}
        )
        try:
            wait_for(port)
            load = os.getloadavg()[0]
            result = measure(port, people=options["people"], say=self.stdout.write)
        finally:
            server.terminate()
            server.wait(30)
        lines = [
            f"## Field work on a phone: {options['people']} people over 2G\n",
            f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, {server_version()}; `make bench-field`; "
            f"load before it began {load:.1f}.\n",
            MODEL,
            *table(result),
            "",
        ]
        self.stdout.write("\n".join(lines))
        if options["keep"]:
            with RESULTS.open("a") as file:
                file.write("\n" + "\n".join(lines))
        if missed := list(misses(result)):
            raise CommandError(f"Above the bar: {', '.join(missed)}.")

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
        steps = (["migrate", "-v0"], ["load_areas", "--if-empty"], ["reference_data"])
        for command in (*steps, ["demo", "--if-empty", "--scale", "province"]):
            subprocess.run([*manage, *command], env=environment, check=True)
        asked = [f"--people={options['people']}", *(["--keep"] if options["keep"] else [])]
        raise SystemExit(
            subprocess.run([*manage, "bench_field", *asked], env=environment).returncode
        )
