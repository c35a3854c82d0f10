"""The admission rules of a facility: drafted beside those that hold, tried out, then published from a day on."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ppks_service import indonesian
from ppks_service.accounts.models import User
from ppks_service.journal.actions import record
from ppks_service.workflow import WrongStatus
from upt_facilities import permissions
from upt_facilities.criteria import check_value
from upt_facilities.models import CriteriaVersion, Criterion, Facility
from upt_facilities.rulebook import criteria_of
from upt_facilities.tryout import try_out

COPIED = ("fact", "operator", "value", "severity", "text", "source", "order")


@transaction.atomic
def draft_criteria(facility: Facility, *, by: User) -> CriteriaVersion:
    """Begin a draft with the rules that hold now; a facility has one draft at a time."""
    permissions.maintain.check(by, facility)
    Facility.objects.select_for_update(no_key=True).get(pk=facility.pk)
    last = facility.criteria_versions.order_by("-number").first()
    draft = CriteriaVersion(facility=facility, number=last.number + 1 if last else 2, made_by=by)
    draft.full_clean()
    draft.save(force_insert=True)
    Criterion.objects.bulk_create(
        Criterion(
            facility=facility, version=draft, **{name: getattr(rule, name) for name in COPIED}
        )
        for rule in criteria_of([facility.pk]).get(facility.pk, [])
    )
    _record(draft, by=by, action="criteria.draft", note=f"Draf syarat {draft} {facility} dimulai.")
    return draft


@transaction.atomic
def save_criterion(criterion: Criterion, *, by: User) -> Criterion:
    """Save one rule of a draft; a value that its operator cannot compare is refused."""
    draft = _draft(criterion.version, by=by)
    criterion.version, criterion.facility = draft, draft.facility
    criterion.full_clean()
    check_value(criterion.fact, criterion.operator, criterion.value)
    if not criterion.order:
        criterion.order = draft.criteria.count() + 1
    criterion.save()
    _record(draft, by=by, action="criterion.save", rule=as_data(criterion))
    return criterion


@transaction.atomic
def remove_criterion(criterion: Criterion, *, by: User, reason: str) -> None:
    """Take a rule out of a draft; the journal keeps what it said and why it went."""
    draft = _draft(criterion.version, by=by)
    if not reason.strip():
        raise ValidationError({"reason": "Tulis mengapa syarat ini dihapus."})
    _record(draft, by=by, action="criterion.remove", note=reason.strip(), rule=as_data(criterion))
    criterion.delete()


@transaction.atomic
def publish_criteria(
    version: CriteriaVersion, *, by: User, valid_from: dt.date, basis: str
) -> CriteriaVersion:
    """Let a draft hold from ``valid_from`` on; what it changed for the present cases is kept with it."""
    draft = _draft(version, by=by)
    if valid_from < timezone.localdate():
        raise ValidationError(
            {"valid_from": "Syarat tidak berlaku surut: pilih hari ini atau nanti."}
        )
    draft.tried = try_out(draft).as_data()
    draft.valid_from, draft.basis = valid_from, basis.strip()
    draft.published_by, draft.published_at = by, timezone.now()
    draft.full_clean()
    draft.save()
    _record(
        draft,
        by=by,
        action="criteria.publish",
        note=(
            f"Syarat {draft} {draft.facility} berlaku mulai {indonesian.long_date(valid_from)}:"
            f" {draft.basis}"
        ),
        rules=[as_data(rule) for rule in draft.criteria.order_by("order", "pk")],
    )
    return draft


@transaction.atomic
def discard_criteria(version: CriteriaVersion, *, by: User) -> None:
    """Throw a draft away; what holds goes on."""
    draft = _draft(version, by=by)
    _record(
        draft,
        by=by,
        action="criteria.discard",
        note=f"Draf syarat {draft} {draft.facility} dibuang.",
    )
    draft.criteria.all().delete()
    draft.delete()


def as_data(criterion: Criterion) -> dict[str, object]:
    return {name: getattr(criterion, name) for name in COPIED if name not in ("source", "order")}


def _draft(version: CriteriaVersion | None, *, by: User) -> CriteriaVersion:
    """The version as it is stored, locked, if it is a draft still and ``by`` may change it."""
    if version is None:
        raise WrongStatus("Syarat diubah dalam draf, supaya dapat dicoba lebih dahulu.")
    stored = (
        CriteriaVersion.objects.locked().select_related("facility").filter(pk=version.pk).first()
    )
    if stored is None or not stored.is_draft:
        raise WrongStatus("Versi ini sudah diberlakukan atau dibuang. Mulai draf baru.")
    permissions.maintain.check(by, stored.facility)
    return stored


def _record(
    version: CriteriaVersion, *, by: User, action: str, note: str = "", **data: Any
) -> None:
    record(
        actor=by,
        action=action,
        subject=version,
        note=note,
        facility=version.facility.code,
        version=version.number,
        **data,
    )
