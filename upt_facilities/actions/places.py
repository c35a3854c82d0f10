"""Take a place for a time, and give it back."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Case as Choose
from django.db.models import IntegerField, Q, QuerySet, Value, When
from django.utils import timezone
from psycopg2.extras import DateTimeTZRange

from intake.models import Case, Sex
from ppks_service import indonesian
from ppks_service.accounts.models import User
from ppks_service.journal.actions import record
from ppks_service.workflow import Refused
from upt_facilities import permissions
from upt_facilities.models import (
    Facility,
    Occupancy,
    OccupancyKind,
    OverCapacity,
    Place,
    Ward,
    WardSex,
)

# A racer who loses a place to another looks again; who loses this often meets a full house.
TRIES = 5
ADULT = 18
ONE_PER_PLACE = "occupancy_one_per_place"
ONE_PER_CASE = "occupancy_one_place_per_case_and_kind"
INSTANT = dt.timedelta(microseconds=1)


class FacilityFull(Refused):
    """No place is left for this person. The text is for the user."""


@transaction.atomic
def hold_place(
    facility: Facility,
    case: Case,
    *,
    by: User,
    until: dt.datetime,
    ward: Ward | None = None,
    at: dt.datetime | None = None,
    permit: OverCapacity | None = None,
) -> Occupancy:
    """Hold one free place of ``facility`` for ``case`` until ``until``, or raise ``FacilityFull``.

    Without ``ward`` the wards that suit the person's sex and age are looked through, those made for
    them first. With a signed ``permit`` extra places count too, after all others.
    A hold that nobody turns into a stay lapses by itself at ``until``.
    """
    permissions.hold_place.check(by, facility)
    start = at or timezone.now()
    if until <= start:
        raise ValidationError("Batas pemesanan harus sesudah sekarang.")
    _refuse_second_hold(case, start, until)
    hold = take_place(
        facility,
        case,
        OccupancyKind.HELD,
        period=(start, until),
        by=by,
        ward=ward,
        permit=permit,
    )
    record(
        actor=by,
        action="place.hold",
        subject=hold,
        note=(
            f"{hold.place.ward} nomor {hold.place} di {facility} dipesan"
            f" sampai {indonesian.long_moment(until)}."
        ),
        facility=facility.code,
    )
    return hold


def take_place(
    facility: Facility,
    case: Case,
    kind: OccupancyKind,
    *,
    period: tuple[dt.datetime, dt.datetime | None],
    by: User,
    ward: Ward | None = None,
    place: Place | None = None,
    reason: str = "",
    permit: OverCapacity | None = None,
) -> Occupancy:
    """Write the row that takes a place, inside the caller's transaction, or raise ``FacilityFull``.

    Two who race for the last place lock different rows or none: the second sees no free place. The
    exclusion constraint is what makes it true, the lock what makes it polite: a lock may be given
    up just after the other has written, so the loser of that moment looks again.
    """
    if ward is not None and ward.facility_id != facility.pk:
        raise ValidationError(f"{ward} bukan bagian dari {facility}.")
    if place is not None and place.is_extra and permit is None:
        raise ValidationError(
            f"{place.ward} nomor {place} tempat tambahan: hanya dengan kelebihan daya tampung yang "
            "diizinkan Kepala Seksi."
        )
    for _ in range(TRIES):
        found = place or _free_place(facility, case, period, ward=ward, extra=permit is not None)
        if found is None:
            break
        taken = Occupancy(
            place=found,
            kind=kind,
            case=case,
            period=DateTimeTZRange(*period),
            reason=reason,
            over_capacity=permit if found.is_extra else None,
            made_by=by,
        )
        try:
            with transaction.atomic():
                taken.save(force_insert=True)
        except IntegrityError as error:
            if _constraint_of(error) == ONE_PER_CASE:
                raise ValidationError(
                    "Orang ini sudah menempati atau sudah dipesankan tempat lain pada waktu itu. "
                    "Lepas pemesanan itu lebih dahulu."
                ) from error
            if _constraint_of(error) != ONE_PER_PLACE:
                raise
            if place is not None:
                raise FacilityFull(
                    f"{place.ward} nomor {place} sudah dipakai pada waktu itu. Pilih tempat lain."
                ) from error
        else:
            return taken
    raise FacilityFull(_full_sentence(facility, case, ward))


def suiting_wards(case: Case, on: dt.date) -> Q:
    """The wards that may take the person of ``case``, as a condition over ``Ward``.

    Unknown sex or age rules no ward out, for somebody looks at the person before a bed is given; but
    children's wards take only whom an officer holds to be a child, and children no grown-ups' ward.
    """
    person = case.person
    condition = Q(is_on_request=False)
    if person.sex != Sex.UNKNOWN:
        condition &= Q(sex__in=[person.sex, WardSex.ANY])
    age = person.age_on(on)
    if age is not None:
        condition &= Q(min_age__isnull=True) | Q(min_age__lte=age)
        condition &= Q(max_age__isnull=True) | Q(max_age__gte=age)
    elif case.is_child:
        condition &= Q(min_age__isnull=True) | Q(min_age__lt=ADULT)
    else:
        condition &= Q(max_age__isnull=True) | Q(max_age__gte=ADULT)
    return condition


def _free_place(
    facility: Facility,
    case: Case,
    period: tuple[dt.datetime, dt.datetime | None],
    *,
    ward: Ward | None,
    extra: bool,
) -> Place | None:
    """A free place, locked, in the ward asked for or the one that suits best."""
    places: QuerySet[Place] = Place.objects.free_during(*period)
    if not extra:
        places = places.filter(is_extra=False)
    if ward is not None:
        places = places.filter(ward=ward)
    else:
        wards = Ward.objects.filter(suiting_wards(case, timezone.localdate(period[0])))
        places = places.filter(ward__facility=facility, ward__in=wards)
    # Wards made for the person's own sex before those for all; for somebody of unknown sex the reverse.
    first = WardSex.ANY if case.person.sex == Sex.UNKNOWN else case.person.sex
    return (
        places.annotate(
            suits=Choose(
                When(ward__sex=first, then=Value(0)),
                default=Value(1),
                output_field=IntegerField(),
            )
        )
        .order_by("is_extra", "suits", "ward__name", "order", "pk")
        .select_related("ward")
        .select_for_update(of=("self",), skip_locked=True, no_key=True)
        .first()
    )


def _refuse_second_hold(case: Case, start: dt.datetime, until: dt.datetime) -> None:
    """Say which place is held already: one person waits for one place."""
    other = (
        Occupancy.objects.filter(
            case=case, kind=OccupancyKind.HELD, period__overlap=DateTimeTZRange(start, until)
        )
        .select_related("place__ward__facility")
        .first()
    )
    if other is not None:
        raise ValidationError(
            f"Orang ini sudah dipesankan tempat di {other.place.ward.facility}. "
            "Batalkan rujukan itu lebih dahulu."
        )


@transaction.atomic
def move_hold(
    occupancy: Occupancy, place: Place, *, by: User, at: dt.datetime | None = None
) -> Occupancy:
    """Hold ``place`` of the same facility instead, until the same moment. Raises ``FacilityFull``.

    The first place is free again from now on; its row says until when it was held.
    """
    current = (
        Occupancy.objects.locked()
        .select_related("place__ward__facility", "case__person")
        .get(pk=occupancy.pk)
    )
    facility, now = current.place.ward.facility, at or timezone.now()
    permissions.hold_place.check(by, facility)
    if place.ward.facility_id != facility.pk:
        raise ValidationError({"place": f"{place.ward} bukan bagian dari {facility}."})
    if current.kind != OccupancyKind.HELD or ends_before(current, now):
        raise ValidationError("Pemesanan ini sudah berakhir, jadi tempatnya tidak dipindahkan.")
    assert current.case is not None
    until = current.period.upper
    close(current, now)
    moved = take_place(
        facility, current.case, OccupancyKind.HELD, period=(now, until), by=by, place=place
    )
    record(
        actor=by,
        action="place.move_hold",
        subject=moved,
        note=(
            f"Pemesanan dipindah dari {current.place.ward} nomor {current.place} "
            f"ke {place.ward} nomor {place} di {facility}."
        ),
        facility=facility.code,
    )
    return moved


@transaction.atomic
def release(
    occupancy: Occupancy, *, by: User | None, reason: str, at: dt.datetime | None = None
) -> Occupancy:
    """Give a held place back from now on; one that has lapsed already stays as it was.

    ``by`` is None where a nightly job does it.
    """
    current = (
        Occupancy.objects.locked().select_related("place__ward__facility").get(pk=occupancy.pk)
    )
    facility = current.place.ward.facility
    if by is not None:
        permissions.release_place.check(by, facility)
    if current.kind != OccupancyKind.HELD:
        raise ValidationError("Hanya tempat yang dipesan yang dapat dilepas.")
    if ends_before(current, at or timezone.now()):
        return current
    close(current, at or timezone.now())
    record(
        actor=by,
        action="place.release",
        subject=current,
        note=f"Pemesanan {current.place.ward} nomor {current.place} di {facility} dilepas: {reason}",
        facility=facility.code,
    )
    return current


@transaction.atomic
def block_place(
    place: Place,
    *,
    by: User,
    reason: str,
    until: dt.datetime | None = None,
    at: dt.datetime | None = None,
) -> Occupancy:
    """Take ``place`` out of use from now on, for a repair or another cause that is said."""
    place = Place.objects.select_related("ward__facility").get(pk=place.pk)
    permissions.run_facility.check(by, place.ward.facility)
    start = at or timezone.now()
    if not reason.strip():
        raise ValidationError({"reason": "Tulis mengapa tempat ini tidak dipakai."})
    if until is not None and until <= start:
        raise ValidationError({"until": "Batas harus sesudah sekarang. Kosongkan bila belum tahu."})
    blocked = Occupancy(
        place=place,
        kind=OccupancyKind.BLOCKED,
        period=DateTimeTZRange(start, until),
        reason=reason.strip(),
        made_by=by,
    )
    try:
        with transaction.atomic():
            blocked.save(force_insert=True)
    except IntegrityError as error:
        if _constraint_of(error) != ONE_PER_PLACE:
            raise
        raise ValidationError(
            f"Nomor {place} sedang dihuni, dipesan, atau sudah ditutup. "
            "Pindahkan penghuninya atau lepas pemesanannya lebih dahulu."
        ) from error
    record(
        actor=by,
        action="place.block",
        subject=blocked,
        note=f"{place.ward} nomor {place} tidak dipakai: {blocked.reason}",
        facility=place.ward.facility.code,
    )
    return blocked


@transaction.atomic
def unblock_place(occupancy: Occupancy, *, by: User, at: dt.datetime | None = None) -> Occupancy:
    """Put a blocked place back into use from now on."""
    current = (
        Occupancy.objects.locked().select_related("place__ward__facility").get(pk=occupancy.pk)
    )
    facility = current.place.ward.facility
    permissions.run_facility.check(by, facility)
    moment = at or timezone.now()
    if current.kind != OccupancyKind.BLOCKED or ends_before(current, moment):
        raise ValidationError("Tempat ini sudah dipakai lagi.")
    close(current, moment)
    record(
        actor=by,
        action="place.unblock",
        subject=current,
        note=f"{current.place.ward} nomor {current.place} dipakai lagi.",
        facility=facility.code,
    )
    return current


def close(occupancy: Occupancy, at: dt.datetime) -> None:
    """End the period at ``at``: what was, stays; it lasted at least an instant."""
    end = max(at, occupancy.period.lower + INSTANT)
    occupancy.period = DateTimeTZRange(occupancy.period.lower, end)
    occupancy.save(update_fields=["period"])


def ends_before(occupancy: Occupancy, moment: dt.datetime) -> bool:
    return occupancy.period.upper is not None and occupancy.period.upper <= moment


def _constraint_of(error: IntegrityError) -> str:
    """The name of the constraint that the database held up."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return str(getattr(diagnosis, "constraint_name", "") or "")


def _full_sentence(facility: Facility, case: Case, ward: Ward | None) -> str:
    if ward is not None:
        return f"Tempat terakhir di {ward} sudah terisi. Pilih wisma atau tempat lain."
    whom = {Sex.MALE: "laki-laki", Sex.FEMALE: "perempuan"}.get(Sex(case.person.sex), "orang ini")
    return (
        f"{facility} tidak punya tempat kosong untuk {whom}: tempat terakhir sudah terisi. "
        "Pilih tempat lain; alasan Anda masih tersimpan."
    )
