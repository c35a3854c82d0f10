"""Write the pages of ``docs/`` that are drawn from the code."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ppks_service.development import papers


class Command(BaseCommand):
    help = (
        "Write docs/workflows.md, data-model.md and roles.md; with --check, fail if one is stale."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            if stale := papers.stale():
                raise CommandError(
                    f"Stale: {', '.join(f'docs/{name}' for name in stale)}. Run `manage.py docs`."
                )
            return
        for name in papers.write():
            self.stdout.write(f"docs/{name} written")
