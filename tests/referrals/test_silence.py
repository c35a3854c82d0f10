"""A partner that says nothing is reminded, then rises to the head; and mails name nobody."""

import datetime as dt
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from ppks_service.accounts.models import Digest, User
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from ppks_service.worklist import digest
from ppks_service.worklist.registry import work_of
from referrals import actions
from referrals.models import PartnerLink, PartnerReminder, Referral, ReferralStatus
from tests.factories import a_facility, a_referral, a_user, clocks
from upt_facilities.models import FacilityKind

DAYS = dt.timedelta(days=1)


def silent(days=3, **fields):
    """A referral that was sent ``days`` ago; every clock of the tests runs two days."""
    clocks()
    referral = a_referral(
        ReferralStatus.APPROVED, facility=a_facility(kind=FacilityKind.HOSPITAL), **fields
    )
    Referral.objects.filter(pk=referral.pk).update(decided_at=timezone.now() - days * DAYS)
    referral.refresh_from_db()
    return referral


def linked(referral, email="igd@contoh.id"):
    link = PartnerLink(contact="IGD", email=email)
    return actions.send_link(link, referral=referral, by=referral.written_by)


def names_in(text):
    return [u.full_name for u in User.objects.all() if u.full_name in text] + [
        r.case.person.name for r in Referral.objects.all() if r.case.person.name in text
    ]


@pytest.mark.django_db(transaction=True)
def test_silent_partner_is_reminded_once_by_every_way_it_has():
    referral = silent()
    linked(referral)
    partner = a_user(
        Role.PARTNER, office=referral.facility.office, email="rs@contoh.id", digest=Digest.DAILY
    )
    a_user(Role.PARTNER, office=referral.facility.office)
    mail.outbox.clear()

    first = actions.remind_silent()
    again = actions.remind_silent()

    assert first == "1 rujukan diingatkan, 2 surel"
    assert again == "0 rujukan diingatkan, 0 surel"
    assert {to for message in mail.outbox for to in message.to} == {"igd@contoh.id", partner.email}
    for message in mail.outbox:
        assert referral.number in message.subject
        assert names_in(message.subject + message.body) == []
    entry = Entry.objects.get(action="referral.remind")
    assert (entry.actor, entry.case_pk) == (None, referral.case_id)


def test_one_that_was_approved_again_is_reminded_again(db):
    referral = silent()
    actions.remind_silent()
    Referral.objects.update(decided_at=timezone.now() - 3 * DAYS)
    PartnerReminder.objects.update(sent_at=timezone.now() - 4 * DAYS)

    assert actions.remind_silent().startswith("1 rujukan diingatkan")
    assert actions.remind_silent().startswith("0 rujukan diingatkan")
    assert Entry.objects.filter(action="referral.remind", case_pk=referral.case_id).count() == 2


def test_who_answered_who_asked_and_who_has_time_left_are_not_reminded(db):
    silent(days=1)
    asked = silent()
    actions.ask_back(asked, by=linked(asked, email="").link.account, question="BPJS aktif?")
    a_referral(ReferralStatus.ACCEPTED)

    assert actions.remind_silent() == "0 rujukan diingatkan, 0 surel"


@pytest.mark.parametrize("rows", [1, 3])
def test_silence_rises_to_the_head_in_one_query(db, rows, django_assert_num_queries):
    from ppks_service.worklist.clocks import Clocks
    from referrals import work_partner
    from tests.factories import a_case, a_section

    section = a_section()
    for _ in range(rows):
        silent(case=a_case(section=section))
    head = a_user(Role.SECTION_HEAD, office=section)
    keeper = Clocks()

    with django_assert_num_queries(4):
        lines = list(work_partner.work(head, keeper))

    assert [line.kind for line in lines] == ["mitra_diam"] * rows
    assert not [line for line in work_of(a_user(Role.SECTION_HEAD)) if line.kind == "mitra_diam"]


@pytest.mark.django_db(transaction=True)
def test_reply_is_told_at_once_to_who_wants_it_so():
    referral = silent()
    User.objects.filter(pk=referral.written_by_id).update(
        email="pekerja@contoh.id", digest=Digest.AT_ONCE
    )
    given = linked(referral, email="")

    actions.answer_by_link(given.link, actions.accept, name="dr. Contoh", note="Baik")

    [message] = mail.outbox
    assert message.to == ["pekerja@contoh.id"]
    assert referral.number in message.body
    assert names_in(message.subject + message.body) == []


def test_morning_sends_summaries_of_numbers_only(db, capsys):
    referral = silent()
    User.objects.filter(pk=referral.written_by_id).update(
        email="pekerja@contoh.id", digest=Digest.DAILY
    )
    a_user(Role.SOCIAL_WORKER, email="sepi@contoh.id", digest=Digest.DAILY)

    call_command("morning")

    assert "1 ringkasan terkirim" in capsys.readouterr().out
    [message] = [m for m in mail.outbox if m.to == ["pekerja@contoh.id"]]
    assert "1 jawaban rujukan lewat batas" in message.body
    assert "https://ppks.contoh.go.id/" in message.body
    assert names_in(message.subject + message.body) == []
    assert str(referral.facility) not in message.body


def test_mail_that_a_server_refuses_stops_nothing_and_leaves_no_address_in_the_log(
    monkeypatch, caplog
):
    address = "petugas.contoh@contoh.id"

    def refuse(*args, **kwargs):
        raise SMTPRecipientsRefused({address: (550, f"no such user {address}".encode())})

    monkeypatch.setattr(digest, "send_mail", refuse)

    assert digest.send("1 pekerjaan menunggu", ["Buka halaman."], address) == 0
    assert "SMTPRecipientsRefused" in caplog.text
    assert address not in caplog.text


def test_user_chooses_when_to_be_told(as_user, db):
    user = a_user()
    client = as_user(user)
    address = reverse("accounts:mail")

    without = client.post(address, {"digest": Digest.DAILY, "email": ""})
    done = client.post(address, {"digest": Digest.DAILY, "email": "saya@contoh.id"})

    assert "Isi alamat surel" in without.content.decode()
    assert done.status_code == 302
    user.refresh_from_db()
    assert (user.digest, user.email) == (Digest.DAILY, "saya@contoh.id")
    assert "saya@contoh.id" in client.get(reverse("accounts:account")).content.decode()


def test_digest_without_an_address_is_refused_by_the_database(db):
    user = a_user()
    with pytest.raises(IntegrityError, match="user_digest_has_an_address"), transaction.atomic():
        User.objects.filter(pk=user.pk).update(digest=Digest.DAILY)
