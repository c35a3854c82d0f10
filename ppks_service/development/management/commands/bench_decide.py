"""``manage.py bench_decide``: a served database and a head of section who approves in a browser."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ppks_service.development.bench.run import PREPARED, go_on_in, is_inside, machine, served, told

DATABASE = "ppks_bench_province"  # the set that ``make bench`` fills: lists are to be full
STEPS = (*PREPARED, ["demo", "--if-empty", "--scale", "province"])


class Command(BaseCommand):
    help = "Measures clicks and seconds from the work list to an approval: DECISIONS=20."

    def add_arguments(self, parser: CommandParser) -> None:
        given = int(os.environ.get("DECISIONS", "20"))
        parser.add_argument("--decisions", type=int, default=given)
        parser.add_argument(
            "--keep", action="store_true", help="Add the table to docs/performance.md."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        decisions, keep = options["decisions"], options["keep"]
        if not is_inside():
            asked = ["bench_decide", f"--decisions={decisions}", *(["--keep"] if keep else [])]
            raise SystemExit(go_on_in(DATABASE, asked, steps=STEPS))
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread
        from ppks_service.development.bench.decide import measure, misses, table

        with served() as port:
            load = os.getloadavg()[0]
            result = measure(port, decisions=decisions)
        lines = [
            f"## A decision: {decisions} at each width\n",
            f"{machine()}; `make bench-decide`, Chromium on the province's data; load before it began "
            f"{load:.1f}. The hand is a model: 1.3 s a press and 1.35 s of thought before it; reading "
            "is not in it.\n",
            *table(result),
        ]
        self.stdout.write(told(lines, keep=keep))
        if missed := list(misses(result)):
            raise CommandError(f"Above the bar: {', '.join(missed)}.")
