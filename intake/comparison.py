"""Two persons line by line: what fits, what differs, what nobody knows."""

from dataclasses import dataclass

from intake.case_page import age_words
from intake.models import Case, Person, Sex
from ppks_service.text import folded

FITS, DIFFERS, UNKNOWN = "ok", "late", "calm"
YEARS_APART = 3


@dataclass(frozen=True)
class Line:
    """One fact of both. ``tone`` is that of its badge, ``verdict`` its words."""

    label: str
    left: str
    right: str
    tone: str
    verdict: str


@dataclass(frozen=True)
class Comparison:
    left: Person
    right: Person
    lines: list[Line]
    cases: list[Case]

    def count(self, tone: str) -> int:
        return sum(line.tone == tone for line in self.lines)

    @property
    def sentence(self) -> str:
        return (
            f"{self.count(FITS)} hal cocok, {self.count(DIFFERS)} berbeda, "
            f"{self.count(UNKNOWN)} belum diketahui."
        )


def compare(left: Person, right: Person) -> Comparison:
    """Both persons with what a reader needs to answer "Mungkin orang yang sama"."""
    cases = Case.objects.filter(person__in=[left, right]).select_related("person")
    return Comparison(
        left=left,
        right=right,
        lines=[
            _names(left, right),
            _sex(left, right),
            _age(left, right),
            _text("Asal diakui", origin(left), origin(right)),
            _text("Ciri tubuh", left.marks, right.marks),
            *_numbers(left, right),
        ],
        cases=list(cases.order_by("-opened_at", "-pk")),
    )


def origin(person: Person) -> str:
    return str(person.claimed_origin or person.claimed_origin_text)


def _line(label: str, left: str, right: str, fits: bool | None) -> Line:
    if fits is None:
        tone, verdict = UNKNOWN, "Belum diketahui"
    else:
        tone, verdict = (FITS, "Cocok") if fits else (DIFFERS, "Berbeda")
    return Line(label, left or "belum diketahui", right or "belum diketahui", tone, verdict)


def _names(left: Person, right: Person) -> Line:
    texts, words = [], []
    for person in (left, right):
        names = [row.name for row in person.names.order_by("pk")]
        texts.append(", ".join(f"“{name}”" for name in names))
        words.append({word for name in names for word in folded(name).split()})
    placeholder = left.name_is_placeholder or right.name_is_placeholder
    fits = None if placeholder else bool(words[0] & words[1])
    return _line("Nama", texts[0], texts[1], fits)


def _sex(left: Person, right: Person) -> Line:
    known = Sex.UNKNOWN not in (left.sex, right.sex)
    return _line(
        "Jenis kelamin",
        left.get_sex_display(),
        right.get_sex_display(),
        left.sex == right.sex if known else None,
    )


def _age(left: Person, right: Person) -> Line:
    fits = None
    if left.born_on and right.born_on:
        fits = abs((left.born_on - right.born_on).days) <= YEARS_APART * 366
    return _line("Usia", age_words(left), age_words(right), fits)


def _text(label: str, left: str, right: str) -> Line:
    fits = None
    if left and right:
        fits = bool(set(folded(left).split()) & set(folded(right).split()))
    return _line(label, left, right, fits)


def _numbers(left: Person, right: Person) -> list[Line]:
    held = [
        {row.kind: row for row in person.identifiers.order_by("pk")} for person in (left, right)
    ]
    lines = []
    for kind in sorted(held[0].keys() | held[1].keys() | {"nik"}):
        one, two = held[0].get(kind), held[1].get(kind)
        fits = one.number_hash == two.number_hash if one and two else None
        label = (one or two).get_kind_display() if one or two else "NIK"  # type: ignore[union-attr]
        lines.append(_line(label, one.masked if one else "", two.masked if two else "", fits))
    return lines
