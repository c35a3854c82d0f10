"""``manage.py prepare``: what ``make run`` needs before it can serve, in one process."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.core.management.base import CommandParser
from django.db import DatabaseError, OperationalError, connection

from ppks_service.development.console import step


class Command(BaseCommand):
    help = "Collect static files and fill the database with what it begins with."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--static", action="store_true", help="copy and collect static files")
        parser.add_argument("--data", action="store_true", help="migrate and load what is missing")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["static"]:
            with step("Collecting the front-end files"):
                call_command("vendor_static", verbosity=0)
                call_command("collectstatic", interactive=False, verbosity=0)
        if options["data"]:
            self._fill()

    def _fill(self) -> None:
        try:
            connection.ensure_connection()
        except OperationalError as error:
            raise CommandError(
                f"The database of DATABASE_URL does not answer: {first(error)}"
            ) from error
        try:
            self._load()
        except DatabaseError as error:
            raise CommandError(f"The database refused to be prepared: {first(error)}") from error

    def _load(self) -> None:
        with step("Migrating the database"):
            call_command("migrate", interactive=False, verbosity=0)
        with step("Loading provinces, regencies, districts and villages"):
            call_command("load_areas", if_empty=True, verbosity=0)
        with step("Loading reference data"):
            call_command("reference_data", verbosity=0)
        if settings.DEMO:
            with step("Making demo data, through the same actions as the pages"):
                call_command("demo", if_empty=True, verbosity=0)


def first(error: Exception) -> str:
    """The first line of what the database said; the rest is detail."""
    return str(error).strip().splitlines()[0]
