"""``manage.py prepare``: what ``make run`` needs before it can serve, in one process."""

import io
import os
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.core.management.base import CommandParser
from django.db import DatabaseError, OperationalError, connection, transaction

from ppks_service.accounts.actions import change_password
from ppks_service.accounts.models import User
from ppks_service.development.bootstrap import DEMO_ACCOUNTS
from ppks_service.development.console import step


class Command(BaseCommand):
    help = "Collect static files and fill the database with what it begins with."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--static", action="store_true", help="copy and collect static files")
        parser.add_argument("--data", action="store_true", help="migrate and load what is missing")
        parser.add_argument(
            "--renew-passwords",
            action="store_true",
            help="give the demo accounts the password of DEMO_PASSWORD, if they have another",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["static"]:
            with step("Collecting the front-end files"):
                call_command("vendor_static", verbosity=0)
                call_command("collectstatic", interactive=False, verbosity=0)
        if not options["data"]:
            return
        try:
            connection.ensure_connection()
        except OperationalError as error:
            why = f"The database of DATABASE_URL does not answer: {first_line(error)}"
            raise CommandError(why) from error
        try:
            self._load()
        except DatabaseError as error:
            why = f"The database refused to be prepared: {first_line(error)}"
            raise CommandError(why) from error
        if settings.DEMO and options["renew_passwords"]:
            self._renew_passwords(os.environ["DEMO_PASSWORD"])

    def _load(self) -> None:
        with step("Migrating the database"):
            call_command("migrate", interactive=False, verbosity=0)
        with step("Loading provinces, regencies, districts and villages"):
            call_command("load_areas", if_empty=True, verbosity=0)
        with step("Loading reference data"):
            call_command("reference_data", verbosity=0)
        if settings.DEMO:
            # All or nothing: a start that is interrupted here begins again, not in the middle.
            with step("Making demo data, as people at work would"), transaction.atomic():
                call_command("demo", if_empty=True, verbosity=0, stdout=io.StringIO())

    def _renew_passwords(self, password: str) -> None:
        """So that the password shown at the start is always the one that opens the door."""
        for user in User.objects.filter(username__in=DEMO_ACCOUNTS).order_by("pk"):
            if not user.check_password(password):
                change_password(user, by=user, password=password)


def first_line(error: Exception) -> str:
    """The first line of what the database said; the rest is detail."""
    return str(error).strip().splitlines()[0]
