"""``manage.py guide_pictures``: the pictures of docs/panduan, from a served demo database."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ppks_service.development import guide, guide_states
from ppks_service.development.guide_list import DESK, PAPERS, PHONE, PICTURES


class Command(BaseCommand):
    help = "Takes the pictures of the user guides from the demo data that --url serves."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--url", default="http://127.0.0.1:8000")
        parser.add_argument("--only", nargs="*", default=[], help="Names that begin like this.")
        parser.add_argument(
            "--look",
            type=Path,
            help="Into this folder, every page at both widths: to be looked at, not for the guides.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Pictures are taken of demo data only.")
        folder, only = options["look"] or guide.FOLDER, tuple(options["only"]) or ("",)
        widths = (DESK, PHONE) if options["look"] else ()
        pages = guide.addressed(p for p in PICTURES if p.name.startswith(only))
        papers = [p for p in PAPERS if p.name.startswith(only)]
        phone = guide.session_of("lapangan") if "lapangan".startswith(only) else ""
        folder.mkdir(parents=True, exist_ok=True)
        made = guide.take_papers(options["url"], papers, folder)
        with guide.chromium() as browser:
            made += guide.take_pages(browser, options["url"], pages, folder, widths)
            if phone:
                made += guide_states.take_states(browser, options["url"], phone, folder)
        for path in made:
            guide.make_small(path)
        self.stdout.write(f"{len(pages)} pages, {len(papers)} papers, {len(made)} pictures.")
