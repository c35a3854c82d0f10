"""``manage.py guide_pictures``: the pictures of docs/panduan, from a served demo database."""

import subprocess
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ppks_service.development import guide, guide_states


class Command(BaseCommand):
    help = "Takes the pictures of the user guides from the demo data that --url serves."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--url", default="http://127.0.0.1:8000")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Pictures are taken of demo data only.")
        addresses = {
            picture.name: (
                picture.address(),
                guide.session_of(picture.username) if picture.username else "",
            )
            for picture in guide.PICTURES
        }
        with tempfile.TemporaryDirectory() as temporary:
            papers = guide.take_papers(Path(temporary))
            guide.take_pictures(options["url"], addresses, guide.FOLDER)
            with guide.chromium() as browser:
                session = guide.session_of("lapangan")
                guide_states.take_states(browser, options["url"], session, guide.FOLDER)
            for paper in papers:
                target = guide.FOLDER / paper.stem
                subprocess.run(
                    ["pdftoppm", "-png", "-r", "70", "-l", "1", str(paper), str(target)], check=True
                )
        self.stdout.write(f"{len(addresses)} pages, {len(papers)} papers in {guide.FOLDER.name}/")
