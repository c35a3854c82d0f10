"""One family drawn, and what several professions said of one person, so that these pages are not empty."""

import datetime as dt

from django.utils import timezone

from intake import actions as intake
from intake.models import (
    Bond,
    BondQuality,
    Case,
    HealthFact,
    HealthKind,
    HealthSource,
    HealthState,
    Person,
    Relation,
    RelationKind,
    Sex,
    Tie,
    TieKind,
)
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Role

K, Q = RelationKind, BondQuality
# Who, in which column of the relation the person of the file stands, as what, how close, dead.
RELATIVES = (
    ("Ibu (contoh)", Sex.FEMALE, "of me", K.MOTHER, Q.CLOSE, False),
    ("Ayah (contoh)", Sex.MALE, "of me", K.FATHER, None, True),
    ("Kakak (contoh)", Sex.FEMALE, "of me", K.SIBLING, Q.THIN, False),
    ("Pasangan (contoh)", Sex.UNKNOWN, "of me", K.SPOUSE, Q.CUT, False),
    ("Anak (contoh)", Sex.MALE, "mine", K.GUARDIAN, Q.CONFLICT, False),
)
TIES = (
    (TieKind.HEALTH, "Puskesmas contoh", Q.USUAL),
    (TieKind.WORSHIP, "Rumah ibadah contoh", Q.CLOSE),
    (TieKind.WORK, "Pasar contoh", Q.CUT),
    (TieKind.NEIGHBOURS, "Tetangga di gang", Q.CONFLICT),
)


def draw_one_family() -> None:
    """Give the latest running case of a social worker its relatives, ties and findings."""
    cases = Case.objects.open().filter(owner__role=Role.SOCIAL_WORKER, flags=[])
    case = cases.select_related("person", "owner").order_by("-opened_at", "-pk").first()
    if case is None or case.owner is None:
        return
    draw_around(case.person, case.owner)
    findings_of(case, case.owner)


def draw_around(me: Person, by: User) -> None:
    """Relatives and ties of one person, as somebody of their file writes them down."""
    _relatives(me, by)
    _ties(me, by)


def _relatives(me: Person, by: User) -> None:
    for name, sex, side, kind, quality, is_dead in RELATIVES:
        other = Person(name=name, sex=sex)
        relation = Relation(kind=kind)
        relation.person, relation.other = (other, me) if side == "of me" else (me, other)
        intake.add_relative(relation, by=by, newcomer=other)
        if is_dead:
            intake.note_death(other, by=by)
        if quality is not None:
            intake.note_bond(_bond(quality, relation=relation), by=by)


def _ties(me: Person, by: User) -> None:
    for kind, name, quality in TIES:
        tie = intake.add_tie(Tie(person=me, kind=kind, name=name), by=by)
        intake.note_bond(_bond(quality, tie=tie), by=by)


def _bond(
    quality: BondQuality, *, relation: Relation | None = None, tie: Tie | None = None
) -> Bond:
    bond = Bond(quality=quality, said_by="sendiri (contoh)", said_on=timezone.localdate())
    bond.relation, bond.tie = relation, tie
    return bond


def findings_of(case: Case, by: User) -> None:
    """A screen, and a laboratory that contradicts it; a psychologist beside them."""
    today = timezone.localdate()
    screen = _fact(
        case, HealthKind.DRUGS, HealthState.SUSPECTED, HealthSource.SCREEN, "Klinik contoh"
    )
    screen.dated_on = max(today - dt.timedelta(days=5), timezone.localdate(case.opened_at))
    intake.record_health(screen, by=by)
    laboratory = _fact(
        case,
        HealthKind.DRUGS,
        HealthState.RULED_OUT,
        HealthSource.LABORATORY,
        "Laboratorium contoh",
    )
    laboratory.answers = screen
    intake.record_health(laboratory, by=by)
    psychologist = _fact(
        case, HealthKind.MENTAL, HealthState.SUSPECTED, HealthSource.PSYCHOLOGIST, "Psikolog contoh"
    )
    psychologist.words = "Cemas; dianjurkan pendampingan mingguan (contoh)."
    intake.record_health(psychologist, by=by)


def _fact(
    case: Case, kind: HealthKind, state: HealthState, source: HealthSource, said_by: str
) -> HealthFact:
    fact = HealthFact(case=case, kind=kind, state=state, source=source, said_by=said_by)
    fact.dated_on = timezone.localdate()
    return fact
