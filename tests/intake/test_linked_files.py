"""What was written about somebody under one number stands in the file of their other number too."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from intake import actions, letters, same, timeline
from intake.models import (
    BodyMark,
    Collector,
    CollectorStatus,
    FamilyContact,
    IdentityCheck,
    IdentityTask,
    PersonStatement,
    TaskStatus,
)
from ppks_service.documents.subjects import Circumstances
from tests.factories import a_case, a_person, clocks
from tests.intake.test_links import WRITTEN, dump

TODAY = timezone.localdate


@pytest.fixture
def known(worker, section):
    """A case that has ended, of somebody about whom much was written."""
    case = a_case(section=section, owner=worker, person=a_person("Marlan Surya"))
    person, now = case.person, timezone.now()
    actions.add_identifier(person, by=worker, kind="unhcr", number="ID-1271-9003")
    actions.add_mark(
        BodyMark(person=person, kind="scar", region="face_left", words="alis, 2 cm"), by=worker
    )
    actions.add_statement(
        PersonStatement(
            person=person,
            topic="origin",
            words="Dari Kisaran",
            said_on=timezone.localdate(),
            heard_by="Satpam",
        ),
        by=worker,
    )
    actions.check_identity(
        IdentityCheck(
            person=person,
            level="document",
            method="other",
            result="found",
            evidence="KTP dilihat",
            checked_on=timezone.localdate(),
        ),
        by=worker,
    )
    actions.log_family_contact(
        FamilyContact(
            person=person, whom="adiknya", channel="WhatsApp", result="no_answer", contacted_at=now
        ),
        by=worker,
    )
    actions.propose_collector(
        Collector(
            person=person,
            name="Lastri",
            relation="adik",
            relation_proof="KK",
            home_proof="Dilihat 3 Oktober",
            own_will="Setuju",
        ),
        by=worker,
    )
    return case


@pytest.fixture
def other(section, worker):
    return a_case(section=section, owner=worker, person=a_person("Marlan Soerya"))


def link(one, head, *, by):
    return actions.answer_same(same.pair_of(one, head), by=by, ground="document", head=head)


def html_of(client, name, case):
    return client.get(reverse(f"intake:{name}", args=[case.number])).content.decode()


SHOWN = {
    "case_show": ["Bekas luka", "alis, 2 cm", "Dokumen terlihat", "••"],
    "case_identity": [
        "“Dari Kisaran”",
        "alis, 2 cm",
        "KTP dilihat",
        "Marlan Surya",
        "ID12••9003",
        "tercatat pada",
    ],
    "case_family": ["Lastri", "WhatsApp, adiknya", "tercatat pada"],
}


@pytest.mark.parametrize("page", SHOWN)
def test_the_file_shows_what_was_written_under_the_other_number(
    as_user, worker, known, other, page
):
    clocks()
    client = as_user(worker)
    apart = html_of(client, page, other)
    link(known.person, other.person, by=worker)

    together = html_of(client, page, other)

    assert not [words for words in SHOWN[page] if words in apart]
    assert [words for words in SHOWN[page] if words not in together] == []


@pytest.mark.parametrize("page", ["case_identity", "case_family"])
def test_the_file_costs_the_same_for_one_number_and_three(
    as_user, worker, section, known, other, django_assert_max_num_queries, page
):
    clocks()
    client = as_user(worker)
    link(known.person, other.person, by=worker)
    url = reverse(f"intake:{page}", args=[other.number])
    with django_assert_max_num_queries(60) as two:
        client.get(url)
    third = a_case(section=section, owner=worker, person=a_person("Marlan S."))
    actions.add_mark(BodyMark(person=third.person, kind="mole", region="neck"), by=worker)
    link(third.person, other.person, by=worker)

    with django_assert_max_num_queries(len(two)):
        client.get(url)


def test_who_was_proposed_under_the_other_number_is_decided_here(
    as_user, worker, head, known, other
):
    link(known.person, other.person, by=worker)
    collector = Collector.objects.get()

    as_user(head).post(
        reverse("intake:case_family", args=[other.number]),
        {"act": "decide", "collector": collector.pk, "answer": "allow"},
    )

    collector.refresh_from_db()
    assert (collector.status, collector.person) == (CollectorStatus.ALLOWED, known.person)


def test_a_number_of_the_other_record_is_opened_here_with_its_reason(as_user, worker, known, other):
    url = reverse("intake:case_identity", args=[other.number])
    unmask = {
        "act": "unmask",
        "identifier": known.person.identifiers.get().pk,
        "reason": "Surat jalan",
    }
    client = as_user(worker)
    assert "ID12719003" not in client.post(url, unmask).content.decode()
    link(known.person, other.person, by=worker)

    assert "ID12719003" in client.post(url, unmask).content.decode()


def test_undone_each_file_shows_its_own_again(as_user, worker, known, other):
    clocks()
    actions.undo_link(link(known.person, other.person, by=worker).link, by=worker, reason="Keliru")

    html = html_of(as_user(worker), "case_identity", other)

    assert "Dari Kisaran" not in html
    assert "tercatat pada" not in html


def test_a_suspicion_under_the_other_number_is_told_at_the_head(as_user, worker, known, other):
    clocks()
    actions.lock_reunion(known, by=worker, reason="Diduga disuruh mengemis.")
    assert "reunifikasi terkunci" not in html_of(as_user(worker), "case_show", other).lower()

    link(known.person, other.person, by=worker)

    assert "reunifikasi terkunci" in html_of(as_user(worker), "case_show", other).lower()


def test_a_task_given_under_the_other_number_is_closed_by_a_check_here(worker, known, other):
    task = IdentityTask(person=known.person, owner=worker, level="nik", due_on=TODAY())
    actions.ask_identity(task, by=worker)
    check = {"level": "nik", "method": "other", "evidence": "Dukcapil", "checked_on": TODAY()}
    apart = IdentityCheck(person=other.person, result="not_found", **check)
    actions.check_identity(apart, by=worker)
    task.refresh_from_db()
    assert task.status == TaskStatus.OPEN
    link(known.person, other.person, by=worker)

    again = IdentityCheck(person=other.person, result="found", **check)
    actions.check_identity(again, by=worker)

    task.refresh_from_db()
    assert (task.status, task.closed_by) == (TaskStatus.DONE, worker)


def test_linking_reading_the_joint_file_and_undoing_leave_every_row(as_user, worker, known, other):
    clocks()
    client, kept = as_user(worker), WRITTEN | {"django_session"}
    before = dump(kept)
    link_ = link(known.person, other.person, by=worker).link

    for page in (*SHOWN, "case_timeline"):
        html_of(client, page, other)
    actions.undo_link(link_, by=worker, reason="Keliru")

    assert dump(kept) == before
    written_about = ("bodymark", "collector", "familycontact", "identitycheck", "personstatement")
    assert all(before[f"intake_{table}"] for table in written_about)


# --- The timeline --------------------------------------------------------------------------------


def test_each_answer_about_a_pair_stands_on_both_timelines(worker, known, other):
    pair = actions.propose(known.person, other.person, by=None, source="nightly", score=0.9)
    due_on = timezone.localdate() + dt.timedelta(days=3)
    actions.answer_unsure(pair, by=worker, due_on=due_on, note="Tanya Lastri")
    actions.answer_not_same(pair, by=worker, note="Sepupu")

    for case, number in ((known, other), (other, known)):
        lines = timeline.lines_of(case)
        told = [f"{line.what} {line.detail}" for line in lines if "register" not in line.what]
        for words in (
            f"Mungkin orang yang sama dengan {number.person.register_number}.",
            "jawaban: Belum dijawab → Belum yakin",
            "jawaban: Belum yakin → Bukan orang yang sama",
            f"Bukan orang yang sama dengan {number.person.register_number}.",
        ):
            assert any(words in line for line in told), words
        # What was noted may tell of the other, whose file the reader may not open.
        assert not any("Lastri" in line and "Tanya" in line for line in told)


def test_the_timeline_tells_of_the_person_under_every_number(worker, known, other):
    assert not any("Ciri tubuh" in line.what for line in timeline.lines_of(other))

    link(known.person, other.person, by=worker)

    told = [line.what for line in timeline.lines_of(other)]
    assert any("Ciri tubuh" in words for words in told)
    assert any(f"Satu orang dengan {known.person.register_number}" in words for words in told)


def test_what_is_written_in_both_files_of_a_pair_stands_once_in_the_joint_one(worker, known, other):
    actions.propose(known.person, other.person, by=None, source="nightly", score=0.9)
    link(known.person, other.person, by=worker)

    for case, number in ((known, other), (other, known)):
        about = f"Satu orang dengan {number.person.register_number}. Dasar: KTP"
        lines = [line for line in timeline.lines_of(case) if "Satu orang" in line.what]
        assert [line.what.startswith(about) for line in lines] == [True]
        told = [line.detail for line in timeline.lines_of(case)]
        assert sum("jawaban: Belum dijawab → Orang yang sama" in detail for detail in told) == 1
        asked = [line for line in timeline.lines_of(case) if "Mungkin orang" in line.what]
        assert len(asked) == 1


# --- Letters -------------------------------------------------------------------------------------


def test_a_letter_tells_how_surely_the_person_is_known_under_any_number(worker, known, other):
    given = Circumstances(by=worker, at=timezone.now(), prints=frozenset())

    def said():
        return letters.values(other, given)["tingkat_identitas"]

    assert said() != "dokumen terlihat"
    link(known.person, other.person, by=worker)

    assert said() == "dokumen terlihat"
