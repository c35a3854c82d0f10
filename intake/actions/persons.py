"""What is written about a person: names, numbers, relations, and how sure we are who they are."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from intake import nik, permissions
from intake.actions.changed import person_changed
from intake.actions.children import protect_if_child
from intake.actions.identity import begin_writing, close_tasks_by
from intake.models import (
    BirthPrecision,
    CheckResult,
    FamilyContact,
    Identifier,
    IdentifierKind,
    IdentityCheck,
    IdentityLevel,
    NameKind,
    Person,
    PersonName,
    Relation,
    Sex,
)
from ppks_service.accounts.models import User
from ppks_service.areas.models import Area
from ppks_service.crypto import decrypt, encrypt, keyed_hash
from ppks_service.documents.files import IMAGES, store_upload
from ppks_service.documents.numbers import register_number
from ppks_service.indonesian import in_sentence
from ppks_service.journal.actions import record

LADDER = list(IdentityLevel)


@transaction.atomic
def register_person(
    person: Person,
    *,
    by: User,
    name: str | None = None,
    name_kind: str = NameKind.OWN,
    name_source: str = "",
) -> Person:
    """Give a new person their register number and first name, or a name that says nobody knows it.

    ``name`` goes before ``person.name``. Nothing else need be known: no NIK, sex or age.
    """
    permissions.register.check(by, person)
    year = timezone.localdate().year
    person.register_number = register_number("R", year)
    person.name = (name if name is not None else person.name).strip()
    person.name_is_placeholder = not person.name
    if person.name_is_placeholder:
        person.name = placeholder_name(person)
        name_kind = NameKind.TEMPORARY
    elif person.identity_level == IdentityLevel.UNKNOWN:
        person.identity_level = IdentityLevel.ASSERTED
    person.created_by = by
    person.full_clean()
    person.save(force_insert=True)
    PersonName.objects.create(
        person=person, name=person.name, kind=name_kind, source=name_source, noted_by=by
    )
    record(actor=by, action="person.register", subject=person, note="Orang didaftarkan.")
    return person


def placeholder_name(person: Person) -> str:
    """``Tidak Dikenal L-000123, 25-11-2026``: sex where known, the register's serial, the day (domain.md §11.1)."""
    serial = person.register_number.rpartition("-")[2]
    letter = "" if person.sex == Sex.UNKNOWN else f"{person.sex}-"
    return f"Tidak Dikenal {letter}{serial}, {timezone.localdate():%d-%m-%Y}"


@transaction.atomic
def edit_person(person: Person, *, by: User) -> Person:
    """Save what a form changed of sex, birth, origin, languages and marks.

    Who turns out to be a child is protected as one from now on.
    """
    begin_writing(person, by=by)
    person.full_clean()
    person.save(
        update_fields=[
            "sex", "born_on", "birth_precision", "age_said_by", "birth_place", "nationality",
            "languages", "communication_aid", "claimed_origin", "claimed_origin_text",
            "verified_origin", "marks",
        ]
    )  # fmt: skip
    record(actor=by, action="person.edit", subject=person, note="Data diri diubah.")
    protect_if_child(person, by=by)
    person_changed(person.pk, by=by)
    return person


@transaction.atomic
def add_name(name: PersonName, *, by: User, show: bool = False) -> PersonName:
    """Add a name; ``show`` makes it the one that pages show. It replaces "Tidak Dikenal …" anyway.

    The former name stays a row of its own and is still found.
    """
    person = begin_writing(name.person, by=by)
    name.name, name.noted_by = name.name.strip(), by
    name.full_clean()
    name.save(force_insert=True)
    if show or (person.name_is_placeholder and name.kind != NameKind.TEMPORARY):
        person.name, person.name_is_placeholder = name.name, name.kind == NameKind.TEMPORARY
        if person.identity_level == IdentityLevel.UNKNOWN and not person.name_is_placeholder:
            person.identity_level = IdentityLevel.ASSERTED
        person.save(update_fields=["name", "name_is_placeholder", "identity_level"])
    name.person = person
    record(
        actor=by, action="person.add_name", subject=person, note="Nama atau sebutan ditambahkan."
    )
    person_changed(person.pk, by=by)
    return name


@transaction.atomic
def add_identifier(
    person: Person,
    *,
    by: User,
    kind: str,
    number: str,
    source: str = "",
    accept_warnings: bool = False,
) -> Identifier:
    """Keep a number out of a document, encrypted; found again by its keyed hash.

    Raises ``ValidationError`` for what cannot be such a number, and for ``warnings_about`` it
    unless ``accept_warnings`` says that somebody read them; then they are kept with the number.
    The same number on another person is no error: ``search.same_number`` finds it.
    """
    person = begin_writing(person, by=by)
    number = cleaned_number(kind, number)
    warned = warnings_about(person, kind=kind, number=number)
    if warned and not accept_warnings:
        raise ValidationError({"number": [ValidationError(w, code="warning") for w in warned]})
    identifier = Identifier(
        person=person,
        kind=kind,
        number_encrypted=encrypt(number),
        number_hash=keyed_hash(number),
        masked=nik.masked(number),
        source=source,
        warnings=warned,
        noted_by=by,
    )
    identifier.full_clean()
    identifier.save(force_insert=True)
    label = IdentifierKind(kind).label
    note = f"{label} ditambahkan."
    if warned:
        note = f"{label} ditambahkan walau ada peringatan: {' '.join(warned)}"
    record(actor=by, action="person.add_identifier", subject=person, note=note, kind=kind)
    return identifier


def cleaned_number(kind: str, number: str) -> str:
    """``number`` as it is kept, or ``ValidationError`` where it cannot be of ``kind``."""
    number = nik.digits(number).upper()
    if not number:
        raise ValidationError({"number": "Tulis nomornya."})
    if kind == IdentifierKind.NIK and (faults := nik.errors(number, today=timezone.localdate())):
        raise ValidationError({"number": faults})
    if kind == IdentifierKind.KK and not (len(number) == 16 and number.isdecimal()):
        raise ValidationError({"number": "Nomor KK terdiri dari 16 angka."})
    if len(number) > 40:
        raise ValidationError({"number": "Nomor paling panjang 40 huruf atau angka."})
    return number


def warnings_about(person: Person, *, kind: str, number: str) -> list[str]:
    """What a careful reader would ask about a cleaned ``number`` of ``person``."""
    if kind == IdentifierKind.KK:
        same = person.identifiers.filter(
            kind=IdentifierKind.NIK, number_hash=keyed_hash(number)
        ).exists()
        return ["Angka ini sama dengan NIK orang ini; mungkin tertukar."] if same else []
    if kind != IdentifierKind.NIK:
        return []
    today = timezone.localdate()
    reading = nik.read(number, today=today)
    codes = [reading.province, reading.regency, reading.district]
    origin = person.verified_origin or person.claimed_origin
    known = set(Area.objects.filter(code__in=codes).values_list("code", flat=True))
    return nik.warnings(
        number,
        today=today,
        sex=person.sex,
        born_on=person.born_on,
        birth_is_exact=person.birth_precision == BirthPrecision.DAY,
        known_areas=known if reading.province in known else None,
        family_card=number if _is_family_card(person, number) else "",
        origin=(origin.code, str(origin)) if origin else ("", ""),
    )


def _is_family_card(person: Person, number: str) -> bool:
    return person.identifiers.filter(
        kind=IdentifierKind.KK, number_hash=keyed_hash(number)
    ).exists()


@transaction.atomic
def open_identifier(identifier: Identifier, *, by: User, reason: str, case_pk: int) -> str:
    """The whole number, for whoever says why they need it; the journal keeps that."""
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": "Tulis untuk apa nomor ini dibuka."})
    record(
        actor=by,
        action="identifier.read",
        subject=identifier.person,
        case_pk=case_pk,
        note=f"{identifier.get_kind_display()} dibuka: {reason}",
    )
    return decrypt(bytes(identifier.number_encrypted))


@transaction.atomic
def add_relation(relation: Relation, *, by: User) -> Relation:
    """Write down how two persons belong together: claimed, or proven with its evidence.

    Who may write about one of the two may say so.
    """
    if permissions.write_person.refusal(by, relation.other) is not None:
        permissions.write_person.check(by, relation.person)
    relation.noted_by = by
    relation.full_clean()
    relation.save(force_insert=True)
    for person in (relation.person, relation.other):
        record(
            actor=by,
            action="person.add_relation",
            subject=person,
            note=f"Hubungan dicatat: {in_sentence(relation.get_kind_display())} "
            f"({'terbukti' if relation.proven else 'pengakuan'}).",
        )
    return relation


@transaction.atomic
def add_relative(relation: Relation, *, by: User, newcomer: Person) -> Relation:
    """Register ``newcomer``, one end of ``relation``, who need be no PPKS, and tie the two."""
    permissions.write_person.check(
        by, relation.other if relation.person is newcomer else relation.person
    )
    register_person(newcomer, by=by, name_source="disebut dalam berkas")
    relation.person, relation.other = relation.person, relation.other  # now with their keys
    return add_relation(relation, by=by)


@transaction.atomic
def prove_relation(relation: Relation, *, by: User, evidence: str) -> Relation:
    """Turn a claimed relation into a proven one. Raises ``ValidationError`` without evidence."""
    current = Relation.objects.select_for_update(of=("self",)).get(pk=relation.pk)
    if permissions.write_person.refusal(by, current.other) is not None:
        permissions.write_person.check(by, current.person)
    current.proven, current.evidence = True, evidence.strip()
    current.full_clean()
    current.save(update_fields=["proven", "evidence"])
    record(
        actor=by,
        action="person.prove_relation",
        subject=current.person,
        note=f"Hubungan terbukti: {current.evidence}",
    )
    return current


def relate_met_together(persons: Iterable[Person], newcomer: Person, *, by: User) -> None:
    """Tie ``newcomer`` to each of ``persons`` as met together, once."""
    for person in persons:
        if person.pk != newcomer.pk:
            Relation.objects.get_or_create(
                person=newcomer, other=person, kind="met_together", defaults={"noted_by": by}
            )


@transaction.atomic
def check_identity(check: IdentityCheck, *, by: User) -> IdentityCheck:
    """Write down one try to know who somebody is; one that found raises the person's level.

    Rungs may be skipped. A try that found nothing is evidence too and changes no level.
    """
    person = begin_writing(check.person, by=by)
    check.checked_by = by
    check.full_clean()
    if check.checked_on > timezone.localdate():
        raise ValidationError({"checked_on": "Tanggal pemeriksaan belum tiba."})
    check.save(force_insert=True)
    close_tasks_by(check, by=by)
    level = IdentityLevel(check.level)
    if check.result == CheckResult.FOUND and LADDER.index(level) > LADDER.index(
        IdentityLevel(person.identity_level)
    ):
        person.identity_level = level
        person.save(update_fields=["identity_level"])
    record(
        actor=by,
        action="person.check_identity",
        subject=person,
        note=f"Identitas diperiksa, {in_sentence(level.label)}, lewat "
        f"{in_sentence(check.get_method_display())}: {in_sentence(check.get_result_display())}. "
        f"Bukti: {check.evidence}",
    )
    return check


@transaction.atomic
def log_family_contact(contact: FamilyContact, *, by: User) -> FamilyContact:
    """Write down one try to reach the family: failed ones are evidence that somebody tried."""
    begin_writing(contact.person, by=by)
    contact.contacted_by = by
    contact.full_clean()
    if contact.contacted_at > timezone.now():
        raise ValidationError({"contacted_at": "Waktu kontak belum tiba."})
    contact.save(force_insert=True)
    record(
        actor=by,
        action="person.family_contact",
        subject=contact.person,
        note=f"Kontak keluarga lewat {contact.channel}: {in_sentence(contact.get_result_display())}.",
    )
    return contact


@transaction.atomic
def set_photo(person: Person, *, by: User, upload: UploadedFile) -> Person:
    """Replace the photo that the file shows; the former one stays stored."""
    person = begin_writing(person, by=by)
    person.photo = store_upload(upload, by=by, allow=IMAGES)
    person.save(update_fields=["photo"])
    record(actor=by, action="person.photo", subject=person, note="Foto diganti.")
    return person
