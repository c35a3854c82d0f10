"""Find people again: by name, alias or number, through one typing error or an old spelling.

What is found is shown, never decided: whether two are the same person, a person says. Who is protected
is no part of a search by name for those who may not open the file: they are left out before anything
is counted, ordered or cut, so that nothing of a result tells that there is somebody.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.contrib.postgres.fields import ArrayField
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, TextField

from intake import same
from intake.case_page import age_words
from intake.last_seen import Seen, last_seen
from intake.matching import names as spelling
from intake.models import (
    WAITING,
    Case,
    DuplicateProposal,
    Encounter,
    FamilyContact,
    Identifier,
    IdentifierKind,
    Person,
    PersonLink,
    PersonName,
    Raid,
)
from intake.models.lookup import NameKeys
from intake.name_search import match
from intake.nik import digits
from intake.permissions import open_file
from intake.repeats import History
from intake.seal import sealed_among
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.crypto import keyed_hash
from ppks_service.documents.models import IssuedDocument
from ppks_service.documents.queries import visible_documents
from ppks_service.text import folded

LIMIT = 20
# How alike a name must be: one wrong letter in a name of six is alike by 0.57.
ALIKE = 0.45
# Names found by each way, before the best of them are chosen.
LOOKED_AT = 200
SHORTEST_PHONE = 8
BY_NUMBER = 2.0
REGISTER = re.compile(r"^[A-Z]{1,2}-\d{4}-\d+$")


@dataclass
class Found:
    """One person found, with why; who is protected, or in a closed file, shows initials as in any list.

    Records that were found to be one person are one hit, with all their numbers and cases.
    """

    person: Person
    score: float
    why: list[str] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    is_protected: bool = False
    may_open: bool = False
    is_elsewhere: bool = False
    is_sealed: bool = (
        False  # opens after a reason; until then no more is told than of a closed file
    )
    pieces: tuple[tuple[str, bool], ...] = ()
    numbers: list[str] = field(default_factory=list)
    seen: Seen | None = None
    maybe_same: Person | None = None
    history: History | None = None

    @property
    def name(self) -> str:
        return self.person.name if self.may_be_named else self.person.initials

    @property
    def may_be_named(self) -> bool:
        return self.may_open and not self.is_protected

    @property
    def shown(self) -> tuple[tuple[str, bool], ...]:
        """The name in pieces, those that fit marked; or the initials alone."""
        whole = "".join(word for word, _ in self.pieces) == "".join(self.person.name.split())
        return self.pieces if self.may_be_named and whole else ((self.name, False),)

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
    def photo_file(self) -> Case | None:
        """A file of the shown record through which its photo may be looked at."""
        if not self.may_be_named or self.person.photo_id is None:
            return None
        return next((case for case in self.cases if case.person_id == self.person.pk), None)

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


@dataclass(frozen=True)
class _Reason:
    """Why a record is a hit; ``short`` is what may be said of somebody whose file is closed."""

    score: float
    words: str
    short: str
    pieces: tuple[tuple[str, bool], ...] = ()


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
    persons = find_persons(user, words)
    _tell_more(user, persons)
    return Results(persons, list(encounters), list(raids), list(letters))


def find_persons(user: User, words: str, *, number: str = "") -> list[Found]:
    """Persons that ``words`` (or a document's ``number``) may mean, the likeliest first.

    By name nobody is found whose protected file ``user`` may not open; by number they are, masked. By a
    family's phone number only those whose file ``user`` may open.
    """
    reasons: dict[int, list[_Reason]] = {}
    for pk, why in [*_by_number(words), *_by_number(number)]:
        reasons.setdefault(pk, []).append(_Reason(BY_NUMBER, why, why))
    for pk in _by_phone(user, words):
        why = "Nomor telepon keluarga sama"
        reasons.setdefault(pk, []).append(_Reason(BY_NUMBER, why, why))
    if not REGISTER.match(words.strip().upper()):
        for pk, reason in _by_name(user, words):
            reasons.setdefault(pk, []).append(reason)
    best = sorted(reasons, key=lambda pk: (-max(r.score for r in reasons[pk]), -pk))[: LIMIT * 3]
    groups = same.groups_of(best)
    persons = {person.pk: person for person in with_cases(_all_keys(groups.values()))}
    by_root: dict[int, list[_Reason]] = {}
    for pk in best:
        by_root.setdefault(groups[pk].root, []).extend(reasons[pk])
    hits = []
    for root, own in by_root.items():
        keys = next(group.keys for group in groups.values() if group.root == root)
        found = seen_by(user, persons[root], others=[persons[k] for k in sorted(keys - {root})])
        own.sort(key=lambda reason: -reason.score)
        found.score = own[0].score
        told = [reason.words if found.may_be_named else reason.short for reason in own]
        found.why = list(dict.fromkeys(told))[:3]
        found.pieces = next((r.pieces for r in own if _is_name(r.pieces, persons[root])), ())
        hits.append(found)
    return sorted(hits, key=lambda f: (-f.score, -f.person.pk))[:LIMIT]


def same_number_elsewhere(person: Person, user: User) -> list[Found]:
    """Who else has a number that ``person`` has, and is not known to be the same person."""
    hashes = person.identifiers.exclude(kind=IdentifierKind.KK).values("number_hash")
    rows = Identifier.objects.exclude(kind=IdentifierKind.KK).filter(number_hash__in=hashes)
    own = same.group_of(person.pk).keys
    pks = list(rows.exclude(person__in=own).values_list("person", flat=True).order_by("person"))
    return [seen_by(user, other) for other in with_cases(pks)]


def _is_name(pieces: tuple[tuple[str, bool], ...], person: Person) -> bool:
    return "".join(word for word, _ in pieces) == "".join(person.name.split())


def _all_keys(groups: Iterable[same.Group]) -> set[int]:
    return {key for group in groups for key in group.keys}


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


def _by_phone(user: User, text: str) -> list[int]:
    """Persons whose family was called at this number, in files that ``user`` may open."""
    plain = re.sub(r"\D", "", text).removeprefix("62").removeprefix("0")
    if len(plain) < SHORTEST_PHONE - 1 or re.search(r"[A-Za-z]", text):
        return []
    called = FamilyContact.objects.filter(phone__contains=plain)
    mine = Case.objects.visible_to(user).values("person")
    rows = called.filter(person__in=mine).order_by("person").values_list("person", flat=True)
    return list(rows.distinct()[:LIMIT])


def _by_name(user: User, words: str) -> Iterable[tuple[int, _Reason]]:
    """Names that contain the words, that sound like them, and that are written nearly so."""
    plain = folded(words)
    if len(plain) < 2:
        return
    nameable = _nameable(user)
    names: dict[int, PersonName] = {}
    contained = PersonName.objects.filter(nameable)
    for word in plain.split():
        contained = contained.filter(folded__contains=word)
    # Without an order on purpose: of a common name any two hundred serve to choose from.
    for name in contained[:LOOKED_AT]:
        names[name.pk] = name
    sounds = sorted({word.key for word in spelling.words(words) if len(word.key) > 1})
    if sounds:
        keys = NameKeys(F("normal"), output_field=ArrayField(TextField()))
        keyed = PersonName.objects.alias(keys=keys).filter(nameable, keys__contains=sounds)  # type: ignore[misc]
        names |= {name.pk: name for name in keyed[:LOOKED_AT]}
    if len(plain) >= 4:
        names |= {name.pk: name for name in _alike(plain, nameable)}
    for name in names.values():
        fit = match(words, name.name)
        if fit is not None:
            kind = name.get_kind_display()
            told = f"{kind} {fit.how}: “{name.name}”" if ":" not in fit.how else f"{kind} {fit.how}"
            yield name.person_id, _Reason(fit.score, told, f"{kind} cocok", fit.pieces)


def _alike(form: str, nameable: Q) -> list[PersonName]:
    """The names most alike; who may not be named is left out of the two hundred nearest."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL pg_trgm.word_similarity_threshold = %s", [ALIKE])
        nearest = (
            PersonName.objects.filter(folded__trigram_word_similar=form)
            .extra(
                select={"alike": "word_similarity(%s, folded)"},
                select_params=[form],
                order_by=["-alike", "-id"],
            )
            .values_list("pk", flat=True)[:LOOKED_AT]
        )
        return list(PersonName.objects.filter(nameable, pk__in=list(nearest)).order_by("pk"))


def _nameable(user: User) -> Q:
    """Names by which ``user`` may find somebody: of those not protected, and of files they may open."""
    own = Case.objects.filter(person=OuterRef("person"))
    protected = Exists(own.exclude(flags=[]))
    openable = Exists(own.filter(pk__in=Case.objects.visible_to(user).values("pk")))
    hidden, shown = _linked(user)
    return Q(person__in=shown) | (~Q(person__in=hidden) & (Q(~protected) | Q(openable)))


def _linked(user: User) -> tuple[Collection[int], Collection[int]]:
    """Of linked records with a protected case under any number: those to hide, and those to show."""
    flagged = Case.objects.exclude(flags=[])
    mine = Case.objects.visible_to(user)
    links = PersonLink.objects.open()
    protected = links.filter(
        Q(person__in=flagged.values("person")) | Q(root__in=flagged.values("person"))
    )
    rows = links.filter(root__in=protected.values("root")).annotate(
        mine=Q(Exists(mine.filter(person=OuterRef("person"))))
        | Q(Exists(mine.filter(person=OuterRef("root"))))
    )
    members: dict[int, set[int]] = {}
    opened: set[int] = set()
    for person, root, is_mine in rows.values_list("person", "root", "mine"):
        members.setdefault(root, {root}).add(person)
        if is_mine:
            opened.add(root)
    shown = {key for root in opened for key in members[root]}
    return {key for keys in members.values() for key in keys} - shown, shown


def with_cases(pks: Iterable[int]) -> QuerySet[Person]:
    """These persons with their cases, latest first, as ``seen_by`` needs them."""
    cases = Case.objects.select_related("section", "owner").order_by("-opened_at", "-pk")
    persons = Person.objects.filter(pk__in=pks).select_related("claimed_origin")
    return persons.prefetch_related(Prefetch("cases", queryset=cases)).order_by("pk")


def seen_by(user: User, person: Person, *, others: Iterable[Person] = ()) -> Found:
    """How much of ``person`` and the ``others`` that are the same, with their cases, ``user`` may see."""
    records = [person, *others]
    cases = [case for record in records for case in record.cases.all()]
    cases.sort(key=lambda case: (case.opened_at, case.pk), reverse=True)
    may_open = any(open_file.allows(user, case) for case in cases)
    return Found(
        person=person,
        score=0,
        cases=[case for case in cases if open_file.allows(user, case)] if may_open else cases,
        is_protected=any(case.is_protected for case in cases),
        may_open=may_open or not cases,
        is_elsewhere=bool(cases) and not may_open,
        numbers=[record.register_number for record in records],
    )


def _tell_more(user: User, hits: list[Found]) -> None:
    """When each was last seen, and whether two of the hits are asked to be one; of open files only."""
    sealed = sealed_among(user, [case for hit in hits if hit.may_open for case in hit.cases])
    for hit in hits:
        hit.is_sealed = any(case.pk in sealed for case in hit.cases)
    opened = [hit for hit in hits if hit.may_open and not hit.is_sealed]
    roots = {hit.person.pk: hit for hit in opened}
    records: dict[int, Found] = {
        case.person_id: hit for hit in opened for case in hit.cases
    } | roots
    for pk, seen in last_seen(records).items():
        hit = records[pk]
        if hit.seen is None or hit.seen.at < seen.at:
            hit.seen = seen
    asked = DuplicateProposal.objects.filter(
        left__in=list(records), right__in=list(records), state__in=WAITING
    )
    for left, right in asked.order_by("pk").values_list("left", "right"):
        older, newer = records[left], records[right]
        if older is not newer:
            older.maybe_same, newer.maybe_same = newer.person, older.person
