"""Services given: a row of the ledger for one person, or for a whole ward at once."""

import datetime as dt
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake.actions import reach_stage
from intake.models import Case, Stage
from ppks_service.accounts.models import User
from ppks_service.indonesian import in_sentence, long_date
from ppks_service.journal.actions import record
from referrals import permissions
from referrals.models import ServiceGiven, SPMNeed
from referrals.residents import residents_on
from upt_facilities.models import Ward


@transaction.atomic
def give_service(service: ServiceGiven, *, by: User) -> ServiceGiven:
    """Write down one need met on one day, as a form filled it; stage 5 is reached once needs are known.

    Food and clothes of the first night are given to everybody; they are an act of no plan and
    leave the case in its stage.
    """
    case = Case.objects.locked().select_related("section", "person").get(pk=service.case_id)
    permissions.record_service.check(by, case)
    service.case, service.given_by = case, by
    _check_day(service.given_on, case)
    service.full_clean()
    service.save(force_insert=True)
    _reach_action(case, service)
    record(
        actor=by,
        action="service.give",
        subject=service,
        person_pk=case.person_id,
        note=f"Layanan diberikan: {in_sentence(service.get_need_display())}.",
        need=service.need,
        on=service.given_on.isoformat(),
    )
    return service


@transaction.atomic
def give_services(
    case: Case, needs: Collection[str], on: dt.date, *, by: User, evidence: str = ""
) -> list[ServiceGiven]:
    """Write down several needs met for one person on one day; what is written down already stays once."""
    recorded = set(
        ServiceGiven.objects.standing()
        .filter(case=case, given_on=on)
        .values_list("need", flat=True)
    )
    return [
        give_service(ServiceGiven(case=case, need=need, given_on=on, evidence=evidence), by=by)
        for need in needs
        if need not in recorded
    ]


@transaction.atomic
def give_ward_service(
    ward: Ward,
    need: str,
    on: dt.date,
    *,
    by: User,
    cases: Collection[int] | None = None,
    evidence: str = "",
) -> list[ServiceGiven]:
    """Write down ``need`` for the residents of ``ward`` on that day; with ``cases`` only for these keys.

    Who has it already that day keeps the row there is: sent twice is once. Returns the new rows.
    """
    permissions.record_ward_service.check(by, ward.facility)
    if need not in SPMNeed.values:
        raise ValidationError({"need": "Pilih kebutuhan."})
    _check_day(on)
    residents = residents_on(ward, on)
    chosen = [case for case in residents if cases is None or case.pk in set(cases)]
    if not chosen:
        raise ValidationError("Pilih paling sedikit satu penghuni wisma ini.")
    has_it = set(
        ServiceGiven.objects.standing()
        .filter(case__in=chosen, need=need, given_on=on)
        .values_list("case_id", flat=True)
    )
    new = [
        ServiceGiven(
            case=case,
            need=need,
            given_on=on,
            facility=ward.facility,
            evidence=evidence.strip(),
            given_by=by,
        )
        for case in chosen
        if case.pk not in has_it
    ]
    given = ServiceGiven.objects.bulk_create(new)
    for service in given:
        _reach_action(service.case, service)
    record(
        actor=by,
        action="service.give_ward",
        subject=ward,
        note=f"{SPMNeed(need).label} dicatat untuk {len(given)} penghuni {ward}.",
        need=need,
        on=on.isoformat(),
        cases=[service.case_id for service in given],
    )
    return given


@transaction.atomic
def cancel_service(service: ServiceGiven, *, by: User, reason: str) -> ServiceGiven:
    """Take back a row that was written down by mistake; it stays, with who took it back and why.

    Raises ``ValidationError`` without a reason, and ``PermissionDenied`` as the rule says.
    """
    current = (
        ServiceGiven.objects.select_for_update(of=("self",))
        .select_related("case__section", "facility")
        .get(pk=service.pk)
    )
    permissions.cancel_service.check(by, current)
    if not reason.strip():
        raise ValidationError({"reason": "Tulis alasan pembatalan."})
    current.cancelled_at, current.cancelled_by = timezone.now(), by
    current.cancel_reason = reason.strip()
    current.full_clean()
    current.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason"])
    record(
        actor=by,
        action="service.cancel",
        subject=current,
        person_pk=current.case.person_id,
        note=f"Catatan layanan dibatalkan: {in_sentence(current.get_need_display())}, {long_date(current.given_on)}.",
        need=current.need,
        on=current.given_on.isoformat(),
    )
    return current


def _reach_action(case: Case, service: ServiceGiven) -> None:
    if Stage.ANALYSIS <= case.stage < Stage.ACTION:
        at = timezone.make_aware(dt.datetime.combine(service.given_on, dt.time(12)))
        reach_stage(
            case,
            Stage.ACTION,
            at=min(at, timezone.now()),
            act=f"Layanan: {service.get_need_display()}",
        )


def _check_day(on: dt.date, case: Case | None = None) -> None:
    if on > timezone.localdate():
        raise ValidationError({"given_on": "Tanggal ini belum tiba."})
    if case is not None and on < timezone.localdate(case.opened_at) - dt.timedelta(days=7):
        raise ValidationError({"given_on": "Tanggal ini lebih dari seminggu sebelum kasus dibuka."})
