"""The icons that the pages use, found by reading the pages, as one small SVG file."""

import functools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

# Where a literal name of an icon stands: in a template's tags, in Python's keyword or annotation.
IN_TEMPLATES = (
    re.compile(r'{%\s*icon\s+"([a-z0-9-]+)"'),
    re.compile(r'{%\s*(?:badge|flag)\s+\S+\s+"([a-z0-9-]+)"'),
    re.compile(r'\b(?:icon|sign)="([a-z0-9-]+)"'),
)
IN_PYTHON = (
    re.compile(r'\bicon\s*=\s*"([a-z0-9-]+)"'),
    re.compile(r'\bicon(?:\s*:\s*str\s*=\s*|\(\s*|"\s*:\s*)"([a-z0-9-]+)"'),
    re.compile(r'{%\s*icon\s+"([a-z0-9-]+)"'),
)
EXTRA = "ppks_service/development/icons.txt"
OURS = ("ppks_service", "intake", "upt_facilities", "referrals", "evaluation")

# The path with which every drawing of the set clears its square: it draws nothing.
EMPTY_PATH = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>')
INSIDE = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


@functools.cache
def icons_used(root: Path | None = None) -> dict[str, str]:
    """Every icon that a page may show, with one file that names it.

    What a scan cannot see (a name that comes from a table) stands in ``EXTRA``. Read once a process.
    """
    root = root or settings.BASE_DIR
    found: dict[str, str] = {}
    for path, patterns in _sources(root):
        text = path.read_text(encoding="utf-8")
        for pattern in patterns:
            for name in pattern.findall(text):
                found.setdefault(name, path.relative_to(root).as_posix())
    for line in (root / EXTRA).read_text(encoding="utf-8").splitlines():
        if name := line.partition("#")[0].strip():
            found.setdefault(name, EXTRA)
    return dict(sorted(found.items()))


def _sources(root: Path) -> Iterator[tuple[Path, Iterable[re.Pattern[str]]]]:
    for path in (root / "templates").rglob("*.html"):
        yield path, IN_TEMPLATES
    for app in OURS:
        for path in (root / app).rglob("*.py"):
            yield path, IN_PYTHON


def sprite(names: Iterable[str], drawings: Path) -> str:
    """One SVG with a symbol for each of ``names``; raises ``LookupError`` for one without drawing."""
    symbols, unknown = [], []
    for name in names:
        drawing = drawings / f"{name}.svg"
        if not drawing.is_file():
            unknown.append(name)
            continue
        inside = INSIDE.search(drawing.read_text(encoding="utf-8"))
        paths = EMPTY_PATH.sub("", inside.group(1) if inside else "")
        paths = re.sub(r"\s+", " ", paths).replace("> <", "><").replace(" />", "/>").strip()
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{paths}</symbol>')
    if unknown:
        raise LookupError(f"No drawing in @tabler/icons for: {', '.join(unknown)}")
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "\n".join(symbols) + "</svg>\n"


def missing_icons(html: str, root: Path | None = None) -> set[str]:
    """The icons that ``html`` shows and the sprite lacks."""
    shown = set(re.findall(r'icons[.\w]*\.svg#([a-z0-9-]+)"', html))
    return shown - set(icons_used(root))
