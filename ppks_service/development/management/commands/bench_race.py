"""``manage.py bench_race``: approvals that race for the last place and for the next number."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ppks_service.development.bench.run import go_on_in, is_inside, machine, told

SIZES = {"racers": "50", "rounds": "200", "letters": "2000"}


class Command(BaseCommand):
    help = "Races for the last place and for numbers: RACERS=50 ROUNDS=200 LETTERS=2000."

    def add_arguments(self, parser: CommandParser) -> None:
        for name, default in SIZES.items():
            given = int(os.environ.get(name.upper(), default))
            parser.add_argument(f"--{name}", type=int, default=given)
        parser.add_argument(
            "--keep", action="store_true", help="Add the table to docs/performance.md."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        keep = options["keep"]
        if not is_inside():
            asked = ["bench_race", *(f"--{name}={options[name]}" for name in SIZES)]
            asked += ["--keep"] if keep else []
            raise SystemExit(go_on_in("ppks_bench_race", asked, anew=True))
        from ppks_service.development.bench.race import run, table

        load = os.getloadavg()[0]
        result = run(**{name: options[name] for name in SIZES}, say=self.stdout.write)
        lines = [
            f"## Races: {result.racers} approvals at once\n",
            f"{machine()}; `make bench-race`; load before it began {load:.1f}.\n",
            *table(result),
        ]
        self.stdout.write(told(lines, keep=keep))
        for fault in result.faults[:10]:
            self.stdout.write(f"  {fault}")
        if not result.holds:
            raise CommandError("A place or a number was lost or given twice; see the table.")
