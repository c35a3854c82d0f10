"""Find people again: by name, alias or number, through one typing error or an old spelling.

What is found is shown, never decided: whether two are the same person, a person says.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.models import Prefetch, QuerySet

from intake.case_page import age_words
from intake.models import (
    Case,
    Encounter,
    Identifier,
    IdentifierKind,
    Person,
    PersonName,
    Raid,
)
from intake.nik import digits
from intake.permissions import open_file
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.crypto import keyed_hash
from ppks_service.documents.models import IssuedDocument
from ppks_service.documents.queries import visible_documents
from ppks_service.text import folded

LIMIT = 20
# How alike a name must be: one wrong letter in a name of six is alike by 0.57.
ALIKE = 0.45
# Names found by their very words, before the best of them are chosen.
EXACT_LIMIT = 200
OLD_SPELLINGS = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "sy"), ("nj", "ny"), ("ch", "kh"))
REGISTER = re.compile(r"^[A-Z]{1,2}-\d{4}-\d+$")


@dataclass
class Found:
    """One person found, with why; a person whose file is closed to the user shows initials."""

    person: Person
    score: float
    why: list[str] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    is_protected: bool = False
    may_open: bool = False
    is_elsewhere: bool = False

    @property
    def name(self) -> str:
        return self.person.name if self.may_open else self.person.initials

    @property
    def age(self) -> str:
        return age_words(self.person)

    @property
    def running(self) -> Case | None:
        return next((case for case in self.cases if case.is_open), None)

    @property
    def file(self) -> Case | None:
        """The file to open: the running case, else the latest."""
        return self.running or (self.cases[0] if self.cases else None)

    @property
    def section(self) -> str:
        return self.cases[0].section.name if self.cases else ""

    @property
    def is_child(self) -> bool:
        return any(case.is_child for case in self.cases)


@dataclass(frozen=True)
class Results:
    """Everything that one search came to."""

    persons: list[Found]
    encounters: list[Encounter]
    raids: list[Raid]
    letters: list[IssuedDocument]

    @property
    def count(self) -> int:
        return len(self.persons) + len(self.encounters) + len(self.raids) + len(self.letters)


def search(user: User, words: str) -> Results:
    """All that ``words`` find for ``user``: persons, and by their numbers encounters, raids, letters."""
    words = words.strip()
    upper = words.upper()
    is_register = bool(REGISTER.match(upper))
    encounters: Iterable[Encounter] = ()
    raids: Iterable[Raid] = ()
    if is_register and user.has(Capability.READ_RAIDS):
        encounters = Encounter.objects.visible_to(user).filter(number=upper).order_by("pk")
        raids = Raid.objects.visible_to(user).filter(number=upper).order_by("pk")
    letters: QuerySet[IssuedDocument] = IssuedDocument.objects.none()
    if "/" in words:
        letters = visible_documents(user).filter(number__iexact=words).defer("html").order_by("pk")
    return Results(find_persons(user, words), list(encounters), list(raids), list(letters))


def find_persons(user: User, words: str, *, number: str = "") -> list[Found]:
    """Persons that ``words`` (or a document's ``number``) may mean, the likeliest first.

    By name nobody is found whose protected file ``user`` may not open; by number they are, masked.
    """
    hits: dict[int, Found] = {}
    reasons: dict[int, list[tuple[float, str]]] = {}
    numbers = dict(_by_number(words)) | dict(_by_number(number))
    for pk, why in numbers.items():
        reasons.setdefault(pk, []).append((2.0, why))
    if not REGISTER.match(words.strip().upper()):
        for pk, score, why in _by_name(words):
            reasons.setdefault(pk, []).append((score, why))
    best = sorted(reasons, key=lambda pk: (-max(s for s, _ in reasons[pk]), -pk))[: LIMIT * 3]
    for person in with_cases(best):
        found = seen_by(user, person)
        if found.is_protected and not found.may_open and person.pk not in numbers:
            continue
        ranked = sorted(reasons[person.pk], key=lambda reason: -reason[0])
        found.score = ranked[0][0]
        found.why = list(dict.fromkeys(why for _, why in ranked))[:3]
        if not found.may_open:
            found.why = [why.partition(":")[0] for why in found.why]
        hits[person.pk] = found
    return sorted(hits.values(), key=lambda f: (-f.score, -f.person.pk))[:LIMIT]


def same_number_elsewhere(person: Person, user: User) -> list[Found]:
    """Who else has a number that ``person`` has: perhaps the same person."""
    hashes = person.identifiers.exclude(kind=IdentifierKind.KK).values("number_hash")
    rows = Identifier.objects.exclude(kind=IdentifierKind.KK).filter(number_hash__in=hashes)
    pks = list(rows.exclude(person=person).values_list("person", flat=True).order_by("person"))
    return [seen_by(user, other) for other in with_cases(pks)]


def spellings(words: str) -> list[str]:
    """``words`` folded, and as they are spelt since 1972 where that differs."""
    plain = folded(words)
    modern = plain
    for old, new in OLD_SPELLINGS:
        modern = modern.replace(old, new)
    return [plain] if modern == plain else [plain, modern]


def _by_number(text: str) -> Iterable[tuple[int, str]]:
    upper = text.strip().upper()
    if not upper:
        return
    if REGISTER.match(upper):
        for pk in Person.objects.filter(register_number=upper).values_list("pk", flat=True):
            yield pk, "Nomor register sama"
        for pk in Case.objects.filter(number=upper).values_list("person", flat=True):
            yield pk, "Nomor kasus sama"
        return
    plain = digits(upper)
    if len(plain) >= 5 and any(c.isdigit() for c in plain):
        rows = Identifier.objects.filter(number_hash=keyed_hash(plain)).order_by("pk")[:LIMIT]
        for identifier in rows:
            yield identifier.person_id, f"{identifier.get_kind_display()} sama"


def _by_name(words: str) -> Iterable[tuple[int, float, str]]:
    forms = [form for form in spellings(words) if len(form) >= 2]
    for form in forms:
        names = PersonName.objects.all()
        for word in form.split():
            names = names.filter(folded__contains=word)
        # Without an order on purpose: of a common name any two hundred serve to choose from.
        for name in names[:EXACT_LIMIT]:
            whole = name.folded == form
            yield (
                name.person_id,
                1.5 if whole else 1.2,
                _reason(name, "sama" if whole else "memuat"),
            )
    for form in forms:
        if len(form) >= 4:
            yield from _alike(form)


def _alike(form: str) -> Iterable[tuple[int, float, str]]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL pg_trgm.word_similarity_threshold = %s", [ALIKE])
        names = list(
            PersonName.objects.filter(folded__trigram_word_similar=form).extra(
                select={"alike": "word_similarity(%s, folded)"},
                select_params=[form],
                order_by=["-alike", "-id"],
            )[:LIMIT]
        )
    for name in names:
        yield name.person_id, float(name.alike), _reason(name, "mirip")


def _reason(name: PersonName, how: str) -> str:
    return f"{name.get_kind_display()} {how}: “{name.name}”"


def with_cases(pks: Iterable[int]) -> QuerySet[Person]:
    """These persons with their cases, latest first, as ``seen_by`` needs them."""
    cases = Case.objects.select_related("section", "owner").order_by("-opened_at", "-pk")
    persons = Person.objects.filter(pk__in=pks).select_related("claimed_origin")
    return persons.prefetch_related(Prefetch("cases", queryset=cases)).order_by("pk")


def seen_by(user: User, person: Person) -> Found:
    """How much of ``person``, whose cases are prefetched, ``user`` may see."""
    cases = list(person.cases.all())
    may_open = any(open_file.allows(user, case) for case in cases)
    return Found(
        person=person,
        score=0,
        cases=[case for case in cases if open_file.allows(user, case)] if may_open else cases,
        is_protected=any(case.is_protected for case in cases),
        may_open=may_open or not cases,
        is_elsewhere=bool(cases) and not may_open,
    )
