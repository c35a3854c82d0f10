"""Fill ``static/vendor``: the styles, fonts and icons of others that our pages and papers load."""

import re
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from fontTools.ttLib import woff2

from ppks_service.development.sprite import icons_used, sprite
from ppks_service.development.stylesheet import TABLER, tabler_for

JAKARTA = "@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-{}-wght-normal.woff2"
ARIMO = "@fontsource/arimo/files/arimo-{}-{}.woff2"
OF_PAGES = [JAKARTA.format(subset) for subset in ("latin", "latin-ext")]
OF_PAPERS = [
    ARIMO.format(subset, cut)
    for subset in ("latin", "latin-ext")
    for cut in ("400-normal", "700-normal", "400-italic")
]
IDB = "idb/build/index.js"
LICENSES = {
    "tabler": "@tabler/core/LICENSE",
    "tabler-icons": "@tabler/icons/LICENSE",
    "plus-jakarta-sans": "@fontsource-variable/plus-jakarta-sans/LICENSE",
    "arimo": "@fontsource/arimo/LICENSE",
    "idb": "idb/LICENSE",
}


class Command(BaseCommand):
    help = "Builds static/vendor from node_modules: the styles, fonts and icons in use, idb."
    requires_system_checks = ()  # it runs before there is a database

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--modules", type=Path, default=settings.BASE_DIR / "node_modules")
        parser.add_argument("--to", type=Path, default=settings.BASE_DIR / "static" / "vendor")

    def handle(self, *args: Any, modules: Path, to: Path, **options: Any) -> None:
        if not (modules / TABLER).is_file():
            raise CommandError(f"{modules / TABLER} is missing: run npm ci first.")
        to.mkdir(parents=True, exist_ok=True)
        style = tabler_for(settings.BASE_DIR, modules)
        # The map is not shipped, and the manifest of static files would look for it.
        style = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", style)
        (to / "tabler.min.css").write_text(style, encoding="utf-8")
        shutil.copyfile(modules / IDB, to / "idb.js")
        for font in OF_PAGES:
            shutil.copyfile(modules / font, to / Path(font).name)
        for font in OF_PAPERS:
            # Unpacked: WeasyPrint would do so anew for each paper, and longer than it lays one out.
            woff2.decompress(modules / font, to / Path(font).with_suffix(".ttf").name)
        for name, path in LICENSES.items():
            if (modules / path).is_file():
                shutil.copyfile(modules / path, to / f"{name}.LICENSE.txt")
        try:
            icons = sprite(icons_used(), modules / "@tabler/icons/icons/outline")
        except LookupError as error:
            raise CommandError(str(error)) from error
        (to / "icons.svg").write_text(icons, encoding="utf-8")
        if options["verbosity"]:
            fonts = len(OF_PAGES + OF_PAPERS)
            self.stdout.write(f"{to}: styles, {fonts} fonts, {icons.count('<symbol')} icons")
