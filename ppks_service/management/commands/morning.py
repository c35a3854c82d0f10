"""Do what people are to find in the morning: remind who is silent, send the summaries."""

from ppks_service.management.commands import nightly


class Command(nightly.Command):
    help = "Send reminders and daily summaries by mail; for a timer at 06.30 on working days."
    jobs = "morning.jobs"
