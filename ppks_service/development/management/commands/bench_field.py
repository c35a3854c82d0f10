"""``manage.py bench_field``: a served database and a phone on a bad line that writes people down."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ppks_service.development.bench.run import PREPARED, go_on_in, is_inside, machine, served, told

DATABASE = "ppks_bench_province"  # the set that ``make bench`` fills: lists are to be full
STEPS = (*PREPARED, ["demo", "--if-empty", "--scale", "province"])

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
        people, keep = options["people"], options["keep"]
        if not is_inside():
            asked = ["bench_field", f"--people={people}", *(["--keep"] if keep else [])]
            raise SystemExit(go_on_in(DATABASE, asked, steps=STEPS))
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread
        from ppks_service.development.bench.field import measure, misses, table

        with served() as port:
            load = os.getloadavg()[0]
            result = measure(port, people=people, say=self.stdout.write)
        lines = [
            f"## Field work on a phone: {people} people over 2G\n",
            f"{machine()}; `make bench-field`; load before it began {load:.1f}.\n",
            MODEL,
            *table(result),
        ]
        self.stdout.write(told(lines, keep=keep))
        if missed := list(misses(result)):
            raise CommandError(f"Above the bar: {', '.join(missed)}.")
