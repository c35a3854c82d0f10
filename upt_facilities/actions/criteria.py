"""The admission rules of a facility: drafted beside those that hold, tried out, then published from a day on."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ppks_service import indonesian
from ppks_service.accounts.models import User
from ppks_service.versions import Drafts
from upt_facilities import permissions
from upt_facilities.criteria import check_value
from upt_facilities.models import CriteriaVersion, Criterion, Facility
from upt_facilities.rulebook import criteria_of
from upt_facilities.tryout import try_out

COPIED = ("fact", "operator", "value", "severity", "text", "source", "order")
DRAFTS = Drafts(
    model=CriteriaVersion,
    thing="syarat",
    journal="criteria",
    rule=permissions.maintain,
    is_draft=Q(published_at=None),
    told=lambda version: {"facility": version.facility.code, "version": version.number},
)


@transaction.atomic
def draft_criteria(facility: Facility, *, by: User) -> CriteriaVersion:
    """Begin a draft with the rules that hold now; a facility has one draft at a time."""
    Facility.objects.select_for_update(no_key=True).get(pk=facility.pk)
    last = facility.criteria_versions.order_by("-number").first()
    draft = DRAFTS.begin(
        CriteriaVersion(facility=facility, number=last.number + 1 if last else 2, made_by=by), by=by
    )
    Criterion.objects.bulk_create(
        Criterion(
            facility=facility, version=draft, **{name: getattr(rule, name) for name in COPIED}
        )
        for rule in criteria_of([facility.pk]).get(facility.pk, [])
    )
    return draft


@transaction.atomic
def save_criterion(criterion: Criterion, *, by: User) -> Criterion:
    """Save one rule of a draft; a value that its operator cannot compare is refused."""
    draft = DRAFTS.stored(criterion.version, by=by)
    criterion.version, criterion.facility = draft, draft.facility
    criterion.full_clean()
    check_value(criterion.fact, criterion.operator, criterion.value)
    if not criterion.order:
        criterion.order = draft.criteria.count() + 1
    criterion.save()
    DRAFTS.record(draft, "save", by=by, rule=as_data(criterion))
    return criterion


@transaction.atomic
def remove_criterion(criterion: Criterion, *, by: User, reason: str) -> None:
    """Take a rule out of a draft; the journal keeps what it said and why it went."""
    draft = DRAFTS.stored(criterion.version, by=by)
    if not reason.strip():
        raise ValidationError({"reason": "Tulis mengapa syarat ini dihapus."})
    DRAFTS.record(draft, "remove", by=by, note=reason.strip(), rule=as_data(criterion))
    criterion.delete()


@transaction.atomic
def publish_criteria(
    version: CriteriaVersion | None, *, by: User, valid_from: dt.date, basis: str
) -> CriteriaVersion:
    """Let a draft hold from ``valid_from`` on; what it changed for the present cases is kept with it."""
    draft = DRAFTS.stored(version, by=by)
    if valid_from < timezone.localdate():
        raise ValidationError(
            {"valid_from": "Syarat tidak berlaku surut: pilih hari ini atau nanti."}
        )
    draft.tried = try_out(draft).as_data()
    draft.valid_from, draft.basis = valid_from, basis.strip()
    draft.published_by, draft.published_at = by, timezone.now()
    draft.full_clean()
    draft.save()
    DRAFTS.record(
        draft,
        "publish",
        by=by,
        note=(
            f"Syarat {draft} {draft.facility} berlaku mulai {indonesian.long_date(valid_from)}:"
            f" {draft.basis}"
        ),
        rules=[as_data(rule) for rule in draft.criteria.order_by("order", "pk")],
    )
    return draft


@transaction.atomic
def discard_criteria(version: CriteriaVersion | None, *, by: User) -> CriteriaVersion:
    """Throw a draft away and return what it was; what holds goes on."""
    draft = DRAFTS.stored(version, by=by)
    draft.criteria.all().delete()
    return DRAFTS.discard(draft, by=by)


def as_data(criterion: Criterion) -> dict[str, object]:
    return {name: getattr(criterion, name) for name in COPIED if name not in ("source", "order")}
