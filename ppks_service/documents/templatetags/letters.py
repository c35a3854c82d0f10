"""How a line of a letter is drawn."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ppks_service.documents.letter_text import Run
from ppks_service.documents.queries import replacement_of

register = template.Library()
register.filter("replacement", replacement_of)


@register.filter
def runs(row: Iterable[Run]) -> SafeString:
    """The pieces of a line, escaped; what came out of a field is marked for a preview."""
    return format_html_join("", "{}", ((_drawn(run),) for run in row))


def _drawn(run: Run) -> str:
    if not run.is_filled:
        return run.text
    lines = run.text.splitlines()
    words = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines))
    return format_html('<span class="isi-data">{}</span>', words)
