"""Draws the plain controls of forms in Python.

Django draws every ``<option>`` by a template of its own: a list of a hundred colleagues took longer
than the page around it. What is drawn here is what its templates draw, and a test says so.
"""

import html
from collections.abc import Callable
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

WIDGETS = "django/forms/widgets"


def _escaped(value: object) -> str:
    """``conditional_escape``, without a safe string made of every part."""
    return value.__html__() if hasattr(value, "__html__") else html.escape(str(value))


def _attributes(attrs: dict[str, Any]) -> str:
    written = []
    for name, value in attrs.items():
        if value is True:
            written.append(f" {_escaped(name)}")
        elif value is not False:
            written.append(f' {_escaped(name)}="{_escaped(value)}"')
    return "".join(written)


def _select(widget: dict[str, Any]) -> SafeString:
    parts = [f'<select name="{_escaped(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _ in widget["optgroups"]:
        if group:
            parts.append(f'\n  <optgroup label="{_escaped(group)}">')
        parts += [
            f'\n  <option value="{_escaped(option["value"])}"'
            f"{_attributes(option['attrs'])}>{_escaped(option['label'])}</option>"
            for option in options
        ]
        if group:
            parts.append("\n  </optgroup>")
    parts.append("\n</select>")
    return mark_safe("".join(parts))


def _input(widget: dict[str, Any]) -> SafeString:
    value = widget["value"]
    written = "" if value is None else f' value="{_escaped(value)}"'
    return mark_safe(
        f'<input type="{_escaped(widget["type"])}"'
        f' name="{_escaped(widget["name"])}"{written}{_attributes(widget["attrs"])}>'
    )


INPUTS = ("input", "text", "number", "email", "password", "hidden", "date", "time", "datetime")
DRAWN: dict[str, Callable[[dict[str, Any]], SafeString]] = {
    f"{WIDGETS}/select.html": _select,
    **{f"{WIDGETS}/{name}.html": _input for name in INPUTS},
}


class FormRenderer(TemplatesSetting):
    """Django's renderer, but for the controls that are drawn here."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        draw = DRAWN.get(template_name)
        if draw is None:
            return super().render(template_name, context, request)
        return draw(context["widget"])
