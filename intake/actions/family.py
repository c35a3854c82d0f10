"""Who may fetch a person, and the lock that keeps everybody from it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake import permissions
from intake.models import Case, Collector, CollectorStatus, EndReason, ReunionLock
from intake.same import cases_of, group_of
from ppks_service.accounts.models import User
from ppks_service.indonesian import in_sentence
from ppks_service.journal.actions import record
from ppks_service.workflow import WrongStatus

GIVEN_BACK = (EndReason.REUNITED, EndReason.RETURNED)


class ReunionLocked(ValidationError):
    """A suspicion stands: the person is given to nobody until a head has cleared it."""

    def __init__(self, lock: ReunionLock) -> None:
        super().__init__(
            f"Reunifikasi dan pemulangan terkunci karena dugaan: {lock.reason.rstrip('.')}. "
            "Minta Kepala Seksi memeriksa dan membuka kuncinya di tab Keluarga."
        )


def refuse_while_locked(case: Case, reason: EndReason | str) -> None:
    """Raise ``ReunionLocked`` where ``reason`` gives the person back and a suspicion stands."""
    if reason not in GIVEN_BACK:
        return
    if lock := open_lock(case):
        raise ReunionLocked(lock)


def open_lock(case: Case) -> ReunionLock | None:
    """The suspicion that stands about the person, whichever of their cases it was seen in."""
    locks = ReunionLock.objects.filter(case__in=cases_of(case.person_id), cleared_at=None)
    return locks.select_related("case__section", "locked_by").order_by("locked_at", "pk").first()


@transaction.atomic
def lock_reunion(case: Case, *, by: User, reason: str) -> ReunionLock:
    """Lock the return of the person to anybody; any officer who writes in the file may."""
    current = Case.objects.locked().select_related("section", "person").get(pk=case.pk)
    permissions.write_file.check(by, current)
    if not reason.strip():
        raise ValidationError({"reason": "Tulis apa yang diduga dan dari mana dugaan itu."})
    return lock_for_suspicion(current, by=by, reason=reason.strip())


def lock_for_suspicion(case: Case, *, by: User, reason: str) -> ReunionLock:
    """The lock itself, inside the transaction of the act that made the suspicion known."""
    if standing := open_lock(case):
        return standing
    lock = ReunionLock(case=case, reason=reason, locked_by=by)
    lock.full_clean()
    lock.save(force_insert=True)
    record(
        actor=by,
        action="case.lock_reunion",
        subject=case,
        person_pk=case.person_id,
        note="Reunifikasi dan pemulangan dikunci.",
    )
    return lock


@transaction.atomic
def clear_reunion(lock: ReunionLock, *, by: User, ground: str) -> ReunionLock:
    """Take the suspicion away, with its ground: the section's head, never who locked it."""
    current = (
        ReunionLock.objects.select_for_update(of=("self",))
        .select_related("case__section")
        .get(pk=lock.pk)
    )
    permissions.clear_reunion.check(by, current)
    if current.cleared_at is not None:
        raise WrongStatus("Kunci ini sudah dibuka. Muat ulang halaman.")
    if not ground.strip():
        raise ValidationError(
            {"ground": "Tulis dasar membuka kunci: siapa memeriksa, apa hasilnya."}
        )
    current.cleared_by, current.cleared_at = by, timezone.now()
    current.ground = ground.strip()
    current.save(update_fields=["cleared_by", "cleared_at", "ground"])
    record(
        actor=by,
        action="case.clear_reunion",
        subject=current.case,
        person_pk=current.case.person_id,
        note="Kunci reunifikasi dibuka dengan dasar tertulis.",
    )
    return current


@transaction.atomic
def propose_collector(collector: Collector, *, by: User) -> Collector:
    """Write down who asks to fetch the person, with the proofs there are so far."""
    permissions.write_person.check(by, collector.person)
    collector.noted_by = by
    collector.full_clean()
    collector.save(force_insert=True)
    record(
        actor=by,
        action="person.propose_collector",
        subject=collector.person,
        note=f"Calon penjemput dicatat, {collector.relation.lower()}.",
    )
    return collector


@transaction.atomic
def prove_collector(
    collector: Collector, *, by: User, relation_proof: str, home_proof: str, own_will: str
) -> Collector:
    """Complete the proofs of somebody who asks to fetch the person, until it is decided."""
    permissions.write_person.check(by, collector.person)
    current = Collector.objects.select_for_update(of=("self",)).get(pk=collector.pk)
    if current.status != CollectorStatus.PROPOSED:
        raise WrongStatus("Penjemput ini sudah diputus. Muat ulang halaman.")
    current.relation_proof, current.home_proof = relation_proof.strip(), home_proof.strip()
    current.own_will = own_will.strip()
    current.full_clean()
    current.save(update_fields=["relation_proof", "home_proof", "own_will"])
    record(
        actor=by,
        action="person.prove_collector",
        subject=current.person,
        note="Bukti calon penjemput dilengkapi.",
    )
    return current


@transaction.atomic
def decide_collector(
    collector: Collector, case: Case, *, by: User, allowed: bool, reason: str = ""
) -> Collector:
    """The head of the section allows or bars a collector; a later decision replaces an earlier one.

    Raises ``ReunionLocked`` while a suspicion stands, ``ValidationError`` for a proof that is missing.
    """
    permissions.decide_collector.check(by, case)
    records = group_of(case.person_id).keys
    current = Collector.objects.select_for_update(of=("self",)).get(
        pk=collector.pk, person__in=records
    )
    if allowed and (lock := open_lock(case)):
        raise ReunionLocked(lock)
    current.status = CollectorStatus.ALLOWED if allowed else CollectorStatus.BARRED
    current.reason = reason.strip()
    current.decided_by, current.decided_at = by, timezone.now()
    current.full_clean()
    current.save(update_fields=["status", "reason", "decided_by", "decided_at"])
    record(
        actor=by,
        action="person.decide_collector",
        subject=current.person,
        case_pk=case.pk,
        note=f"Penjemput diputus: {in_sentence(current.get_status_display())}.",
    )
    return current
