"""Guests of a conference who left an address are told by mail when and where it is; no mail says about whom."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from intake.actions import add_identifier
from intake.models import NameKind, PersonName, Stage
from ppks_service import indonesian
from ppks_service.accounts.roles import Role
from ppks_service.documents.models import DocumentStatus, IssuedDocument
from ppks_service.journal.models import Entry
from referrals import actions
from referrals.models import CaseConference
from tests.factories import (
    a_called_conference,
    a_case,
    a_person,
    a_user,
)

pytestmark = pytest.mark.django_db
NAME, ALIAS, NIK = "Marlan Surya", "Si Buyung", "1271010101859001"
LATER = {"starts_at": timezone.now() + dt.timedelta(days=5), "place": "Rumah Pak Marlan Surya"}


@pytest.fixture
def case(office, section, worker):
    person = a_person(NAME)
    PersonName.objects.create(person=person, name=ALIAS, kind=NameKind.ALIAS)
    add_identifier(person, by=worker, kind="nik", number=NIK)
    return a_case(section=section, owner=worker, person=person, stage=Stage.ANALYSIS)


@pytest.fixture
def saved(django_capture_on_commit_callbacks):
    """Mails go out once the act is saved."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def told() -> list[str]:
    return (
        Entry.objects.filter(action="conference.mail").order_by("pk").values_list("note", flat=True)
    )


def test_guest_is_told_of_the_call_its_change_and_its_end_and_never_about_whom(case, saved):
    with saved():
        conference = a_called_conference(case, email="dokter@contoh.go.id")
    first = conference.invitation
    later = timezone.now() + dt.timedelta(days=5)
    with saved():
        moved = actions.move_conference(
            conference, by=case.owner, starts_at=later, place="Aula contoh"
        )
    with saved():
        actions.cancel_conference(conference, by=case.owner, reason=f"{NAME} ({NIK}) pergi")

    called, changed, cancelled = mail.outbox
    assert first.number != moved.invitation.number
    for message, words, number, when, place in (
        (called, "Undangan", first, conference.starts_at, "Ruang rapat contoh"),
        (changed, "Perubahan undangan", moved.invitation, later, "Aula contoh"),
        (cancelled, "Pembatalan undangan", moved.invitation, later, "Aula contoh"),
    ):
        assert message.to == ["dokter@contoh.go.id"]
        assert message.subject == f"{words} pembahasan kasus: {number}"
        assert f"Nomor undangan: {number}" in message.body
        assert f"Waktu: {indonesian.long_moment(when)}" in message.body
        assert f"Tempat: {place}" in message.body
        text = f"{message.subject} {message.body}"
        for secret in (NAME, "Marlan", ALIAS, NIK, case.number, case.person.initials):
            assert secret not in text
        assert not re.search(r"\d{16}", text)
    assert [note.split(":")[1] for note in told()] == [" pos-el kepada 1 peserta dari luar."] * 3
    first.refresh_from_db()
    assert first.status == DocumentStatus.SUPERSEDED
    assert IssuedDocument.objects.get(replaces=first).status == DocumentStatus.WITHDRAWN
    assert "Semula" in Entry.objects.get(action="conference.move").note


def test_name_that_was_learned_after_the_call_is_not_told(case, saved):
    conference = a_called_conference(case, email="desa@contoh.go.id", place="Rumah Opung Togar")
    PersonName.objects.create(person=case.person, name="Opung Togar", kind=NameKind.ALIAS)

    with saved():
        actions.cancel_conference(conference, by=case.owner, reason="Jalan terputus")

    assert "Togar" not in mail.outbox[0].body
    assert "Tempat: Rumah O" in mail.outbox[0].body


def test_who_left_no_address_gets_no_mail(case, saved):
    with saved():
        a_called_conference(case)

    assert mail.outbox == []
    assert not told()


def test_who_it_is_about_is_refused_in_what_the_invitation_prints(case):
    for fields, sentence in (
        ({"place": f"Rumah {NAME}"}, "adalah nama orangnya"),
        ({"agenda": f"Keadaan {ALIAS}"}, "adalah nama orangnya"),
        ({"agenda": f"Kartu {NIK}"}, "tidak memuat NIK"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            a_called_conference(case, **fields)
    conference = a_called_conference(case)
    for change, sentence in (
        (LATER, "adalah nama orangnya"),
        (LATER | {"starts_at": timezone.now() - dt.timedelta(days=1), "place": "Aula"}, "lewat"),
        ({"starts_at": conference.starts_at, "place": conference.place}, "masih sama"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            actions.move_conference(conference, by=case.owner, **change)
    assert IssuedDocument.objects.get().status == DocumentStatus.VALID


def test_guest_is_asked_with_an_address_and_the_call_is_moved_in_pages(as_user, case, saved):
    head, client = a_user(Role.SECTION_HEAD, office=case.section), as_user(case.owner)
    soon = timezone.localtime() + dt.timedelta(days=1)
    call = {
        "starts_at": soon.strftime("%Y-%m-%dT%H:%M"),
        "place": "Aula",
        "question": "Ke mana?",
        "chair": head.pk,
        "tamu-TOTAL_FORMS": "1",
        "tamu-INITIAL_FORMS": "0",
        "tamu-0-email": "dokter@contoh.go.id",
    }
    url = reverse("referrals:conference_call", args=[case.number])

    nameless = client.post(url, call).content.decode()
    client.post(url, call | {"tamu-0-name": "dr. Contoh", "tamu-0-agency": "RSJ"})
    conference = CaseConference.objects.get()
    page = client.get(reverse("referrals:conference", args=[conference.number])).content.decode()
    move = reverse("referrals:conference_move", args=[conference.number])
    same = client.post(move, {"starts_at": call["starts_at"], "place": "Aula"}).content.decode()
    with saved():
        client.post(move, {"starts_at": call["starts_at"], "place": "Ruang lain"})

    assert "Tulis siapa yang diundang" in nameless
    assert "dokter@contoh.go.id" in page
    assert move in page
    assert "masih sama" in same
    conference.refresh_from_db()
    assert conference.place == "Ruang lain"
    assert "Tempat: Ruang lain" in mail.outbox[0].body
