"""Handing people over: from the street to wherever they are brought, each with both signatures."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from intake import permissions_custody as permissions
from intake.actions.belongings import pass_on
from intake.actions.encounters import CLOCK_DRIFT
from intake.custody import Holder, holder_of_case, holder_of_encounter
from intake.custody_papers import paper_context, paper_of
from intake.models import Case, Encounter, Handover, HandoverPerson, Raid
from ppks_service.accounts.models import Office, User
from ppks_service.documents.actions import issue
from ppks_service.documents.models import IssuedDocument, LetterKind
from ppks_service.documents.signing import Given, sign_as
from ppks_service.indonesian import short_moment
from ppks_service.journal.actions import record
from ppks_service.locks import lock_uuid
from ppks_service.text import folded
from ppks_service.workflow import WrongStatus

PEOPLE_AT_MOST = 250


@dataclass(frozen=True, kw_only=True)
class Entrusted:
    """One person of a handover. ``seen`` is the link of their chain that the page showed last."""

    subject: Encounter | Case
    seen: int
    condition: str = ""
    belongings: str = ""
    items: Sequence[int] = ()  # of the register, what goes along

    @property
    def chain(self) -> dict[str, Encounter | Case]:
        """The chain that this person's links belong to: the encounter's where there is one."""
        if isinstance(self.subject, Encounter):
            return {"encounter": self.subject}
        if self.subject.encounter is not None:
            return {"encounter": self.subject.encounter}
        return {"case": self.subject}


class TakenOn(ValidationError):
    """Somebody else handed these people on while the form was being filled."""


@transaction.atomic
def hand_over(
    handover: Handover,
    *,
    by: User,
    people: Sequence[Entrusted],
    giver: Given,
    receiver: Given,
) -> Handover:
    """Write down one handover. Sent again with the same ``client_uuid``, the first one is returned.

    All people come from one holder. The giver is who received them last; another one, or another
    place, needs ``explanation``. Two at once wait for each other: the second raises ``TakenOn``.
    Raises ``ValidationError`` and ``PermissionDenied`` else.
    """
    lock_uuid(handover.client_uuid)
    if earlier := _sent_before(handover.client_uuid, by=by):
        return earlier
    handover.recorded_by = by
    handover.at = handover.at.replace(second=0, microsecond=0)
    handover.from_office = _office(handover.from_name)
    handover.to_office = _office(handover.to_name)
    if not 1 <= len(people) <= PEOPLE_AT_MOST:
        raise ValidationError({"people": "Pilih orang yang diserahkan."})
    people = _locked(handover, people, by=by)
    holders = [_holder(person) for person in people]
    _check_seen(people, holders)
    _check_giver(handover, giver, holders)
    _check_time(handover, people, holders)
    handover.giver_signature = sign_as(giver, "giver", by=by)
    handover.receiver_signature = sign_as(receiver, "receiver", by=by)
    handover.full_clean()
    handover.save(force_insert=True)
    for person, holder in zip(people, holders, strict=True):
        row = HandoverPerson(
            handover=handover,
            link=holder.link + 1,
            condition=person.condition.strip(),
            belongings=person.belongings.strip(),
            **person.chain,
        )
        row.full_clean()
        row.save(force_insert=True)
        pass_on(person.items, row, by=by)
    _record(handover, people, by=by)
    return handover


@transaction.atomic
def issue_handover_paper(handover: Handover, *, by: User) -> IssuedDocument:
    """Number and freeze the berita acara of a handover: once, while it has not been withdrawn."""
    current = (
        Handover.objects.select_for_update(of=("self",), no_key=True)
        .select_related(
            "raid", "case__person", "case__section", "giver_signature", "receiver_signature"
        )
        .get(pk=handover.pk)
    )
    if current.raid is not None:
        permissions.hand_over_in_raid.check(by, current.raid)
    elif current.case is not None:
        permissions.hand_over_in_case.check(by, current.case)
    if earlier := paper_of(current):
        raise WrongStatus(
            f"Berita acara serah terima ini sudah terbit dengan nomor {earlier.number}. Tarik yang "
            "lama lewat Surat dan dokumen sebelum menerbitkan yang baru."
        )
    of_raid = f" razia {current.raid.number}" if current.raid else ""
    return issue(
        LetterKind.HANDOVER,
        "documents/custody_handover.html",
        paper_context(current),
        title=f"Berita acara serah terima{of_raid}",
        subject=current,
        by=by,
        case_pk=current.case_id,
    )


def _sent_before(client_uuid: uuid.UUID, *, by: User) -> Handover | None:
    earlier = Handover.objects.filter(client_uuid=client_uuid).first()
    if earlier is not None and earlier.recorded_by_id != by.pk:
        raise PermissionDenied(
            "Serah terima ini sudah dikirim oleh petugas lain. Muat ulang halaman."
        )
    return earlier


def _locked(handover: Handover, people: Sequence[Entrusted], *, by: User) -> list[Entrusted]:
    """The people with their stored rows, locked in one order, if ``by`` may hand them over."""
    if handover.raid is not None:
        permissions.hand_over_in_raid.check(by, handover.raid)
        return _locked_of_raid(handover.raid, people, by=by)
    assert handover.case is not None
    case = Case.objects.locked().select_related("section", "encounter").get(pk=handover.case.pk)
    permissions.hand_over_in_case.check(by, case)
    if case.encounter_id is not None:
        Encounter.objects.locked().get(pk=case.encounter_id)
    return [_with(person, case) for person in people[:1]]


def _locked_of_raid(raid: Raid, people: Sequence[Entrusted], *, by: User) -> list[Entrusted]:
    found = {
        encounter.pk: encounter
        for encounter in Encounter.objects.locked()
        .select_related("case__section")
        .filter(raid=raid, pk__in=[person.subject.pk for person in people])
        .order_by("pk")
    }
    if len(found) != len(people):
        raise ValidationError(
            {"people": "Ada orang yang bukan dari razia ini. Muat ulang halaman."}
        )
    for encounter in found.values():
        permissions.hand_over_person.check(by, encounter)
    return [_with(person, found[person.subject.pk]) for person in people]


def _with(person: Entrusted, subject: Encounter | Case) -> Entrusted:
    return Entrusted(
        subject=subject,
        seen=person.seen,
        condition=person.condition,
        belongings=person.belongings,
        items=person.items,
    )


def _holder(person: Entrusted) -> Holder:
    """Who holds this person now, after the lock."""
    if isinstance(person.subject, Encounter):
        return holder_of_encounter(person.subject)
    return holder_of_case(person.subject)


def _check_seen(people: Sequence[Entrusted], holders: Sequence[Holder]) -> None:
    """Refuse people whom another handover took on after the page was drawn."""
    taken = [
        f"{_who(person)} sudah diserahterimakan ke {holder.words}"
        + (f" pada {short_moment(holder.at)}" if holder.at else "")
        for person, holder in zip(people, holders, strict=True)
        if holder.link != person.seen
    ]
    if taken:
        words = "; ".join(taken[:5]) + (f"; dan {len(taken) - 5} orang lain" if taken[5:] else "")
        raise TakenOn(f"{words}. Periksa daftar orang yang baru, lalu simpan lagi.")


def _check_giver(handover: Handover, giver: Given, holders: Sequence[Holder]) -> None:
    """The giver is the last receiver, at the place where the people are; else it is explained."""
    if len({holder.key for holder in holders}) > 1:
        raise ValidationError(
            {
                "people": "Orang yang dipilih tidak berada pada satu pemegang. Buat satu serah terima "
                "untuk tiap pemegang."
            }
        )
    holder, reasons = holders[0], []
    if not holder.is_same(handover.from_kind, handover.from_name) and not (
        holder.link == 0 and holder.kind == handover.from_kind
    ):
        reasons.append(f"menurut catatan mereka ada di: {holder.words}")
    receivers = {folded(one.person) for one in holders if one.link}
    if receivers and receivers != {folded(giver.name)}:
        names = " dan ".join(sorted({one.person for one in holders if one.link}))
        reasons.append(f"yang menerima terakhir adalah {names}")
    if reasons and not handover.explanation.strip():
        raise ValidationError({"explanation": f"Tulis penjelasannya: {'; '.join(reasons)}."})


def _check_time(handover: Handover, people: Sequence[Entrusted], holders: Sequence[Holder]) -> None:
    if handover.at > timezone.now() + CLOCK_DRIFT:
        raise ValidationError({"at": "Waktu serah terima tidak boleh di masa depan."})
    for person, holder in zip(people, holders, strict=True):
        if holder.at is not None and handover.at < holder.at:
            raise ValidationError(
                {
                    "at": f"{_who(person)} baru diterima {short_moment(holder.at)}, sesudah waktu ini."
                }
            )
        met = _met_at(person.subject)
        if met is not None and handover.at < met.replace(second=0, microsecond=0):
            raise ValidationError(
                {"at": f"{_who(person)} baru ditemui {short_moment(met)}, sesudah waktu ini."}
            )


def _met_at(subject: Encounter | Case) -> dt.datetime | None:
    if isinstance(subject, Encounter):
        return subject.met_at
    return subject.encounter.met_at if subject.encounter else None


def _who(person: Entrusted) -> str:
    if isinstance(person.subject, Encounter) and person.subject.ordinal:
        return f"Orang ke-{person.subject.ordinal}"
    return "Orang ini"


def _office(name: str) -> Office | None:
    """The office of ours that is called so."""
    wanted = folded(name)
    if not wanted:
        return None
    offices = Office.objects.filter(is_active=True).only("pk", "name", "short_name").order_by("pk")
    return next(
        (one for one in offices if wanted in (folded(one.name), folded(one.short_name))), None
    )


def _record(handover: Handover, people: Sequence[Entrusted], *, by: User) -> None:
    """One line for the raid or the file, and one in the file of each person who has one."""
    words = f"diserahkan dari {handover.from_words} kepada {handover.to_words}"
    record(
        actor=by,
        action="custody.hand_over",
        subject=handover,
        note=f"{len(people)} orang {words}." if handover.raid_id else f"Orang ini {words}.",
        people=len(people),
    )
    if handover.raid_id is None:
        return
    for person in people:
        case = getattr(person.subject, "case", None)
        if case is not None:
            record(
                actor=by,
                action="custody.hand_over",
                subject=handover,
                case_pk=case.pk,
                person_pk=case.person_id,
                note=f"Orang ini {words}.",
            )
