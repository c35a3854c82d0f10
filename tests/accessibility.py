"""What axe-core finds wrong with a page that a browser shows."""

from typing import Any

from django.conf import settings

AXE = (settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
# Only what is wrong leaves the page: the list of all that is right takes longer than looking for it.
_RUN = """(tags) => axe.run(document, {resultTypes: ["violations"], ...(tags && {runOnly: tags})})
  .then(({violations}) => violations.map(({id, nodes}) => [id, nodes.map(({target}) => target)]))"""


def violations(page: Any, tags: tuple[str, ...] | None = None) -> list[Any]:
    """Each rule of axe broken by ``page``, with where; all rules, or those with one of ``tags``."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[Any] = page.evaluate(_RUN, list(tags) if tags else None)
    return found
