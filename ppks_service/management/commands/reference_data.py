"""Load the rows that every installation begins with."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from ppks_service.panels import registered


class Command(BaseCommand):
    help = "Add the reference rows that are missing: offices, clocks, letter series, lists. Repeatable."

    def handle(self, *args: Any, **options: Any) -> None:
        for load in registered("reference.data"):
            with transaction.atomic():
                load()
            if options["verbosity"] > 0:
                self.stdout.write(f"{load.__module__}: loaded")
