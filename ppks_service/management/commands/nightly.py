"""Do what is due every night: lapse holds, open what a day brings."""

import traceback
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from ppks_service.panels import registered


class Command(BaseCommand):
    help = "Run every app's nightly job, each in a transaction of its own; for a timer at 01.00."
    jobs = "nightly.jobs"

    def handle(self, *args: Any, **options: Any) -> None:
        failed = []
        for job in registered(self.jobs):
            name = f"{job.__module__}.{job.__name__}"
            try:
                with transaction.atomic():
                    said = job()
            except Exception:  # one job that fails must not keep the others from their work
                failed.append(name)
                self.stderr.write(traceback.format_exc())
            else:
                self.stdout.write(f"{name}: {said}")
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}")
