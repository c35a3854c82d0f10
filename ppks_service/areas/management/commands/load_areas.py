"""Load the provinces, regencies, districts and villages of Indonesia."""

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ppks_service.areas import loading
from ppks_service.areas.models import Area

DEFAULT = settings.BASE_DIR / "node_modules" / "idn-area-data" / "data"


class Command(BaseCommand):
    help = "Load the area list of the npm package idn-area-data, or bring it up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when there are areas"
        )
        parser.add_argument("--from", dest="folder", type=Path, default=DEFAULT, metavar="FOLDER")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and Area.objects.exists():
            return
        begun = time.monotonic()
        self._say(options, "Reading the area list …")
        try:
            changed = loading.load(loading.read(options["folder"]))
        except OSError as error:
            raise CommandError(
                f"The area list is missing: {error.filename}. Run `npm ci` first."
            ) from error
        loading.analyze()
        seconds = time.monotonic() - begun
        self._say(options, f"{changed} areas added or renamed in {seconds:.1f} s")

    def _say(self, options: dict[str, Any], words: str) -> None:
        if options["verbosity"] > 0:
            self.stdout.write(words)
            self.stdout.flush()
