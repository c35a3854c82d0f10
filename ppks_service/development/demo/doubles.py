"""People whom the desk did not know again: registered twice, asked about, and answered."""

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone

from intake import actions as intake
from intake.models import Case, Consent, DuplicateProposal, Identifier, Person, Promise
from ppks_service.accounts.models import User
from ppks_service.development.demo.cast import Cast

# As a tired ear writes down a name: the old spelling, and letters that sound alike.
MISHEARD = (("u", "oe"), ("y", "j"), ("c", "tj"), ("i", "ie"), ("h", ""))
DOUBLES = 6


def meet_again_under_another_number(cast: Cast) -> None:
    """A few come a second time and give their name as before, which is written down otherwise.

    The first pair is answered "the same", the second "not the same", of the third nobody is sure; the
    others wait.
    """
    desk, worker = cast.users["registrasi"], cast.users["peksos"]
    pairs = [pair for old in _known(cast) if (pair := _registered_again(old, by=desk))]
    for case in Case.objects.filter(person__in=[pair.left_id for pair in pairs]).order_by("pk"):
        if case.ended_at and case.end_reason == "reunited":
            _promise(case, by=desk)
    for pair, answer in zip(pairs, (_same, _not_same, _unsure), strict=False):
        answer(pair, worker)


def _known(cast: Cast) -> Iterator[Person]:
    """Grown people with a name of some length, none of them protected or dead, whose case has ended."""
    ended = (
        Person.objects.filter(
            cases__end_reason="reunited", born_on__lt="2000-01-01", name_is_placeholder=False
        )
        .exclude(cases__in=Case.objects.open().values("pk"))
        .exclude(cases__in=Case.objects.exclude(flags=[]).values("pk"))
        .exclude(pk__in=Identifier.objects.values("person"))
        .order_by("pk")
        .distinct()
    )
    named = (person for person in ended if len(person.name.split()) == 3)
    yield from list(named)[:DOUBLES]


def _registered_again(old: Person, *, by: User) -> DuplicateProposal | None:
    again = Person(
        sex=old.sex,
        born_on=old.born_on,
        birth_precision=old.birth_precision,
        age_said_by="pengakuan sendiri",
        claimed_origin_id=old.claimed_origin_id,
        claimed_origin_text=old.claimed_origin_text,
    )
    case = Case(
        door="walk_in", condition="Tidak ada keluhan", section_id=old.cases.all()[0].section_id
    )
    consent = Consent(given=True, by_whom="Sendiri, lisan")
    opened = intake.register_arrival(
        case, by=by, person=again, name=_misheard(old.name), consent=consent
    )
    return DuplicateProposal.objects.filter(left=old, right=opened.person).first()


def _misheard(name: str) -> str:
    given, *rest = name.split()
    for sound, written in MISHEARD:
        if sound in given[1:]:
            given = given[0] + given[1:].replace(sound, written, 1)
            break
    return " ".join([rest[-1], given, *rest[:-1]])


def _promise(case: Case, *, by: User) -> None:
    day = timezone.localdate(case.ended_at)
    intake.add_promise(
        Promise(
            case=case,
            signed_on=day,
            signed_by="orangnya sendiri dan kakaknya",
            content="Tidak kembali meminta-minta di jalan; keluarga mengawasi.",
            valid_until=day + dt.timedelta(days=365),
            fetched_by="kakaknya",
            fetched_on=day,
            witness="Kepala lingkungan",
        ),
        by=by,
    )


def _same(pair: DuplicateProposal, by: User) -> None:
    intake.answer_same(
        pair, by=by, ground="family", head=pair.right, note="Kakaknya mengenali foto."
    )


def _not_same(pair: DuplicateProposal, by: User) -> None:
    intake.answer_not_same(pair, by=by, note="Sepupu dengan nama yang mirip.")


def _unsure(pair: DuplicateProposal, by: User) -> None:
    due_on = timezone.localdate() + dt.timedelta(days=5)
    intake.answer_unsure(pair, by=by, due_on=due_on, note="Menunggu jawaban Disdukcapil.")
