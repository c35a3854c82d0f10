"""The journal: permanent, complete, and read by auditors alone."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ppks_service.accounts.roles import Role
from ppks_service.journal import queries
from ppks_service.journal.actions import record
from ppks_service.journal.models import Entry
from ppks_service.journal.subjects import paths_of
from tests.factories import (
    a_called_conference,
    a_case,
    a_document,
    a_need,
    a_person,
    a_plan,
    a_referral,
    a_service,
    a_stay,
    a_user,
    a_visit,
    a_waiting_entry,
    an_assessment,
    an_encounter,
    an_item,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: Entry.objects.filter(pk=entry.pk).update(note="lain"),
        lambda entry: Entry.objects.filter(pk=entry.pk).delete(),
    ],
)
def test_entry_is_permanent_whoever_writes(change):
    entry = record(actor=a_user(), action="case.edit", subject=a_case())

    with pytest.raises(IntegrityError, match="never changed or removed"), transaction.atomic():
        change(entry)


def test_raw_sql_changes_no_entry_either():
    record(actor=a_user(), action="case.edit", subject=a_case())

    with (
        pytest.raises(IntegrityError, match="never changed or removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM journal_entry")


def test_record_finds_the_file_of_its_subject():
    case, person = a_case(), a_person()

    of_case = record(actor=None, action="case.edit", subject=case)
    of_person = record(actor=None, action="person.edit", subject=person)

    assert (of_case.case_pk, of_case.person_pk) == (case.pk, case.person_id)
    assert of_case.subject_text == case.number
    assert (of_person.case_pk, of_person.person_pk) == (None, person.pk)
    assert of_person.subject_text == person.register_number


# Every model whose rows lead to a case or person, and by which way. One that is missing here fails the
# test: say whose file an act on it belongs to.
PATHS = {
    "documents.attachment": "document__case_pk",
    "documents.issueddocument": "case_pk",
    "documents.paraf": "document__case_pk",
    "documents.sealing": "document__case_pk",
    "documents.signedscan": "document__case_pk",
    "evaluation.issuedreport": "document__case_pk",
    "evaluation.visit": "case",
    "intake.assessment": "case",
    "intake.band": "encounter__person",
    "intake.belongingchange": "item__case",
    "intake.belongingitem": "case",
    "intake.bodymark": "person",
    "intake.bond": "relation__person",
    "intake.case": "person",
    "intake.casestage": "case",
    "intake.casetype": "case",
    "intake.collector": "person",
    "intake.consent": "case",
    "intake.duplicateproposal": "left",
    "intake.encounter": "person",
    "intake.familycontact": "person",
    "intake.handover": "case",
    "intake.handoverperson": "case",
    "intake.healthfact": "case",
    "intake.identifier": "person",
    "intake.identitycheck": "person",
    "intake.identitytask": "person",
    "intake.importrow": "case",
    "intake.need": "case",
    "intake.paper": "case",
    "intake.personlink": "person",
    "intake.personname": "person",
    "intake.personstatement": "person",
    "intake.promise": "case",
    "intake.relation": "person",
    "intake.reunionlock": "case",
    "intake.sheetline": "encounter__person",
    "intake.tie": "person",
    "journal.entry": "case_pk",
    "referrals.caseconference": "case",
    "referrals.clearance": "case",
    "referrals.conferenceaction": "conference__case",
    "referrals.conferenceparticipant": "conference__case",
    "referrals.conferencesupplement": "conference__case",
    "referrals.decision": "referral__case",
    "referrals.enclosure": "referral__case",
    "referrals.healthdisclosure": "referral__case",
    "referrals.nextcandidate": "referral__case",
    "referrals.papertask": "referral__case",
    "referrals.partnerlink": "referral__case",
    "referrals.partnerreminder": "referral__case",
    "referrals.partnerreply": "referral__case",
    "referrals.placementmember": "case",
    "referrals.planaction": "goal__plan__case",
    "referrals.planagreement": "plan__case",
    "referrals.plangoal": "plan__case",
    "referrals.referral": "case",
    "referrals.replyfile": "reply__referral__case",
    "referrals.servicegiven": "case",
    "referrals.serviceplan": "case",
    "upt_facilities.occupancy": "case",
    "upt_facilities.overcapacity": "case",
    "upt_facilities.stay": "case",
    "upt_facilities.temporaryplacement": "stay__case",
    "upt_facilities.waitingentry": "case",
}


def test_every_model_of_a_file_has_a_way_to_it():
    kept = [m for m in apps.get_models() if not hasattr(m, "pgh_tracked_model")]

    ways = {m._meta.label_lower: "__".join(p[0].steps) for m in kept if (p := paths_of(m))}

    assert ways == PATHS


SUBJECTS = {
    "visit": a_visit,
    "referral": lambda case: a_referral(case=case),
    "stay": lambda case: a_stay(case=case),
    "waiting": lambda case: a_waiting_entry(case=case),
    "service": lambda case: a_service(case),
    "assessment": an_assessment,
    "need": a_need,
    "plan": a_plan,
    "conference": a_called_conference,
    "document": lambda case: a_document(case_pk=case.pk),
    "item": lambda case: an_item(an_encounter(person=case.person)),
}


@pytest.mark.parametrize("kind", SUBJECTS)
def test_record_finds_the_person_through_whatever_was_read(office, kind):
    case = a_case()
    stored = SUBJECTS[kind](case)
    subject = type(stored)._base_manager.get(pk=stored.pk)

    entry = record(actor=None, action=f"{kind}.read", subject=subject)

    assert entry.person_pk == case.person_id
    assert entry.case_pk == (None if kind == "item" else case.pk)


def test_record_asks_for_no_row_that_is_loaded(django_assert_num_queries):
    visit = a_visit(a_case())

    with django_assert_num_queries(1):
        record(actor=None, action="visit.read", subject=visit)


def test_record_finds_the_person_of_a_case_that_was_only_said():
    case = a_case()

    entry = record(actor=None, action="list.export", subject=a_user(), case_pk=case.pk)

    assert (entry.case_pk, entry.person_pk) == (case.pk, case.person_id)


def test_act_that_fails_leaves_no_entry():
    user, case = a_user(), a_case()

    def act():
        with transaction.atomic():
            record(actor=user, action="case.edit", subject=case)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert not Entry.objects.exists()


def shown(response):
    return [line.entry.action for line in response.context["lines"]]


@pytest.fixture
def some_acts():
    ratna, bonar = a_user(), a_user()
    case = a_case()
    for actor, action in (
        (ratna, "case.edit"),
        (ratna, "case.read"),
        (bonar, "case.unseal"),
        (bonar, "document.print"),
        (bonar, "report.export"),
        (bonar, "account.sign_in"),
        (None, "account.locked"),
    ):
        record(actor=actor, action=action, subject=case)
    return ratna, case


@pytest.mark.parametrize(
    ("group", "actions"),
    [
        ("membuka", ["case.read"]),
        ("terlindungi", ["case.unseal"]),
        ("mengubah", ["case.edit"]),
        ("mencetak", ["report.export", "document.print"]),
        ("masuk", ["account.sign_in"]),
        ("ditolak", ["account.locked"]),
    ],
)
def test_journal_shows_one_group_of_acts(as_user, some_acts, group, actions):
    response = as_user(a_user(Role.AUDITOR)).get(f"/jurnal/?perbuatan={group}")

    assert shown(response) == actions


def test_groups_are_disjoint_and_cover_everything(some_acts):
    counts = [queries.journal(group=group.key).count() for group in queries.GROUPS]

    assert sum(counts) == Entry.objects.count()


def test_journal_shows_what_one_person_did(as_user, some_acts):
    ratna, _ = some_acts

    response = as_user(a_user(Role.AUDITOR)).get(f"/jurnal/?oleh={ratna.pk}")

    assert shown(response) == ["case.read", "case.edit"]


def test_journal_shows_what_was_done_to_one_thing(as_user, some_acts):
    _, case = some_acts
    record(actor=None, action="case.edit", subject=a_case())

    response = as_user(a_user(Role.AUDITOR)).get(f"/jurnal/?nomor={case.number.lower()}")

    assert len(shown(response)) == 7


def test_journal_shows_the_days_asked_for(as_user, some_acts):
    client = as_user(a_user(Role.AUDITOR))
    today = timezone.localdate()
    tomorrow = today + dt.timedelta(days=1)

    assert len(shown(client.get(f"/jurnal/?sejak={today}&sampai={today}"))) == 7
    assert shown(client.get(f"/jurnal/?sejak={tomorrow}")) == []
    nothing = client.get(f"/jurnal/?sejak={tomorrow}").content.decode()
    assert "Tidak ada catatan yang cocok" in nothing


def test_journal_pages_reach_every_entry_once_in_both_directions(as_user):
    case = a_case()
    for n in range(queries.PAGE_SIZE * 2 + 5):
        record(actor=None, action=f"case.act{n}", subject=case)
    client = as_user(a_user(Role.AUDITOR))
    address, seen, last = "/jurnal/", [], ""

    while True:
        response = client.get(address)
        seen += shown(response)
        if not response.context["older_query"]:
            break
        last, address = address, f"/jurnal/?{response.context['older_query']}"

    assert len(seen) == len(set(seen)) == queries.PAGE_SIZE * 2 + 5
    back = client.get(f"/jurnal/?{response.context['newer_query']}")
    assert shown(back) == shown(client.get(last))


def test_journal_is_for_auditors_and_a_bad_filter_breaks_nothing(as_user, some_acts):
    client = as_user(a_user(Role.AUDITOR))

    assert client.get("/jurnal/?oleh=x&sejak=kemarin&sebelum=abc&perbuatan=?").status_code == 200
    assert as_user(a_user(Role.DATA_ADMIN)).get("/jurnal/").status_code == 403


def test_journal_names_the_account_of_a_refused_sign_in(as_user, client):
    user = a_user()
    client.post("/masuk/", {"username": user.username, "password": "salah-salah-salah"})

    page = as_user(a_user(Role.AUDITOR)).get("/jurnal/?perbuatan=ditolak").content.decode()

    assert user.username in page
    assert "Masuk ditolak." in page


@pytest.mark.parametrize("rows", [1, 3])
def test_journal_costs_the_same_for_one_row_and_three(as_user, django_assert_num_queries, rows):
    case = a_case()
    for _ in range(rows):
        record(actor=a_user(), action="case.edit", subject=case)
    client = as_user(a_user(Role.AUDITOR))

    with django_assert_num_queries(7):
        response = client.get("/jurnal/")

    assert len(response.context["lines"]) == rows
