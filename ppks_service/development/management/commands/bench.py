"""``manage.py bench``: fill a scale in a database of its own, serve it, measure it."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ppks_service.development.bench.run import PREPARED, go_on_in, is_inside, machine, served, told
from ppks_service.development.demo.bulk import SCALES


class Command(BaseCommand):
    help = "Measures the pages at a scale: SCALE=province|country|stress, default province."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scale", default=os.environ.get("SCALE") or "province")
        parser.add_argument(
            "--keep", action="store_true", help="Add the table to docs/performance.md."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        scale, keep = options["scale"], options["keep"]
        if scale not in SCALES:
            raise CommandError(f"SCALE is one of {', '.join(SCALES)}, not {scale}.")
        if is_inside():
            self._measure(scale, keep=keep)
            return
        asked = ["bench", "--scale", scale, *(["--keep"] if keep else [])]
        steps = (*PREPARED, ["demo", "--if-empty", "--scale", scale])
        inside = "ppks_service.development.bench.settings"
        raise SystemExit(
            go_on_in(f"ppks_bench_{scale}", asked, steps=steps, settings_module=inside)
        )

    def _measure(self, scale: str, *, keep: bool) -> None:
        from ppks_service.development.bench.measure import Bench
        from ppks_service.development.bench.rows import table

        # As `make run` serves it, but for the admins beside it.
        with served("ppks_service.development.bench.wsgi:application") as port:
            rows = Bench(port).run(self.stdout.write)
        heading = (
            f"## {scale}: {SCALES[scale].persons:,} persons, {SCALES[scale].cases:,} cases\n\n"
            f"{machine()}.\n"
        )
        self.stdout.write(told([heading, *table(rows)], keep=keep))
        if any(row.timing.faults for row in rows):
            raise CommandError("Some requests did not answer as expected; see the table.")
