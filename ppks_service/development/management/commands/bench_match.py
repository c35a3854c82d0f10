"""``manage.py bench_match``: who is found to be whom, against plain trigrams and Splink."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ppks_service.development.bench.matching import fitting, measure, tuning
from ppks_service.development.bench.run import (
    AREAS,
    MIGRATE,
    drop_database,
    go_on_in,
    machine,
    told,
)

SIZES = {"10k": 10_000, "100k": 100_000, "700k": 700_000}
DEFAULT = "febrl,10k,100k"


class Command(BaseCommand):
    help = "Measures proposals of who is whom: SIZE=febrl,10k,100k,700k, by default without 700k."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--size", default=os.environ.get("SIZE") or DEFAULT)
        parser.add_argument(
            "--keep", action="store_true", help="Add the table to docs/performance.md."
        )
        parser.add_argument(
            "--reuse", action="store_true", help="Leave the databases, and use those left."
        )
        parser.add_argument(
            "--count", action="store_true", help="Count the weights on the tuning seeds instead."
        )
        parser.add_argument(
            "--fit", action="store_true", help="Fit what no count gives on the tuning seeds."
        )
        parser.add_argument("--inside", default="", help="For the command itself.")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.BASE_DIR / "var" / "matching"
        folder.mkdir(parents=True, exist_ok=True)
        if options["inside"] == "count":
            for line in tuning.report():
                self.stdout.write(line)
        elif options["inside"].startswith("fit"):
            seed = int(options["inside"].removeprefix("fit"))
            register = measure.Register(SIZES[options["size"]], seed, folder)
            register.fill_once()
            fitting.written(fitting.compared(register), folder / f"pairs-{seed}.jsonl")
        elif options["inside"]:
            self._measure(SIZES[options["inside"]], folder)
        elif options["count"]:
            self._in_own_database("count", reuse=options["reuse"])
        elif options["fit"]:
            self._fit(options, folder)
        else:
            self._all(options, folder)

    def _all(self, options: dict[str, Any], folder: Path) -> None:
        asked = options["size"].split(",")
        if unknown := set(asked) - {"febrl", *SIZES}:
            raise CommandError(f"SIZE is of febrl, {', '.join(SIZES)}, not {', '.join(unknown)}.")
        load = os.getloadavg()[0]
        lines: list[measure.Line] = []
        if "febrl" in asked:
            measure.fetch_febrl(folder)
            for number in (1, 2, 3, 4):
                self.stdout.write(f"FEBRL {number} …")
                lines += measure.febrl_lines(number, folder)
        for size in (size for size in SIZES if size in asked):
            self.stdout.write(f"{size} …")
            self._in_own_database(size, reuse=options["reuse"])
            lines += measure.from_json((folder / f"{SIZES[size]}.json").read_text())
        seeds = ", ".join(f"{n // 1000} k: {seed}" for n, seed in measure.TEST_SEEDS.items())
        text = [
            "## Who is it\n",
            f"{machine()}; load before it began {load:.1f}."
            f" Test seeds {seeds}; tuning seeds {', '.join(map(str, tuning.SEEDS))}.\n",
            *measure.table(lines),
        ]
        self.stdout.write(told(text, keep=options["keep"]))

    def _fit(self, options: dict[str, Any], folder: Path) -> None:
        asked = "100k" if options["size"] == DEFAULT else options["size"]
        if asked not in SIZES:
            raise CommandError(f"A fit has one SIZE of {', '.join(SIZES)}, not {asked}.")
        for seed in fitting.SEEDS:
            self.stdout.write(f"seed {seed} …")
            self._in_own_database(f"fit{seed}", "--size", asked, reuse=options["reuse"])
        files = {seed: folder / f"pairs-{seed}.jsonl" for seed in fitting.SEEDS}
        for line in fitting.report({seed: fitting.read(file) for seed, file in files.items()}):
            self.stdout.write(line)

    def _measure(self, size: int, folder: Path) -> None:
        register = measure.Register(size, measure.TEST_SEEDS[size], folder)
        register.fill_once()
        done: list[measure.Line] = []
        for line in register.lines():
            # Each is kept as soon as it is there: the last may take a quarter of an hour.
            done.append(line)
            (folder / f"{size}.json").write_text(measure.as_json(done))

    def _in_own_database(self, inside: str, *more: str, reuse: bool) -> None:
        """Go on in ``ppks_bench_match_…`` beside the present database, made for it."""
        name, asked = f"ppks_bench_match_{inside}", ["bench_match", "--inside", inside, *more]
        try:
            if go_on_in(name, asked, steps=(MIGRATE, AREAS), anew=not reuse):
                raise CommandError(f"bench_match failed at {inside}.")
        finally:
            if not reuse:
                drop_database(os.environ["DATABASE_URL"], name)
