"""Each rule about files and persons, asked of every kind of user, and in which words it refuses."""

import pytest

from intake import actions, permissions, same
from intake.models import Case, CaseStatus, Flag, Person, ReunionLock
from ppks_service.accounts.roles import Role
from tests.factories import a_case, a_mandate, a_person, a_section, a_user
from tests.staff import staff_around, who_may

pytestmark = pytest.mark.django_db
SECTION = {"registrar", "worker", "head"}
REGISTERS = {"registrar", "worker", "other_worker"}


@pytest.fixture
def users(section):
    return staff_around(section)


@pytest.fixture
def case(section):
    return a_case(section=section)


@pytest.fixture
def ended(section):
    return a_case(section=section, status=CaseStatus.ENDED)


# --- The file ----------------------------------------------------------------------------------


def test_section_and_its_division_open_a_file(users, case):
    rule = permissions.open_file

    assert who_may(rule, case, users) == SECTION | {"division"}
    assert f"Tanyakan kepada {case.section}" in rule.refusal(users["field"], case)
    assert "Tanyakan kepada seksi itu" in rule.refusal(users["other_worker"], case)
    assert "di bidang lain" in rule.refusal(users["other_division"], case)


def test_case_that_a_division_keeps_itself_is_opened_by_its_head(users, section):
    case = a_case(section=section.parent)

    assert who_may(permissions.open_file, case, users) == {"division"}


def test_protected_file_is_opened_by_heads_and_who_answers_for_it_or_registered_it(users, section):
    rule, flags = permissions.open_file, [Flag.CHILD]
    strange = a_case(section=section, flags=flags)
    owned = a_case(section=section, owner=users["worker"], flags=flags)
    registered = a_case(section=section, opened_by=users["registrar"], flags=flags)

    assert who_may(rule, strange, users) == {"head", "division"}
    assert who_may(rule, owned, users) == {"worker", "head", "division"}
    assert who_may(rule, registered, users) == {"registrar", "head", "division"}
    assert "Kasus terlindung" in rule.refusal(users["worker"], strange)


def test_owner_who_left_the_section_opens_the_file_no_more(users, section):
    case = a_case(section=section, owner=users["other_worker"], flags=[Flag.CHILD])

    assert not permissions.open_file.allows(users["other_worker"], case)


def test_who_acts_in_a_post_opens_what_the_post_opens(users, section):
    case = a_case(section=section, flags=[Flag.TRAFFICKING])
    acting = a_user(Role.SECTION_HEAD, office=a_section())
    assert "ditangani" in permissions.open_file.refusal(acting, case)

    a_mandate(users["head"], acting)

    assert permissions.open_file.allows(type(acting).objects.get(pk=acting.pk), case)


@pytest.mark.parametrize("flags", [[], [Flag.CHILD]])
def test_rule_and_list_say_the_same_of_every_user(users, section, flags):
    cases = [
        a_case(section=section, flags=flags),
        a_case(section=section, owner=users["worker"], flags=flags),
        a_case(section=section, opened_by=users["registrar"], flags=flags),
    ]

    for user in users.values():
        allowed = {case.pk for case in cases if permissions.open_file.allows(user, case)}
        assert set(Case.objects.visible_to(user).values_list("pk", flat=True)) == allowed


# --- Writing in it -----------------------------------------------------------------------------


def test_registration_and_social_workers_register(users, case):
    assert who_may(permissions.register, case, users) == REGISTERS
    assert "mendaftarkan orang" in permissions.register.refusal(users["head"], case)


def test_section_writes_in_its_file_while_the_case_runs(users, case, ended):
    rule = permissions.write_file

    assert who_may(rule, case, users) == SECTION
    assert who_may(rule, ended, users) == set()
    assert "yang mengisi berkas" in rule.refusal(users["division"], case)
    assert "ditangani" in rule.refusal(users["other_worker"], case)
    assert "sudah selesai" in rule.refusal(users["worker"], ended)


def test_protected_file_is_written_by_who_opens_it(users, section):
    case = a_case(section=section, owner=users["worker"], flags=[Flag.CHILD])

    assert who_may(permissions.write_file, case, users) == {"worker", "head"}


def test_promise_is_written_down_after_the_end_too(users, case, ended):
    rule = permissions.write_promise

    assert who_may(rule, case, users) == SECTION
    assert who_may(rule, ended, users) == SECTION
    assert "yang mengisi berkas" in rule.refusal(users["division"], ended)
    assert "ditangani" in rule.refusal(users["other_head"], ended)


def test_section_assesses_while_the_case_runs(users, case, ended):
    rule = permissions.assess

    assert who_may(rule, case, users) == {"worker", "head"}
    assert who_may(rule, ended, users) == set()
    assert "menyusun asesmen" in rule.refusal(users["registrar"], case)
    assert "ditangani" in rule.refusal(users["other_worker"], case)


# --- The person --------------------------------------------------------------------------------


def test_person_with_a_file_is_written_by_who_opens_it(users, case):
    rule = permissions.write_person

    assert who_may(rule, case.person, users) == SECTION
    assert "yang mengisi identitas" in rule.refusal(users["division"], case.person)
    assert "tidak Anda tangani" in rule.refusal(users["other_worker"], case.person)


def test_protected_person_is_not_written_by_a_colleague(users, section):
    case = a_case(section=section, flags=[Flag.CHILD])

    assert who_may(permissions.write_person, case.person, users) == {"head"}


def test_person_without_a_file_is_written_by_who_registers_or_assesses(users):
    anyone = REGISTERS | {"head", "other_head"}

    assert who_may(permissions.write_person, a_person(), users) == anyone
    assert who_may(permissions.write_person, Person(name="Belum tercatat"), users) == anyone


def test_file_under_another_number_of_the_same_person_counts(users, section):
    known, double = a_case(section=section, status=CaseStatus.ENDED).person, a_person()
    actions.answer_same(
        same.pair_of(double, known), by=users["worker"], ground="document", head=known
    )

    assert who_may(permissions.write_person, double, users) == SECTION


# --- Who answers for the case ------------------------------------------------------------------


def test_head_of_the_section_says_who_answers_for_the_case(users, case):
    rule = permissions.assign_case

    assert who_may(rule, case, users) == {"head"}
    assert f"Hanya Kepala {case.section}" in rule.refusal(users["other_head"], case)


def test_owner_and_head_pause_and_end(users, section):
    case, rule = a_case(section=section, owner=users["worker"]), permissions.halt_case

    assert who_may(rule, case, users) == {"worker", "head"}
    assert who_may(rule, a_case(section=section), users) == {"head"}
    assert "menangguhkan" in rule.refusal(users["registrar"], case)


def test_head_of_the_section_says_who_collects_while_the_case_runs(users, case, ended):
    rule = permissions.decide_collector

    assert who_may(rule, case, users) == {"head"}
    assert who_may(rule, ended, users) == set()
    assert "boleh menjemput" in rule.refusal(users["worker"], case)
    assert "boleh menjemput" in rule.refusal(users["other_head"], case)
    assert "sudah selesai" in rule.refusal(users["head"], ended)


# --- The lock of a suspicion -------------------------------------------------------------------


def locked(case, by):
    return ReunionLock.objects.create(case=case, reason="Diduga dieksploitasi", locked_by=by)


def test_heads_of_section_and_division_clear_a_lock(users, case):
    lock, rule = locked(case, users["worker"]), permissions.clear_reunion

    assert who_may(rule, lock, users) == {"head", "division"}
    assert "yang membuka kunci" in rule.refusal(users["worker"], lock)
    assert "yang membuka kunci" in rule.refusal(users["other_head"], lock)


def test_head_who_saw_the_danger_does_not_clear_it(users, case):
    lock, rule = locked(case, users["head"]), permissions.clear_reunion

    assert who_may(rule, lock, users) == {"division"}
    assert "kuncinya sendiri" in rule.refusal(users["head"], lock)


# --- Instruments -------------------------------------------------------------------------------


def test_admin_writes_instruments(users):
    rule = permissions.maintain_instruments

    assert who_may(rule, object(), users) == {"admin"}
    assert "admin data" in rule.refusal(users["worker"], object())
