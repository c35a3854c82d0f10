"""Two persons line by line: what fits, what differs, what nobody knows, and both histories."""

from dataclasses import dataclass

from django.db.models import Q

from intake import same
from intake.case_page import age_words
from intake.models import Case, Encounter, Person, PersonLink, Relation, RelationKind, Sex
from ppks_service.accounts.models import User
from ppks_service.areas.codes import REGENCY
from ppks_service.text import folded

FITS, DIFFERS, UNKNOWN = "ok", "late", "calm"
YEARS_APART = 3
DAYS_A_YEAR = 365.25
NOBODY_KNOWS = "belum diketahui"


@dataclass(frozen=True)
class Line:
    """One fact of both. ``tone`` is that of its badge, ``verdict`` its words."""

    label: str
    left: str
    right: str
    tone: str
    verdict: str


@dataclass(frozen=True)
class Face:
    """One of the two at the head of the page; ``file`` is a case of theirs that the reader may open."""

    person: Person
    file: Case | None
    is_protected: bool

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def has_photo(self) -> bool:
        return self.person.photo_id is not None and self.file is not None


@dataclass(frozen=True)
class Comparison:
    faces: tuple[Face, Face]
    lines: list[Line]
    cases: list[Case]
    openable: list[Case]  # of these, those whose file the reader may open
    links: list[PersonLink]
    overlap: str

    def count(self, tone: str) -> int:
        return sum(line.tone == tone for line in self.lines)

    @property
    def fits(self) -> int:
        return self.count(FITS)

    @property
    def differs(self) -> int:
        return self.count(DIFFERS)

    @property
    def unknown(self) -> int:
        return self.count(UNKNOWN)

    @property
    def sentence(self) -> str:
        return f"{self.fits} hal cocok, {self.differs} berbeda, {self.unknown} belum diketahui."

    @property
    def has_photos(self) -> bool:
        return any(face.has_photo for face in self.faces)

    @property
    def is_protected(self) -> bool:
        return any(face.is_protected for face in self.faces)


def compare(user: User, one: Person, other: Person) -> Comparison:
    """Both with what a reader needs to answer "Mungkin orang yang sama"; who was met last stands first."""
    now, then = (one, other) if one.pk > other.pk else (other, one)
    groups = same.groups_of([now.pk, then.pk])
    keys = groups[now.pk].keys | groups[then.pk].keys
    cases = list(
        Case.objects.filter(person__in=keys)
        .select_related("person", "section", "encounter__stop")
        .order_by("-opened_at", "-pk")
    )
    openable = set(
        Case.objects.visible_to(user).filter(person__in=keys).values_list("pk", flat=True)
    )
    sides = [[c for c in cases if c.person_id in groups[p.pk].keys] for p in (now, then)]
    faces = [
        Face(
            person,
            next((c for c in side if c.pk in openable and c.person_id == person.pk), None),
            any(c.is_protected for c in side),
        )
        for person, side in zip((now, then), sides, strict=True)
    ]
    is_one = groups[now.pk].root == groups[then.pk].root
    return Comparison(
        faces=(faces[0], faces[1]),
        lines=_lines(now, then),
        cases=cases,
        openable=[case for case in cases if case.pk in openable],
        links=_links(keys),
        overlap="" if is_one else _overlap(*sides),
    )


def _links(keys: frozenset[int]) -> list[PersonLink]:
    links = PersonLink.objects.open().filter(Q(person__in=keys) | Q(head__in=keys))
    return list(links.select_related("person", "head", "linked_by").order_by("-linked_at", "-pk"))


def _lines(left: Person, right: Person) -> list[Line]:
    return [
        _names(left, right),
        _sex(left, right),
        _age(left, right),
        _origin(left, right),
        _marks(left, right),
        _text("Bahasa", left.languages, right.languages),
        _places(left, right),
        _family(left, right),
        *_numbers(left, right),
    ]


def _origin(left: Person, right: Person) -> Line:
    """By the areas, not by their words: every place here lies in the same province."""
    one, other = (person.verified_origin or person.claimed_origin for person in (left, right))
    fits: bool | None
    if one and other:
        fits = one.code[:REGENCY] == other.code[:REGENCY]
        verdict = "Cocok sebagian" if fits and one.code != other.code else ""
    else:
        said = [str(area or p.claimed_origin_text) for p, area in ((left, one), (right, other))]
        line = _text("Asal", *said)
        fits, verdict = None if line.tone == UNKNOWN else line.tone == FITS, line.verdict
    return _line("Asal", origin_words(left), origin_words(right), fits, verdict)


def origin_words(person: Person) -> str:
    if person.verified_origin:
        return f"{person.verified_origin}, terbukti"
    claimed = str(person.claimed_origin or person.claimed_origin_text)
    return f"{claimed}, pengakuan" if claimed else ""


def _line(label: str, left: str, right: str, fits: bool | None, verdict: str = "") -> Line:
    if fits is None:
        tone, words = UNKNOWN, "Belum diketahui"
    else:
        tone, words = (FITS, "Cocok") if fits else (DIFFERS, "Berbeda")
    return Line(label, left or NOBODY_KNOWS, right or NOBODY_KNOWS, tone, verdict or words)


def _names(left: Person, right: Person) -> Line:
    texts, words = [], []
    for person in (left, right):
        names = [row.name for row in person.names.order_by("pk")]
        texts.append(", ".join(f"“{name}”" for name in names))
        words.append({word for name in names for word in folded(name).split()})
    placeholder = left.name_is_placeholder or right.name_is_placeholder
    fits = None if placeholder else bool(words[0] & words[1])
    partly = fits and words[0] != words[1]
    return _line("Nama", texts[0], texts[1], fits, "Cocok sebagian" if partly else "")


def _sex(left: Person, right: Person) -> Line:
    known = Sex.UNKNOWN not in (left.sex, right.sex)
    return _line(
        "Jenis kelamin",
        left.get_sex_display(),
        right.get_sex_display(),
        left.sex == right.sex if known else None,
    )


def _age(left: Person, right: Person) -> Line:
    fits, verdict = None, ""
    if left.born_on and right.born_on:
        years = round(abs((left.born_on - right.born_on).days) / DAYS_A_YEAR)
        fits = years <= YEARS_APART
        if years:
            verdict = f"{'Cocok' if fits else 'Berbeda'}, selisih {years} tahun"
    return _line("Usia", _age_words(left), _age_words(right), fits, verdict)


def _age_words(person: Person) -> str:
    if person.born_on is None:
        return ""
    said = f", {person.age_said_by}" if person.age_said_by else f", lahir {person.born_on.year}"
    return f"{age_words(person)}{said}"


def _text(label: str, left: str, right: str) -> Line:
    fits, verdict = None, ""
    if left and right:
        words = [set(folded(text).split()) for text in (left, right)]
        fits = bool(words[0] & words[1])
        if fits and words[0] != words[1]:
            verdict = "Cocok sebagian"
    return _line(label, left, right, fits, verdict)


def _marks(left: Person, right: Person) -> Line:
    """A mark of one kind at one place of the body speaks for it; marks apart speak neither way."""
    texts, held = [], []
    for person in (left, right):
        rows = list(person.body_marks.order_by("pk"))
        held.append({(row.kind, row.region) for row in rows})
        texts.append("; ".join(filter(None, [*map(str, rows), person.marks])))
    if held[0] & held[1]:
        return _line(
            "Ciri tubuh", texts[0], texts[1], True, "" if held[0] == held[1] else "Cocok sebagian"
        )
    said = _text("Ciri tubuh", left.marks, right.marks)
    fits = None if said.tone == UNKNOWN else said.tone == FITS
    both = fits is None and all(texts)
    return _line("Ciri tubuh", texts[0], texts[1], fits, "Perlu dilihat" if both else said.verdict)


def _places(left: Person, right: Person) -> Line:
    texts = []
    for person in (left, right):
        met = Encounter.objects.filter(person=person).select_related("stop").order_by("-met_at")[:3]
        places = [row.stop.name if row.stop else row.place for row in met]
        texts.append(", ".join(dict.fromkeys(place for place in places if place)))
    fits = None
    if all(texts):
        fits = bool(set(texts[0].split(", ")) & set(texts[1].split(", "))) or None
    return _line("Ditemukan di", texts[0], texts[1], fits)


def _family(left: Person, right: Person) -> Line:
    texts, kin = [], []
    for person in (left, right):
        rows = (
            Relation.objects.filter(Q(person=person) | Q(other=person))
            .exclude(kind=RelationKind.EXPLOITER)
            .select_related("person", "other")
            .order_by("pk")[:4]
        )
        others = [row.other if row.person_id == person.pk else row.person for row in rows]
        kin.append({other.pk for other in others})
        texts.append(
            ", ".join(
                f"{other.register_number} ({'terbukti' if row.proven else 'pengakuan'})"
                for row, other in zip(rows, others, strict=True)
            )
        )
    fits = (bool(kin[0] & kin[1]) or None) if all(kin) else None
    return _line("Keluarga", texts[0], texts[1], fits)


def _numbers(left: Person, right: Person) -> list[Line]:
    held = [
        {row.kind: row for row in person.identifiers.order_by("pk")} for person in (left, right)
    ]
    lines = []
    for kind in sorted(held[0].keys() | held[1].keys() | {"nik"}):
        one, two = held[0].get(kind), held[1].get(kind)
        fits = one.number_hash == two.number_hash if one and two else None
        label = (one or two).get_kind_display() if one or two else "NIK"  # type: ignore[union-attr]
        verdict = "Belum dapat dibandingkan" if fits is None else ""
        lines.append(
            _line(label, one.masked if one else "", two.masked if two else "", fits, verdict)
        )
    return lines


def _overlap(left: list[Case], right: list[Case]) -> str:
    """Whether both records were in the office's care at one time, which one body cannot be in two places."""
    if not left or not right:
        return ""
    for one in left:
        for two in right:
            starts = max(one.opened_at, two.opened_at)
            ends = [case.ended_at for case in (one, two) if case.ended_at]
            if not ends or starts < min(ends):
                return (
                    f"Waktunya bertumpuk: {one.number} dan {two.number} berjalan bersamaan. "
                    "Periksa apakah orangnya benar ada di dua tempat."
                )
    return "Waktunya tidak bertumpuk: tidak ada saat kedua catatan berada di dua tempat."
