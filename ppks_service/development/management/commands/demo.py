"""``manage.py demo``: the office's story as demo data, or a large set for measuring."""

import datetime as dt
import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from ppks_service.accounts.models import User
from ppks_service.development.demo.bulk import SCALES, fill


class Command(BaseCommand):
    help = "Fills an empty database with invented people: the story of five months, or --scale."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="Do nothing where users are.")
        parser.add_argument("--scale", choices=sorted(SCALES), help="A large set, by bulk means.")
        parser.add_argument("--until", help="Tell the story up to this day (YYYY-MM-DD).")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demo data is made only where DEMO=true is set.")
        if User.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("This database has users already; demo data needs an empty one.")
        password = os.environ.get("DEMO_PASSWORD", "")
        if len(password) < 12:
            raise CommandError("Set DEMO_PASSWORD to a password of at least 12 characters.")
        from ppks_service.development.demo.accounts import make_accounts

        with transaction.atomic():  # all of it or nothing: an interrupted start begins again
            self._make(make_accounts(password), options)

    def _make(self, users: dict[str, User], options: dict[str, Any]) -> None:
        from ppks_service.development.demo.story import tell

        if options["scale"]:
            fill(SCALES[options["scale"]], say=self.stdout.write)
            return
        now = timezone.now()
        if options["until"]:
            day = dt.datetime.fromisoformat(options["until"])
            now = timezone.make_aware(day.replace(hour=12))
        tell(users, now=now, say=self.stdout.write)
