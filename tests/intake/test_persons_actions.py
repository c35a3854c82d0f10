"""What may be written about a person, and what is refused."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from intake import actions, search
from intake.models import (
    FamilyContact,
    Identifier,
    IdentityCheck,
    IdentityLevel,
    Person,
    PersonName,
    Relation,
)
from ppks_service.accounts.roles import Role
from ppks_service.crypto import decrypt
from ppks_service.journal.models import Entry
from tests.factories import a_case, a_person, a_user, an_area

NIK = "1271010101639003"


@pytest.fixture
def worker(db):
    return a_user(Role.SOCIAL_WORKER)


def the_person_of(worker, **fields):
    person = a_person(**fields)
    a_case(owner=worker, person=person)
    return person


def test_register_without_a_name_gives_one_that_says_so(worker):
    person = actions.register_person(Person(sex="L"), by=worker)

    serial = person.register_number.rpartition("-")[2]
    today = f"{timezone.localdate():%d-%m-%Y}"
    assert person.name == f"Tidak Dikenal L-{serial}, {today}"
    assert person.name_is_placeholder
    assert person.identity_level == IdentityLevel.UNKNOWN
    assert [row.kind for row in person.names.all()] == ["temporary"]


def test_register_without_sex_gives_a_name_without_its_letter(worker):
    person = actions.register_person(Person(), by=worker)

    serial = person.register_number.rpartition("-")[2]
    assert person.name.startswith(f"Tidak Dikenal {serial}, ")


@pytest.mark.parametrize("name", ["A" * 400, "😀 Siti", "{{ 7*7 }}<script>", "O'Brien", "SITI"])
def test_register_keeps_any_name_as_it_was_said(worker, name):
    person = actions.register_person(Person(), by=worker, name=name)

    assert Person.objects.get(pk=person.pk).name == name
    assert person.identity_level == IdentityLevel.ASSERTED


@pytest.mark.parametrize("role", [Role.FIELD_OFFICER, Role.SECTION_HEAD, Role.REPORTING])
def test_register_is_refused_to_who_does_not_register(db, role):
    with pytest.raises(PermissionDenied, match="mendaftarkan"):
        actions.register_person(Person(), by=a_user(role), name="Siti")

    assert not Person.objects.exists()


def test_register_numbers_follow_each_other(worker):
    first, second = (actions.register_person(Person(), by=worker) for _ in range(2))

    assert int(second.register_number[-6:]) == int(first.register_number[-6:]) + 1


def test_a_true_name_replaces_the_placeholder_and_both_are_found(worker):
    person = actions.register_person(Person(sex="P"), by=worker)
    a_case(owner=worker, person=person)
    placeholder = person.name

    actions.add_name(PersonName(person=person, name="Nurhayati", kind="own"), by=worker)

    person.refresh_from_db()
    assert person.name == "Nurhayati"
    assert not person.name_is_placeholder
    assert {row.name for row in person.names.all()} == {placeholder, "Nurhayati"}


def test_an_alias_does_not_replace_a_known_name_unless_asked(worker):
    person = the_person_of(worker, name="Marlan")

    actions.add_name(PersonName(person=person, name="Pak Lan", kind="alias"), by=worker)
    assert Person.objects.get(pk=person.pk).name == "Marlan"
    actions.add_name(PersonName(person=person, name="Lan", kind="alias"), by=worker, show=True)
    assert Person.objects.get(pk=person.pk).name == "Lan"


def test_a_person_of_another_section_is_not_written_about(worker):
    person = a_case().person

    with pytest.raises(PermissionDenied, match="tidak Anda tangani"):
        actions.add_name(PersonName(person=person, name="Lan", kind="alias"), by=worker)


def test_a_number_is_stored_unreadable_and_found_again(worker):
    person = the_person_of(worker, age=None)

    identifier = actions.add_identifier(person, by=worker, kind="nik", number="1271 0101 0163 9003")

    stored = bytes(Identifier.objects.get(pk=identifier.pk).number_encrypted)
    assert NIK.encode() not in stored
    assert decrypt(stored) == NIK
    assert identifier.masked == "1271••••••••9003"
    assert [f.person for f in search.find_persons(worker, NIK)] == [person]
    assert NIK not in str(list(Entry.objects.values()))


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("nik", "1271"),
        ("nik", "1271010101630000"),
        ("kk", "12"),
        ("bpjs", " "),
        ("other", "9" * 41),
    ],
)
def test_a_number_that_cannot_be_is_refused(worker, kind, number):
    person = the_person_of(worker)

    with pytest.raises(ValidationError) as refused:
        actions.add_identifier(person, by=worker, kind=kind, number=number, accept_warnings=True)

    assert "number" in refused.value.message_dict
    assert not Identifier.objects.exists()


def test_a_warning_stops_until_somebody_overrules_it_and_is_kept(worker):
    person = the_person_of(worker, sex="P", age=None)

    with pytest.raises(ValidationError, match="laki-laki"):
        actions.add_identifier(person, by=worker, kind="nik", number=NIK)
    identifier = actions.add_identifier(
        person, by=worker, kind="nik", number=NIK, accept_warnings=True
    )

    assert "laki-laki" in identifier.warnings[0]
    assert "laki-laki" in Entry.objects.get(action="person.add_identifier").note


def test_an_area_that_is_gone_is_a_warning_only_where_areas_are_loaded(worker):
    person = the_person_of(worker, age=None)
    an_area("12", "Sumatera Utara")

    with pytest.raises(ValidationError, match="mungkin kode lama"):
        actions.add_identifier(person, by=worker, kind="nik", number=NIK)
    an_area("12.71.01", "Medan Kota")
    assert actions.add_identifier(person, by=worker, kind="nik", number=NIK).warnings == []


def test_a_family_card_that_equals_the_nik_is_hinted_at(worker):
    person = the_person_of(worker, age=None)
    actions.add_identifier(person, by=worker, kind="kk", number=NIK)

    with pytest.raises(ValidationError, match="tertukar"):
        actions.add_identifier(person, by=worker, kind="nik", number=NIK)


def test_the_same_number_on_two_persons_is_kept_and_shown(worker):
    one, two = the_person_of(worker, age=None), the_person_of(worker, age=None)
    for person in (one, two):
        actions.add_identifier(person, by=worker, kind="nik", number=NIK)

    assert [f.person for f in search.same_number_elsewhere(one, worker)] == [two]


def test_the_same_number_twice_on_one_person_is_refused(worker):
    person = the_person_of(worker, age=None)
    actions.add_identifier(person, by=worker, kind="nik", number=NIK)

    with pytest.raises(ValidationError, match="sudah tercatat"):
        actions.add_identifier(person, by=worker, kind="nik", number=NIK)
    row = Identifier.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError, match="identifier_once_a_person"), transaction.atomic():
        row.save(force_insert=True)


def test_opening_a_number_needs_a_reason_and_is_written_down(worker):
    person = the_person_of(worker, age=None)
    case = person.cases.get()
    identifier = actions.add_identifier(person, by=worker, kind="nik", number=NIK)

    with pytest.raises(ValidationError, match="untuk apa"):
        actions.open_identifier(identifier, by=worker, reason=" ", case_pk=case.pk)
    assert actions.open_identifier(identifier, by=worker, reason="Rujukan", case_pk=case.pk) == NIK
    entry = Entry.objects.get(action="identifier.read")
    assert (entry.case_pk, "Rujukan" in entry.note) == (case.pk, True)


def test_a_check_that_found_raises_the_level_and_a_lower_one_leaves_it(worker):
    person = the_person_of(worker)
    day = timezone.localdate()
    for level, result, expected in [
        ("nik", "not_found", "unknown"),
        ("biometric", "impossible", "unknown"),
        ("document", "found", "document"),
        ("family", "found", "document"),
        ("biometric", "found", "biometric"),
    ]:
        check = IdentityCheck(
            person=person, level=level, result=result, evidence="Bukti", checked_on=day
        )
        actions.check_identity(check, by=worker)
        person.refresh_from_db()
        assert person.identity_level == expected


def test_a_check_of_tomorrow_is_refused(worker):
    day = timezone.localdate() + dt.timedelta(days=1)
    check = IdentityCheck(
        person=the_person_of(worker), level="nik", evidence="Bukti", checked_on=day
    )

    with pytest.raises(ValidationError, match="belum tiba"):
        actions.check_identity(check, by=worker)


def test_a_relation_is_claimed_until_proven(worker):
    mother, child = the_person_of(worker), a_person(age=4)

    relation = actions.add_relation(Relation(person=mother, other=child, kind="mother"), by=worker)
    assert not relation.proven
    proven = actions.prove_relation(relation, by=worker, evidence="KK dilihat")
    assert (proven.proven, proven.evidence) == (True, "KK dilihat")
    with pytest.raises(ValidationError, match="bukti"):
        actions.prove_relation(relation, by=worker, evidence=" ")


def test_a_relation_of_one_with_themself_is_refused(worker):
    person = the_person_of(worker)

    with pytest.raises(ValidationError, match="dua orang"):
        actions.add_relation(Relation(person=person, other=person, kind="sibling"), by=worker)


def test_a_relative_who_is_not_registered_becomes_a_person_without_a_case(worker):
    person = the_person_of(worker)
    newcomer = Person(name="Lastri", sex="P")
    relation = Relation(kind="sibling")
    relation.person, relation.other = newcomer, person

    actions.add_relative(relation, by=worker, newcomer=newcomer)

    assert Relation.objects.get().person.name == "Lastri"
    assert not newcomer.cases.exists()


def test_a_family_contact_of_tomorrow_is_refused(worker):
    contact = FamilyContact(
        person=the_person_of(worker),
        contacted_at=timezone.now() + dt.timedelta(days=1),
        channel="Telepon",
        result="no_answer",
    )

    with pytest.raises(ValidationError, match="belum tiba"):
        actions.log_family_contact(contact, by=worker)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"sex": "X"}, "person_sex_is_known"),
        ({"identity_level": "sure"}, "person_identity_level_is_known"),
        ({"born_on": None, "birth_precision": "day"}, "person_birth_has_precision"),
    ],
)
def test_the_database_refuses_a_person_that_cannot_be(db, changes, constraint):
    person = a_person()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(**changes)
