"""What the installable field app is made of: its one page, and the files a phone keeps for the night.

Nothing here knows a user: the page is the same for everyone, and what the worker keeps is public.
"""

import functools
import hashlib
import json
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse

from intake.forms.field_app import STANDS_ALONE, ShellForm

MODULES = (
    "app",
    "bands",
    "conflict",
    "dom",
    "export",
    "form",
    "keys",
    "photo",
    "queue",
    "raids",
    "refused",
    "signal",
    "small",
    "state",
    "store",
    "view",
    "words",
)
FILES = (
    "vendor/tabler.min.css",
    "vendor/plus-jakarta-sans-latin-wght-normal.woff2",
    "vendor/icons.svg",
    "vendor/idb.js",
    "ppks.css",
    "mark.svg",
    "field/icon-192.png",
    "js/fold.js",
    "js/leaving.js",
    "js/field/theme.js",
    *(f"js/field/{name}.js" for name in MODULES),
)
WORKER = "js/field/worker.js"


@functools.cache
def shell() -> str:
    """The page of the field app, with the street form in it."""
    context = {
        "form": ShellForm(),
        "stands_alone": json.dumps(STANDS_ALONE),
        "settings_demo": settings.DEMO,
    }
    return render_to_string("intake/field.html", context)


def worker() -> str:
    """The script of the service worker: what to keep, under a version that changes with any of it."""
    files = [static(name) for name in FILES]
    said = hashlib.sha256("\n".join([shell(), *files]).encode()).hexdigest()
    app = {"version": said[:16], "shell": reverse("intake:field"), "files": files}
    return f"self.APP = {json.dumps(app)};\nimportScripts({json.dumps(static(WORKER))});\n"


def manifest() -> dict[str, Any]:
    """What a phone reads to put the app on its home screen."""
    return {
        "name": "PPKS Lapangan",
        "short_name": "Lapangan",
        "description": "Mencatat orang di razia, juga tanpa sinyal.",
        "lang": "id",
        "start_url": reverse("intake:field"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#f4f6f7",
        "theme_color": "#08303f",
        "icons": [
            {"src": static("field/icon.svg"), "sizes": "any", "type": "image/svg+xml"},
            _png(192, "any"),
            _png(512, "any"),
            _png(512, "maskable"),
        ],
    }


def _png(size: int, purpose: str) -> dict[str, str]:
    return {
        "src": static(f"field/icon-{size}.png"),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }
