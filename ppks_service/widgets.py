"""Choices as large fields that a thumb finds, and a scale of five."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.widgets import ChoiceWidget


class OptionCards(ChoiceWidget):
    """One of a few answers, each a large field: real radio buttons under a drawn face.

    ``columns`` on every width: 1 to 4. ``dunno`` is the value of the answer "Tidak tahu", drawn
    dashed; put it last. ``small`` gives answers a second line: ``{"0-5": "balita"}``. ``marked``
    are values with ``data-mark``, for a note that unfolds by them (``pk-reveal``).
    """

    input_type = "radio"
    template_name = "components/widgets/options.html"
    option_template_name = "components/widgets/option.html"
    use_fieldset = True
    is_wide = True

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        columns: int = 3,
        dunno: str = "",
        small: dict[str, str] | None = None,
        marked: Iterable[str] = (),
    ) -> None:
        super().__init__(attrs, choices)
        self.columns = columns
        self.dunno = dunno
        self.small = small or {}
        self.marked = frozenset(marked)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["columns"] = self.columns
        return context

    def create_option(
        self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        option = super().create_option(name, value, label, *args, **kwargs)
        for attribute in ("class", "aria-describedby", "aria-invalid"):  # these belong to the group
            option["attrs"].pop(attribute, None)
        option["is_dunno"] = bool(self.dunno) and str(value) == self.dunno
        option["small"] = self.small.get(str(value), "")
        if str(value) in self.marked:
            option["attrs"]["data-mark"] = ""
        return option

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The group is named by its legend; a link from the error summary leads to the first."""
        return "" if index is None else super().id_for_label(id_, index)

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: the browser's own bubble would stand where the sentence beside the field does."""
        return False


class OptionChips(OptionCards):
    """Several of many answers, each a large field: real check boxes under a drawn face."""

    allow_multiple_selected = True
    input_type = "checkbox"

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Unticked boxes send nothing: that is an answer, not an omission."""
        return False


class Scale(OptionCards):
    """One to five, with both ends in words; "Tidak dinilai" stands dashed at the end where offered.

    Give ``ends=("Sangat kurang", "Sangat baik")``. The choices are the field's own.
    """

    template_name = "components/widgets/scale.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        ends: tuple[str, str] = ("", ""),
        not_rated: str = "",
    ) -> None:
        super().__init__(attrs, choices, dunno=not_rated)
        self.ends = ends

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["ends"] = self.ends
        context["widget"]["has_not_rated"] = bool(self.dunno)
        return context


def scale_choices(*, not_rated: str = "") -> list[tuple[str, str]]:
    """``1`` to ``5`` for a field with ``Scale``, then ``not_rated`` with its words."""
    choices = [(str(n), str(n)) for n in range(1, 6)]
    return [*choices, (not_rated, "Tidak dinilai")] if not_rated else choices


class DateInput(forms.DateInput):
    """A date as the browser of the device asks for it."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """A time of day as the browser of the device asks for it."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class DateTimeInput(forms.DateTimeInput):
    """Date and time, WIB, as the browser of the device asks for it."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")
