"""What is written about guarded facts of health. No journal line of these says which fact it was."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake import permissions_health as permissions
from intake.actions.changed import case_changed
from intake.models import FLAG_OF_KIND, GUARDED_TYPES, Case, HealthFact, HealthKind, HealthSource
from ppks_service.accounts.models import User
from ppks_service.journal.actions import record
from ppks_service.workflow import WrongStatus


@transaction.atomic
def record_health(fact: HealthFact, *, by: User) -> HealthFact:
    """Write down one fact as a form filled it; some kinds protect the case in the same breath."""
    case = _begin(fact.case)
    permissions.record_health.check(by, case)
    fact.case, fact.recorded_by = case, by
    if fact.dated_on is not None and fact.dated_on > timezone.localdate():
        raise ValidationError({"dated_on": "Tanggal ini belum tiba."})
    _check_answer(fact)
    fact.full_clean()
    fact.save(force_insert=True)
    flag = FLAG_OF_KIND.get(HealthKind(fact.kind))
    if flag is not None and flag not in case.flags:
        case.flags = sorted({*case.flags, flag})
        case.save(update_fields=["flags"])
    record(
        actor=by, action="health.record", subject=case, note="Fakta kesehatan yang dijaga dicatat."
    )
    case_changed(case.pk, by=by)
    return fact


@transaction.atomic
def strike_health(fact: HealthFact, *, by: User, reason: str) -> HealthFact:
    """Take back what was written down by mistake; the row stays, struck through, with the reason."""
    current = HealthFact.objects.select_for_update(of=("self",)).get(pk=fact.pk)
    case = _begin(current.case)
    permissions.strike_health.check(by, case)
    if current.is_struck:
        raise WrongStatus("Catatan ini sudah dicoret. Muat ulang halaman.")
    if not reason.strip():
        raise ValidationError({"reason": "Tulis mengapa catatan ini dicoret."})
    current.struck_by, current.struck_at = by, timezone.now()
    current.struck_reason = reason.strip()
    current.save(update_fields=["struck_by", "struck_at", "struck_reason"])
    _lift_protection(case, HealthKind(current.kind))
    record(
        actor=by, action="health.strike", subject=case, note="Fakta kesehatan yang dijaga dicoret."
    )
    case_changed(case.pk, by=by)
    return current


def _lift_protection(case: Case, kind: HealthKind) -> None:
    """Drop the flag that only the struck fact had set."""
    flag = FLAG_OF_KIND.get(kind)
    if flag is None or flag not in case.flags:
        return
    if case.health_facts.filter(struck_at=None, kind=kind).exists():
        return
    if case.types.filter(until=None, ppks_type__code__in=GUARDED_TYPES).exists():
        return
    case.flags = [f for f in case.flags if f != flag]
    case.save(update_fields=["flags"])


def _check_answer(fact: HealthFact) -> None:
    """The screen that a laboratory answers is of the same matter in the same case."""
    screen = fact.answers
    if screen is None:
        return
    if screen.case_id != fact.case_id or screen.source != HealthSource.SCREEN or screen.is_struck:
        raise ValidationError({"answers": "Pilih tes saring yang tercatat di berkas ini."})
    if screen.kind != fact.kind:
        raise ValidationError({"answers": "Tes saring itu tentang hal lain."})
    if fact.dated_on is not None and fact.dated_on < screen.dated_on:
        raise ValidationError({"dated_on": "Hasil laboratorium tidak mendahului tes saringnya."})


def _begin(case: Case) -> Case:
    return Case.objects.locked().select_related("section").get(pk=case.pk)
