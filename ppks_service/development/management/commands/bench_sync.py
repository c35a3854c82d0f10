"""``manage.py bench_sync``: let sixty phones send their night to a served, empty database."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ppks_service.development.bench.run import go_on_in, is_inside, machine, served, told


class Command(BaseCommand):
    help = "Measures how fast phones drain: PHONES=60 RECORDS=50."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--phones", type=int, default=int(os.environ.get("PHONES", "60")))
        parser.add_argument("--records", type=int, default=int(os.environ.get("RECORDS", "50")))
        parser.add_argument(
            "--keep", action="store_true", help="Add the table to docs/performance.md."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        phones, records, keep = options["phones"], options["records"], options["keep"]
        if not is_inside():
            asked = ["bench_sync", f"--phones={phones}", f"--records={records}"]
            raise SystemExit(go_on_in("ppks_bench_sync", [*asked, *(["--keep"] if keep else [])]))
        from ppks_service.development.bench.sync import drain, table

        with served() as port:
            load = os.getloadavg()[0]
            result = drain(port, phones=phones, records=records)
        lines = [
            f"## Field sync: {result.phones} phones at once\n",
            f"{machine()}; granian with two workers, the phones and the database on the same cores; "
            f"load before it began {load:.1f}.\n",
            *table(result),
        ]
        self.stdout.write(told(lines, keep=keep))
        faults = [*result.faults, *(f for t in result.posts.values() for f in t.faults)]
        for fault in faults[:10]:
            self.stdout.write(f"  {fault}")
        if result.lost or result.photos_lost or result.ordinals_twice or result.not_accepted:
            raise CommandError("Something was lost or is there twice; see the table.")
