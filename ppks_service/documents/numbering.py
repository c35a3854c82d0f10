"""How the papers of one kind are numbered: the pattern filled in, and what a pattern may not say."""

import datetime as dt
import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError

from ppks_service.documents.models import Counter, IssuedDocument, NumberSeries

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
PART = re.compile(r"^(?:\{[a-z]+\}|[A-Za-z0-9. -]+)$")
UNIT = re.compile(r"^[A-Z0-9][A-Z0-9.-]*$")


def counter_of(kind: str, year: int) -> str:
    """The name under which the serial numbers of a kind are counted: whatever its pattern, so without a gap."""
    return f"letter:{kind}:{year}"


def number_of(series: NumberSeries, serial: int, year: int) -> str:
    """``400.9/007/REHSOS-RJK/2026``: the pattern of ``series`` filled in, and nothing else of it."""
    number = shape_of(series)
    for part, value in (("{urut}", f"{serial:03d}"), ("{tahun}", str(year))):
        number = number.replace(part, value)
    return number


def next_numbers(series: Iterable[NumberSeries], on: dt.date) -> dict[str, str]:
    """By kind, the number that its next paper dated ``on`` will get: shown, not taken. One query."""
    counted = {line: counter_of(line.kind, on.year) for line in series}
    found = Counter.objects.filter(name__in=counted.values())
    last = dict(found.order_by().values_list("name", "last"))
    return {
        line.kind: number_of(line, last.get(name, 0) + 1, on.year) for line, name in counted.items()
    }


def shape_of(series: NumberSeries) -> str:
    """What all numbers of the series have in common."""
    pattern = series.template.replace("{klasifikasi}", series.classification)
    return pattern.replace("{unit}", series.unit_code)


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
    """Raise ``ValidationError``, naming the part, where ``pattern`` would not give each letter its own number."""
    unknown = [part for part in re.findall(r"\{[^}]*\}?", pattern) if part not in PARTS]
    if unknown:
        raise ValidationError(f"{unknown[0]} tidak dikenal. Yang ada: {', '.join(PARTS)}.")
    for part in ("{urut}", "{tahun}"):
        if pattern.count(part) != 1:
            raise ValidationError(f"Pola nomor memuat {part} tepat satu kali.")
    for place, part in enumerate(pattern.split("/"), start=1):
        if PART.match(part) is None:
            raise ValidationError(
                f"Bagian ke-{place}, “{part}”, tidak dapat dipakai: antara dua garis miring berdiri satu "
                f"isian, atau huruf, angka, titik, spasi, dan tanda hubung."
            )


def faults_in(series: NumberSeries) -> dict[str, list[str]]:
    """What cannot be used of a series, stored or only meant, by column."""
    faults: dict[str, list[str]] = {}
    for name, check in (("classification", check_classification), ("template", check_pattern)):
        try:
            check(getattr(series, name))
        except ValidationError as refused:
            faults[name] = refused.messages
    if UNIT.match(series.unit_code) is None:
        faults["unit_code"] = ["Kode unit berupa huruf besar, angka, titik, atau garis."]
    if faults:
        return faults
    room = IssuedDocument._meta.get_field("number").max_length or 0
    if (size := len(number_of(series, 999_999, 9999))) > room:
        faults["template"] = [f"Nomornya menjadi {size} huruf; paling panjang {room}."]
    elif other := _with_same_numbers(series):
        faults["unit_code"] = [f"Nomor seperti ini sudah dipakai {other}. Pakai kode unit lain."]
    return faults


def _with_same_numbers(series: NumberSeries) -> str:
    """Another kind whose papers get the same numbers, or got them before its pattern was changed."""
    own = shape_of(series)
    others = NumberSeries.objects.exclude(kind=series.kind).order_by("pk")
    for other in others:
        if shape_of(other) == own:
            return str(other)
    alike = re.escape(own).replace(r"\{urut\}", r"\d+").replace(r"\{tahun\}", r"\d{4}")
    given = IssuedDocument.objects.exclude(kind=series.kind).filter(number__regex=f"^{alike}$")
    return given.order_by("pk").values_list("kind_name", flat=True).first() or ""
