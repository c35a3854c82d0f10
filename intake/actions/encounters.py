"""What is written about an encounter, from the street to its outcome."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from intake import permissions_raids as permissions
from intake.actions.bands import attach_band
from intake.actions.changed import case_changed
from intake.models import (
    AgeBand,
    Case,
    Companionship,
    Encounter,
    EntryDoor,
    Outcome,
    Raid,
    RaidStop,
    Sex,
)
from intake.models.encounters import NEEDS_REASON
from ppks_service.accounts.models import User
from ppks_service.documents.actions import IMAGES, checked_upload, store_bytes
from ppks_service.documents.numbers import register_numbers
from ppks_service.indonesian import in_sentence
from ppks_service.journal.actions import record, record_each
from ppks_service.locks import lock_uuid
from ppks_service.workflow import WrongStatus

BARE_AT_MOST = 250
# A phone's clock may be ahead of the server's by this much before a time is in the future.
CLOCK_DRIFT = dt.timedelta(minutes=15)
EDITABLE = (
    "stop",
    "met_at",
    "place",
    "latitude",
    "longitude",
    "reporter",
    "source_link",
    "sex",
    "age_band",
    "age_years",
    "name",
    "activities",
    "conditions",
    "belongings",
    "belongings_note",
    "companionship",
    "met_with",
    "note",
)
# What an encounter gets under the raid's lock, and what was asked of the database before it.
GIVEN_LAST = frozenset(
    {"number", "ordinal", "client_uuid", "raid", "stop", "met_with", "recorded_by", "triaged_by"}
)
BANDS = (
    (5, AgeBand.TODDLER),
    (12, AgeBand.CHILD),
    (17, AgeBand.TEEN),
    (24, AgeBand.YOUNG),
    (44, AgeBand.ADULT),
    (59, AgeBand.MIDDLE),
)


@transaction.atomic
def record_encounter(
    encounter: Encounter, *, by: User, photo: UploadedFile | None = None, band: str = ""
) -> Encounter:
    """Write down one person met, and the paper ``band`` put on them, if any.

    Sent again with the same ``client_uuid``, the first one is returned.

    Gives the number and, in a raid, the ordinal. Raises ``ValidationError`` (the photo's under
    ``photo``), and ``PermissionDenied`` when the raid is closed.
    """
    picture = _checked(photo)
    if earlier := _sent_before(encounter, by=by):
        return earlier
    _prepare(encounter, by=by)
    if picture is not None:
        encounter.photo = store_bytes(picture, content_type="image/jpeg", by=by)
    _write_down([encounter], by=by)
    if band:
        attach_band(encounter, band, by=by)
    return encounter


@transaction.atomic(savepoint=False)  # all or none: whoever calls it begins again
def record_encounters(people: Iterable[Encounter], *, by: User) -> list[Encounter]:
    """Write down many whom one raid met, and return them; each costs a tenth of ``record_encounter``.

    Left out is whom a rule refuses: ``record_encounter`` says why. Raises ``PermissionDenied`` when the
    raid was closed meanwhile, ``IntegrityError`` when one of them is there already.
    """
    fit = []
    for person in people:
        with suppress(ValidationError, PermissionDenied):
            _prepare(person, by=by)
            fit.append(person)
    if fit:
        _write_down(fit, by=by)
    return fit


@transaction.atomic
def add_bare_encounters(
    raid: Raid,
    *,
    by: User,
    stop: RaidStop | None,
    number: int,
    sex: Sex = Sex.UNKNOWN,
    outcome: Outcome = Outcome.TAKEN,
    reason: str = "",
    handed_to: str = "",
    met_at: dt.datetime | None = None,
    batch: uuid.UUID | None = None,
    approximate: bool = False,
) -> list[Encounter]:
    """Make ``number`` (1 to 250) numbered rows without a name, to be completed one by one.

    Rows of an ``approximate`` number stay marked until somebody completes them: a sum that has them is
    "±".     Sent again with the same ``batch``, the rows that it made are returned.
    """
    if not 1 <= number <= BARE_AT_MOST:
        raise ValidationError({"number": f"Isi jumlah dari 1 sampai {BARE_AT_MOST}."})
    batch = batch or uuid.uuid4()
    uuids = [uuid.uuid5(batch, str(n)) for n in range(number)]
    lock_uuid(uuids[0])
    earlier = list(Encounter.objects.filter(client_uuid__in=uuids).order_by("ordinal"))
    if earlier:
        return earlier
    raid = Raid.objects.locked().get(pk=raid.pk)
    permissions.record_in_raid.check(by, raid)
    first = _next_ordinals(raid, number)
    met_at = met_at or timezone.now()
    triaged = {} if outcome == Outcome.TAKEN else {"triaged_by": by, "triaged_at": timezone.now()}
    rows = [
        Encounter(
            client_uuid=client_uuid,
            raid=raid,
            stop=stop,
            ordinal=first + n,
            met_at=met_at,
            place=stop.name if stop else "",
            sex=sex,
            is_bare=True,
            is_approximate=approximate,
            outcome=outcome,
            outcome_reason=reason,
            handed_to=handed_to,
            recorded_by=by,
            **triaged,
        )
        for n, client_uuid in enumerate(uuids)
    ]
    _number(rows)
    _complete(rows[0], raid)
    rows[0].full_clean()  # they differ in their numbers alone
    Encounter.objects.bulk_create(rows)
    last = first + number - 1
    record(
        actor=by,
        action="encounter.record_bare",
        subject=raid,
        note=f"{'Kira-kira ' if approximate else ''}{number} temuan tanpa nama dicatat, urutan {first} sampai {last}.",
        first=first,
        last=last,
    )
    return rows


@transaction.atomic
def edit_encounter(
    encounter: Encounter, *, by: User, photo: UploadedFile | None = None
) -> Encounter:
    """Write what a form changed or completed; a bare row is bare no longer. The outcome has its own act."""
    picture = _checked(photo)
    raid = _locked_raid(encounter)
    current = Encounter.objects.locked().get(pk=encounter.pk)
    permissions.edit_encounter.check(by, current)
    if raid is not None and not raid.is_running and encounter.stop_id != current.stop_id:
        raise ValidationError(
            {"stop": "Razia sudah ditutup; titik tidak dapat dipindah karena hitungannya tetap."}
        )
    encounter.raid = raid
    _complete(encounter, raid)
    encounter.is_bare = encounter.is_approximate = False
    fields = [*EDITABLE, "is_bare", "is_approximate"]
    if picture is not None:
        encounter.photo = store_bytes(picture, content_type="image/jpeg", by=by)
        fields.append("photo")
    encounter.full_clean(exclude={f.name for f in Encounter._meta.fields} - set(EDITABLE))
    encounter.save(update_fields=fields)
    if encounter.met_with is not None:  # a head that joins another group takes its own along
        encounter.companions.update(met_with=encounter.met_with)
    what = "dilengkapi" if current.is_bare else "diubah"
    record(
        actor=by,
        action="encounter.edit",
        subject=encounter,
        note=f"Temuan {encounter.number} {what}{', dengan foto' if picture else ''}.",
    )
    case = Case.objects.filter(encounter=encounter).first()
    if case is not None:
        case_changed(case.pk, by=by)
    return encounter


@transaction.atomic
def triage(
    encounter: Encounter, *, by: User, outcome: Outcome, reason: str = "", handed_to: str = ""
) -> Encounter:
    """Say what becomes of somebody without a case; ``Outcome.TAKEN`` takes an earlier answer back.

    Raises ``WrongStatus`` once a case was opened, ``ValidationError`` without the reason or the
    receiver that the outcome needs.
    """
    raid = _locked_raid(encounter)
    current = Encounter.objects.locked().get(pk=encounter.pk)
    current.raid = raid
    if current.outcome == Outcome.CASE:
        raise WrongStatus(permissions.triage.refusal(by, current) or permissions.WRITERS)
    permissions.triage.check(by, current)
    if outcome == Outcome.CASE:
        raise ValidationError({"outcome": "Kasus dibuka lewat “Buka kasus”."})
    before = _fate_words(current)
    current.outcome = outcome
    current.outcome_reason, current.handed_to = reason.strip(), handed_to.strip()
    if outcome == Outcome.TAKEN:
        current.outcome_reason = current.handed_to = ""
        current.triaged_by = current.triaged_at = None
    else:
        current.triaged_by, current.triaged_at = by, timezone.now()
    _check_fate(current)
    fields = ["outcome", "outcome_reason", "handed_to", "triaged_by", "triaged_at"]
    current.full_clean(exclude={f.name for f in Encounter._meta.fields} - set(fields))
    current.save(update_fields=fields)
    record(
        actor=by,
        action="encounter.triage",
        subject=current,
        note=f"Temuan {current.number}: {_fate_words(current)} (sebelumnya {before}).",
        outcome=str(outcome),
    )
    return current


def age_band_of(years: int) -> AgeBand:
    """The band that an age in years falls into."""
    return next((band for last, band in BANDS if years <= last), AgeBand.ELDERLY)


def _checked(photo: UploadedFile | None) -> bytes | None:
    """The picture drawn anew, before anything is locked: drawing takes longer than writing."""
    if photo is None:
        return None
    try:
        return checked_upload(photo, IMAGES)[0]
    except ValidationError as refused:
        raise ValidationError({"photo": refused.messages}) from refused


def _sent_before(encounter: Encounter, *, by: User) -> Encounter | None:
    """The stored encounter with this ``client_uuid``. Two posts at once wait for each other here."""
    lock_uuid(encounter.client_uuid)
    earlier = Encounter.objects.filter(client_uuid=encounter.client_uuid).first()
    if earlier is not None and earlier.recorded_by_id != by.pk:
        raise PermissionDenied("Catatan ini sudah dikirim oleh petugas lain. Muat ulang halaman.")
    return earlier


def _prepare(encounter: Encounter, *, by: User) -> None:
    """Complete a new encounter and refuse what the rules refuse, as far as no lock is needed for it."""
    encounter.recorded_by = by
    permissions.record_encounter.check(by, encounter)
    if encounter.outcome == Outcome.CASE:
        raise ValidationError({"outcome": "Kasus dibuka dari halaman temuan, sesudah dicatat."})
    if encounter.outcome != Outcome.TAKEN:
        encounter.triaged_by, encounter.triaged_at = by, timezone.now()
    _complete(encounter, encounter.raid)
    encounter.full_clean(exclude=GIVEN_LAST)


def _write_down(people: list[Encounter], *, by: User) -> None:
    """Give prepared people of one raid, or of none, their numbers and ordinals, and store them."""
    # All officers of a raid wait for each other from here on, so all that can be done is done.
    if raid := _locked_raid(people[0]):
        permissions.record_in_raid.check(by, raid)
        first = _next_ordinals(raid, len(people))
        for ordinal, person in enumerate(people, first):
            person.raid, person.ordinal = raid, ordinal
    _number(people)
    Encounter.objects.bulk_create(people)
    record_each(
        actor=by,
        action="encounter.record",
        notes=[(person, _recorded_words(person)) for person in people],
    )


def _number(people: list[Encounter]) -> None:
    """Take the numbers of each year in one block, the years in order: no two wait for each other's."""
    years = [timezone.localtime(person.met_at).year for person in people]
    numbers = {
        year: iter(register_numbers("T", year, count))
        for year, count in sorted(Counter(years).items())
    }
    for person, year in zip(people, years, strict=True):
        person.number = next(numbers[year])


def _recorded_words(encounter: Encounter) -> str:
    where = f" di {encounter.stop.name}" if encounter.stop else ""
    return f"Temuan {encounter.number} dicatat{where}: {_fate_words(encounter)}."


def _locked_raid(encounter: Encounter) -> Raid | None:
    return Raid.objects.locked().get(pk=encounter.raid_id) if encounter.raid_id else None


def _next_ordinals(raid: Raid, number: int = 1) -> int:
    """Reserve ``number`` ordinals of a locked raid and return the first."""
    first = raid.last_ordinal + 1
    raid.last_ordinal += number
    raid.save(update_fields=["last_ordinal"])
    return first


def _complete(encounter: Encounter, raid: Raid | None) -> None:
    """Fill in what follows from what was written, and refuse what does not fit together."""
    if raid is not None:
        encounter.door = EntryDoor.RAID
    elif encounter.door == EntryDoor.RAID:
        raise ValidationError("Temuan razia memerlukan razianya; pintu lain tidak.")
    if encounter.stop is not None and (raid is None or encounter.stop.raid_id != raid.pk):
        raise ValidationError({"stop": "Titik ini bukan titik razia ini."})
    if encounter.age_years is not None:
        encounter.age_band = age_band_of(encounter.age_years)
    other = encounter.met_with
    if other is not None:
        if raid is None or other.raid_id != raid.pk or other.pk == encounter.pk:
            raise ValidationError({"met_with": "Pilih orang lain dari razia yang sama."})
        # A group has one head: whom the mother's children came with is the mother.
        head = other.met_with or other
        encounter.met_with = None if head.pk == encounter.pk else head
        encounter.companionship = Companionship.WITH
    if encounter.met_at and encounter.met_at > timezone.now() + CLOCK_DRIFT:
        raise ValidationError({"met_at": "Waktu bertemu tidak boleh di masa depan."})
    _check_fate(encounter)


def _check_fate(encounter: Encounter) -> None:
    if encounter.outcome in NEEDS_REASON and not encounter.outcome_reason.strip():
        raise ValidationError({"outcome_reason": "Tulis alasan mengapa orang ini tidak dibawa."})
    if encounter.outcome == Outcome.HANDED_OVER and not encounter.handed_to.strip():
        raise ValidationError({"handed_to": "Tulis kepada siapa orang ini diserahkan."})


def _fate_words(encounter: Encounter) -> str:
    return in_sentence(encounter.get_outcome_display())
