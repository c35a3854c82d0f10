"""What makes the words of a kind of letter usable: its number and every line of its text."""

from django.core.exceptions import ValidationError

from ppks_service.accounts.roles import Capability, Role, roles_with
from ppks_service.documents.composing import ASKED_OF_ALL
from ppks_service.documents.letter_text import Ask, Unreadable, read, read_asks
from ppks_service.documents.models import LetterTemplate, NumberSeries
from ppks_service.documents.numbering import faults_in
from ppks_service.documents.subjects import blocks_for, fields_for

# What the form of a letter posts beside its answers.
RESERVED = ("act", "seal", "basis", "alasan_ganti")


def possible_issuers() -> list[Role]:
    """The roles that a kind may name: those that open letters, in the order of the role table."""
    return roles_with(Capability.READ_DOCUMENTS)


def check_wording(wording: LetterTemplate) -> None:
    """Raise ``ValidationError``, by column, for all that cannot be used in ``wording``."""
    errors = faults_in(series_of(wording))
    if "template" in errors:
        errors["number_pattern"] = errors.pop("template")
    if not wording.issuers:
        errors["issuers"] = ["Pilih paling sedikit satu peran yang menerbitkan."]
    errors |= _faults_in_texts(wording)
    if errors:
        raise ValidationError(errors)


def series_of(wording: LetterTemplate) -> NumberSeries:
    """The numbering that the version asks for, under the series of its kind where there is one. Not saved."""
    series = NumberSeries.objects.filter(kind=wording.code).first() or NumberSeries(
        kind=wording.code
    )
    series.name, series.classification = wording.name, wording.classification
    series.unit_code, series.template = wording.unit_code, wording.number_pattern
    return series


def _faults_in_texts(wording: LetterTemplate) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    fields, blocks = fields_for(wording.subject), blocks_for(wording.subject)
    asks: list[Ask] = []
    try:
        asks = read_asks(wording.asks, {*fields, *blocks, *RESERVED})
    except Unreadable as unreadable:
        errors["asks"] = [str(fault) for fault in unreadable.faults]
    known = fields | {ask.name: ask.as_field for ask in asks}
    for name, text, allowed in (
        ("body", wording.body, blocks),
        ("recipient", wording.recipient, {}),
        ("copies", wording.copies, {}),
    ):
        try:
            read(text, known, allowed, wording.prints)
        except Unreadable as unreadable:
            errors[name] = [str(fault) for fault in unreadable.faults]
    unasked = [name for name in ASKED_OF_ALL if f"{{{name}}}" in wording.recipient]
    if unasked:
        errors.setdefault("recipient", []).append(
            f"{{{unasked[0]}}} ditulis orang saat surat dibuat; kosongkan saja."
        )
    return errors
