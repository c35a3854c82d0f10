"""The words and signs that every page shares: icons, badges, clocks, stages, bars, dates, numbers."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.forms import BaseForm, BoundField
from django.forms.widgets import ChoiceWidget
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ppks_service import indonesian
from ppks_service.text import initials

register = template.Library()

NOTHING = mark_safe("")


# --- Signs ----------------------------------------------------------------------------------


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """One icon of the sprite, drawn for the eye only: a word stands beside it."""
    return format_html(
        '<svg class="ti" width="20" height="20" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag
def badge(tone: str, sign: str, words: object) -> SafeString:
    """The state of a thing. ``tone``: ok, soon, late, held, info, calm."""
    return _chip("pk-badge", tone, sign, words)


@register.simple_tag
def flag(tone: str, sign: str, words: object) -> SafeString:
    """A property of a person, as "Lansia" or "Data jiwa terkunci"."""
    return _chip("pk-flag", tone, sign, words)


@register.simple_tag
def clock(
    due: indonesian.Day | None,
    now: dt.datetime | None = None,
    *,
    since: indonesian.Day | None = None,
    paused: object = False,
    label: str = "",
) -> SafeString:
    """How long is left: "Sisa 4 hari", "Hari ini 14.00", "Lewat 2 hari", "Dijeda"; else nothing."""
    left = indonesian.time_left(due, since=since, paused=bool(paused), now=now)
    if left is None:
        return NOTHING
    words = f"{label}: {left.words[0].lower()}{left.words[1:]}" if label else left.words
    return _chip("pk-clock", left.tone, left.icon, words)


def _chip(kind: str, tone: str, sign: str, words: object) -> SafeString:
    drawn = format_html("{} ", icon(sign)) if sign else NOTHING
    return format_html('<span class="{} is-{}">{}{}</span>', kind, tone, drawn, words)


@register.inclusion_tag("components/stages.html")
def stages(case_stages: Iterable[Any]) -> dict[str, Any]:
    """The six COCD stages. Each has ``number, name, state`` ("done", "now", ""), ``act``, ``at``.

    ``act`` says by what it was reached, or for a coming stage when it begins ("Dimulai saat …").
    """
    steps = list(case_stages)
    current = [step for step in steps if _of(step, "state") == "now"]
    coming = [step for step in steps if not _of(step, "state")]
    return {"steps": steps, "current": current[:1], "next": coming[:1], "total": len(steps)}


def _of(thing: Any, name: str) -> Any:
    return thing[name] if isinstance(thing, Mapping) else getattr(thing, name)


@register.simple_tag
def bar(label: str, *parts: object) -> SafeString:
    """A bar of several parts: ``{% bar "7 dihuni, 3 kosong" "full" 7 "free" 3 %}``.

    Kinds: full, held, block, free, extra. ``label`` is what a screen reader says.
    """
    pairs = _pairs(parts)
    total = sum(amount for _, amount in pairs) or 1
    rects, x = [], 0.0
    for kind, amount in pairs:
        if amount > 0:
            width = 100 * amount / total
            rects.append((kind, f"{x:.2f}", f"{width:.2f}"))
            x += width
    return format_html(
        '<svg class="pk-bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" '
        'aria-label="{}">{}</svg>',
        label,
        format_html_join(
            "", '<rect class="b-{}" x="{}" y="0" width="{}" height="10"></rect>', rects
        ),
    )


@register.simple_tag
def meter(label: str, share: float | None, goal: float | None = None) -> SafeString:
    """A result against its goal, both from 0 to 1; the words stand beside it."""
    value = min(max(float(share or 0), 0), 1)
    reached = goal is None or value >= goal
    mark = (
        format_html(
            '<rect class="m-goal" x="{}" y="0" width="1" height="10"></rect>',
            f"{min(float(goal), 0.99) * 100:.2f}",
        )
        if goal is not None
        else NOTHING
    )
    return format_html(
        '<svg class="pk-meter" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" '
        'aria-label="{}"><rect class="m-base" x="0" y="0" width="100" height="10"></rect>'
        '<rect class="{}" x="0" y="0" width="{}" height="10"></rect>{}</svg>',
        label,
        "m-ok" if reached else "m-no",
        f"{value * 100:.2f}",
        mark,
    )


def _pairs(parts: Sequence[object]) -> list[tuple[str, float]]:
    if len(parts) % 2:
        raise template.TemplateSyntaxError("bar takes a label, then a kind and an amount each")
    return [(str(parts[i]), float(str(parts[i + 1]))) for i in range(0, len(parts), 2)]


# --- Panels of higher apps -------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def panel(context: template.Context, name: str, values: dict[str, Any]) -> SafeString:
    """Draw what a higher app registered: its template with its own values, flat, on top of the page's."""
    assert context.template is not None  # it is bound while a page is drawn
    drawn = context.template.engine.get_template(name)
    with context.push(**values):
        return mark_safe(drawn.render(context))


# --- Forms ----------------------------------------------------------------------------------


@register.simple_tag
def field_class(field: BoundField) -> str:
    """The class of the grid cell that a field stands in: many answers take the whole row."""
    return " wide" if getattr(field.field.widget, "is_wide", False) else ""


@register.filter
def necessity(field: BoundField) -> str:
    """Whether a field must be filled, said of the rarer kind only: what most fields are needs no word."""
    shown = [other for other in field.form.fields.values() if not other.widget.is_hidden]
    required = sum(other.required for other in shown)
    if required == len(shown):
        return ""
    if required >= len(shown) - required:
        return "" if field.field.required else "(boleh kosong)"
    return "(wajib)" if field.field.required else ""


@register.filter
def error_target(field: BoundField) -> str:
    """Where the error summary's link leads: the field itself, or the first of its choices."""
    widget = field.field.widget
    if isinstance(widget, ChoiceWidget) and widget.use_fieldset:
        return widget.id_for_label(field.auto_id, "0")
    return field.id_for_label or field.auto_id


@register.filter
def sent_for(form: BaseForm, pk: int) -> bool:
    """Whether ``form``, which stands in each row of a list, was refused in the row of ``pk``."""
    return bool(form.errors) and any(
        str(form[f.name].value()) == str(pk) for f in form.hidden_fields()
    )


@register.inclusion_tag("components/row_fields.html")
def row_fields(
    form: BaseForm, pk: int, *, only: str = "", stored: object = None
) -> dict[str, object]:
    """The fields of ``form`` in the row of ``pk``, which its hidden field names; ``only`` one of them.

    What was typed and what is wrong with it stands in the row from which it was sent; in the others stands
    what ``stored`` has.
    """
    is_here = sent_for(form, pk)
    (which,) = form.hidden_fields()
    rows = []
    for field in form.visible_fields():
        if only not in ("", field.name):
            continue
        widget = field.field.widget
        own_id = field.id_for_label if is_here else f"{field.id_for_label}-{pk}"
        value = field.value() if is_here else getattr(stored, field.name, None)
        attrs: dict[str, str | bool] = {"id": own_id, "class": "form-control"}
        attrs["required"] = field.field.required
        if is_here:  # what is wrong is said here alone, also to who hears the page
            attrs = field.build_widget_attrs(attrs, widget)
        if is_here and field.errors:
            attrs["class"] = "form-control is-invalid"
        rows.append((field, own_id, widget.render(field.html_name, value, attrs)))
    return {"which": which.html_name, "pk": pk, "rows": rows, "is_here": is_here}


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: object) -> str:
    """The page's own query string with ``changes``; None or "" takes a key away."""
    params = dict(context["request"].GET.lists())
    for key, value in changes.items():
        if value is None or value == "":
            params.pop(key, None)
        else:
            params[key] = [str(value)]
    return f"?{urlencode(params, doseq=True)}"


# --- Words ----------------------------------------------------------------------------------


def _or_dash(write: Callable[[Any], str]) -> Callable[[Any], str]:
    """Write nothing as a dash, so that an empty column does not look forgotten."""

    def written(value: Any) -> str:
        return "–" if value is None or value == "" else write(value)

    return written


@register.simple_tag
def now_in_words() -> str:
    """When the page was drawn, as the foot of its print says."""
    return indonesian.long_moment(timezone.now())


register.filter("tanggal", _or_dash(indonesian.long_date))
register.filter("tanggal_pendek", _or_dash(indonesian.short_date))
register.filter("hari_tanggal", _or_dash(indonesian.weekday_date))
register.filter("bulan", _or_dash(indonesian.month_name))
register.filter("jam", _or_dash(indonesian.clock_time))
register.filter("waktu", _or_dash(indonesian.short_moment))
register.filter("waktu_lengkap", _or_dash(indonesian.long_moment))
register.filter("angka", _or_dash(indonesian.number))
register.filter("persen", _or_dash(indonesian.percent))
register.filter("dalam_kalimat", indonesian.in_sentence)
register.filter("inisial", _or_dash(initials))


@register.filter
def avatar(name: object) -> str:
    """Two letters for the round sign before a name: ``Marlan S.`` is ``MS``, ``S.P.C.`` is ``SP``."""
    letters = [word[0] for word in re.split(r"[\s.]+", str(name)) if word[:1].isalnum()]
    return "".join(letters[:2]).upper() or "–"
