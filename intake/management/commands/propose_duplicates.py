"""Ask about records that may be of one person; for a timer at night."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from intake import actions, same
from intake.models import Person, ProposalSource

HOURS = 26  # a day, and two hours for a machine that was late


class Command(BaseCommand):
    help = "Propose pairs of persons that may be one, among those written about since --hours ago."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--hours", type=int, default=HOURS, help="how far back to look")
        parser.add_argument("--all", action="store_true", help="look at every person, however long")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            persons = Person.objects.all()
        else:
            since = timezone.now() - dt.timedelta(hours=options["hours"])
            persons = same.written_about_since(since)
        looked = asked = 0
        # One transaction a person: what was asked stays asked when the machine stops.
        for person in persons.order_by("pk").iterator(chunk_size=500):
            looked += 1
            asked += len(actions.propose_for(person, by=None, source=ProposalSource.NIGHTLY))
        self.stdout.write(f"{looked} persons looked at, {asked} pairs asked about.")
