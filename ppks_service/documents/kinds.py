"""What makes the words of a kind of letter usable: its code, number and every line of its text."""

import re

from django.core.exceptions import ValidationError

from ppks_service.accounts.roles import Capability, Role, roles_with
from ppks_service.documents.composing import ASKED_OF_ALL
from ppks_service.documents.letter_text import Ask, Unreadable, read, read_asks
from ppks_service.documents.models import LetterTemplate, NumberSeries
from ppks_service.documents.subjects import blocks_for, fields_for

# Permendagri 83/2022: ten classes of hundreds, then up to four steps of one or two digits.
CLASSES = {
    "000": "umum",
    "100": "pemerintahan",
    "200": "politik",
    "300": "keamanan dan ketertiban",
    "400": "kesejahteraan rakyat",
    "500": "perekonomian",
    "600": "pekerjaan umum dan ketenagaan",
    "700": "pengawasan",
    "800": "kepegawaian",
    "900": "keuangan",
}
CLASSIFICATION = re.compile(r"^(\d00)(\.[1-9]\d?){0,4}$")
PARTS = ("{klasifikasi}", "{urut}", "{unit}", "{tahun}")
BETWEEN = re.compile(r"^(?:\{[a-z]+\}|[A-Za-z0-9. -]+)(?:/(?:\{[a-z]+\}|[A-Za-z0-9. -]+))*$")
# What the form of a letter posts beside its answers.
RESERVED = ("act", "seal", "basis", "alasan_ganti")
UNIT = re.compile(r"^[A-Z0-9][A-Z0-9.-]*$")


def possible_issuers() -> list[Role]:
    """The roles that a kind may name: those that open letters, in the order of the role table."""
    return roles_with(Capability.READ_DOCUMENTS)


def check_classification(code: str) -> str:
    """The class of ``code`` in words. Raises ``ValidationError``."""
    match = CLASSIFICATION.match(code)
    if match is None:
        raise ValidationError(
            "Kode klasifikasi Permendagri 83/2022 berupa kelas ratusan lalu titik dan angka, "
            "misalnya 400.9 atau 400.9.14."
        )
    return CLASSES[match[1]]


def check_pattern(pattern: str) -> None:
    """Raise ``ValidationError`` where ``pattern`` would not give each letter its own number."""
    unknown = [part for part in re.findall(r"\{[^}]*\}?", pattern) if part not in PARTS]
    if unknown:
        raise ValidationError(f"{unknown[0]} tidak dikenal. Yang ada: {', '.join(PARTS)}.")
    for part in ("{urut}", "{tahun}"):
        if pattern.count(part) != 1:
            raise ValidationError(f"Pola nomor memuat {part} tepat satu kali.")
    if BETWEEN.match(pattern) is None:
        raise ValidationError("Pisahkan bagian nomor dengan garis miring, tanpa tanda lain.")


def check_wording(wording: LetterTemplate) -> None:
    """Raise ``ValidationError``, by column, for all that cannot be used in ``wording``."""
    errors: dict[str, list[str]] = {}
    for name, check in (
        ("classification", check_classification),
        ("number_pattern", check_pattern),
    ):
        try:
            check(getattr(wording, name))
        except ValidationError as refused:
            errors[name] = refused.messages
    if UNIT.match(wording.unit_code) is None:
        errors["unit_code"] = ["Kode unit berupa huruf besar, angka, titik, atau garis."]
    elif "number_pattern" not in errors and (other := _same_numbers(wording)):
        errors["unit_code"] = [f"Nomor seperti ini sudah dipakai {other}. Pakai kode unit lain."]
    if not wording.issuers:
        errors["issuers"] = ["Pilih paling sedikit satu peran yang menerbitkan."]
    errors |= _faults_in_texts(wording)
    if errors:
        raise ValidationError(errors)


def _same_numbers(wording: LetterTemplate) -> NumberSeries | None:
    """Another kind whose letters would get the same numbers."""
    own = _shape(wording.number_pattern, wording.classification, wording.unit_code)
    others = NumberSeries.objects.exclude(kind=wording.code).order_by("pk")
    return next(
        (s for s in others if _shape(s.template, s.classification, s.unit_code) == own), None
    )


def _shape(pattern: str, classification: str, unit: str) -> str:
    return pattern.replace("{klasifikasi}", classification).replace("{unit}", unit)


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
