"""A field of a form for one area: typed, suggested while typing, and sure without a script."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from ppks_service.areas.models import Area
from ppks_service.text import folded

SHOWN = 20

type Typed = tuple[str, str]  # the text, and the code of the suggestion that was picked


class AreaInput(forms.TextInput):
    """A text with suggestions. Those that a refused text may mean stand below it as choices.

    ``found`` is filled in by the field when the text means several areas.
    """

    template_name = "components/widgets/area.html"
    is_wide = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "spellcheck": "false"} | (attrs or {}))
        self.found: list[Area] = []

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        return (data.get(name) or "").strip(), data.get(f"{name}-code") or ""

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def format_value(self, value: Any) -> str:
        return str(value[0]) if isinstance(value, tuple) else str(value or "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        code = value[1] if isinstance(value, tuple) else ""
        context["widget"] |= {
            "found": self.found,
            "code": "" if self.found else code,
            "search_url": reverse_lazy("areas:search"),
        }
        return context


class AreaField(forms.Field):
    """Any area of Indonesia. ``cleaned_data`` has an ``Area`` or None.

    A picked suggestion counts while the text still fits it; any other text must mean one area.
    """

    widget = AreaInput
    default_error_messages = {
        "unknown": "Tidak ada wilayah yang cocok. Tulis nama desa, kecamatan, kabupaten, atau provinsi, misalnya “Tembung, Kota Medan”.",
        "several": "Beberapa wilayah cocok. Pilih salah satu di bawah, atau tambah nama kecamatan dan kabupatennya.",
        "many": "Terlalu banyak wilayah cocok. Tambah nama kecamatan atau kabupatennya.",
    }

    def __init__(
        self, *, help_text: str = "Desa, kecamatan, kabupaten, atau provinsi.", **kwargs: Any
    ) -> None:
        super().__init__(help_text=help_text, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The area's name and code, for a value that is an area or its code."""
        if isinstance(value, tuple):
            return value
        area = value if isinstance(value, Area) else self._by_code(value)
        return (area.full_name, area.pk) if area else ("", "")

    def clean(self, value: Typed) -> Area | None:
        text, code = value
        if not text:
            self.validate(None)
            return None
        picked = self._by_code(code)
        if picked and _fits(picked, text):
            return picked
        found = Area.objects.meant_by(text, SHOWN + 1)
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(self.error_messages["unknown"], "unknown")
        if len(found) > SHOWN:
            self.widget.found = found[:SHOWN]
            raise ValidationError(self.error_messages["many"], "many")
        self.widget.found = found
        raise ValidationError(self.error_messages["several"], "several")

    def has_changed(self, initial: Any, data: Any) -> bool:
        before, now = self.prepare_value(initial), data or ("", "")
        return bool(before[0] != now[0] or (now[1] and before[1] != now[1]))

    @staticmethod
    def _by_code(code: object) -> Area | None:
        return Area.objects.filter(pk=code).first() if code else None


def _fits(area: Area, text: str) -> bool:
    """Whether every word of ``text`` stands in the area's full name."""
    name = folded(area.full_name)
    return all(word in name for word in folded(text).split())
