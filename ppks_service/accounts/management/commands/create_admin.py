"""Make the first account of an installation."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ppks_service.accounts.actions import create_user
from ppks_service.accounts.models import Office, OfficeKind, User
from ppks_service.accounts.roles import Role


class Command(BaseCommand):
    help = "Make a data administrator with a temporary password; the first account of a new house."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("full_name")

    def handle(self, *args: Any, **options: Any) -> None:
        office = Office.objects.filter(kind=OfficeKind.DEPARTMENT).order_by("pk").first()
        if office is None:
            raise CommandError("Run `manage.py reference_data` first: there is no office yet.")
        user = User(
            username=options["username"],
            full_name=options["full_name"],
            role=Role.DATA_ADMIN,
            office=office,
        )
        try:
            password = create_user(user, by=None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{user.username}: {password} (must be changed at the first sign-in)")
