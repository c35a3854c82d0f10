"""The partner desk: a link and a PIN instead of an account, one referral, and only while it is open."""

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ppks_service.accounts.models import OfficeKind
from ppks_service.accounts.roles import Role
from ppks_service.documents.models import Letterhead
from ppks_service.documents.reference import TO_FILL
from ppks_service.journal.models import Entry
from ppks_service.worklist.registry import work_of
from referrals import actions, partner_session
from referrals.actions import LinkClosed
from referrals.content import Change
from referrals.models import (
    MOST_WRONG_PINS,
    Decision,
    DeclineCode,
    PartnerLink,
    PartnerReply,
    Referral,
    ReferralStatus,
    ReplyKind,
)
from tests.conftest import LookingClient
from tests.factories import (
    a_case,
    a_facility,
    a_referral,
    a_user,
    an_office,
    clocks,
    number_series,
)
from upt_facilities.models import FacilityKind

S = ReferralStatus
WHO = "dr. Contoh, dokter jaga"


def sent(status=S.APPROVED, *, email="", **fields):
    """A referral to a hospital without an account, with its link as the officer saw it."""
    facility = fields.pop("facility", None) or a_facility(kind=FacilityKind.HOSPITAL)
    referral = a_referral(status, facility=facility, **fields)
    link = PartnerLink(contact="IGD", email=email)
    return actions.send_link(link, referral=referral, by=referral.written_by)


def url(name, token, **more):
    return reverse(f"partner:{name}", kwargs={"token": token, **more})


def give_pin(client, given, pin="", name="dr. Contoh"):
    data = {"pin": pin or given.pin, "name": name, "position": "dokter jaga"}
    return client.post(url("pin", given.token), data)


def wrong(given):
    return f"{(int(given.pin) + 1) % 1_000_000:06d}"


# --- Giving it ------------------------------------------------------------------------------------


def test_neither_token_nor_pin_is_stored(db):
    given = sent()

    row = PartnerLink.objects.filter(pk=given.link.pk).values()[0]

    assert given.token not in str(row)
    assert given.pin not in str({k: v for k, v in row.items() if k != "pin_hash"})
    assert len(given.token) == 43  # 256 bits
    assert re.fullmatch(r"\d{6}", given.pin)
    assert not Entry.objects.filter(data__icontains=given.token).exists()
    assert not Entry.objects.filter(note__icontains=given.pin).exists()


def test_production_hashes_the_pin_with_argon2():
    from ppks_service import settings as real

    assert "Argon2" in real.PASSWORD_HASHERS[0]


def test_page_shows_link_and_pin_once_to_who_sends_it(as_user, db):
    referral = a_referral(S.APPROVED, facility=a_facility(kind=FacilityKind.HOSPITAL))
    client = as_user(referral.written_by)
    address = reverse("referrals:link_send", args=[referral.number])

    response = client.post(address, {"contact": "IGD", "email": ""})

    html = response.content.decode()
    pin = re.search(r'id="pin">(\d{6})<', html).group(1)
    assert "https://ppks.contoh.go.id/mitra/" in html
    assert "no-store" in response["Cache-Control"]
    assert pin not in client.get(address).content.decode()
    assert pin not in client.get(reverse("referrals:show", args=[referral.number])).content.decode()


def test_account_of_a_link_signs_nobody_in(client, db):
    given = sent()

    assert not given.link.account.is_active
    assert not given.link.account.has_usable_password()
    username = given.link.account.username
    client.post(reverse("accounts:sign_in"), {"username": username, "password": "x"})
    assert client.get(reverse("worklist:home")).status_code == 302


def test_link_is_only_for_a_referral_that_was_approved(db):
    referral = a_referral(S.SUBMITTED)

    with pytest.raises(Exception, match="sesudah rujukan disetujui"):
        actions.send_link(PartnerLink(contact="IGD"), referral=referral, by=referral.written_by)


def test_new_link_stops_the_one_before(client, db):
    given = sent()

    again = actions.send_link(
        PartnerLink(contact="IGD"), referral=given.link.referral, by=given.link.issued_by
    )

    assert client.get(url("pin", given.token)).status_code == 410
    assert client.get(url("pin", again.token)).status_code == 200


def test_second_standing_link_is_refused_by_the_database(db):
    given = sent()
    again = actions.send_link(
        PartnerLink(contact="IGD"), referral=given.link.referral, by=given.link.issued_by
    )
    assert again
    with pytest.raises(IntegrityError, match="partner_link_one_standing"), transaction.atomic():
        PartnerLink.objects.filter(pk=given.link.pk).update(
            revoked_by=None, revoked_at=None, revoke_reason=""
        )


def test_lock_cannot_be_left_out(db):
    given = sent()
    with pytest.raises(IntegrityError, match="partner_link_locks_in_time"), transaction.atomic():
        PartnerLink.objects.filter(pk=given.link.pk).update(wrong_pins=MOST_WRONG_PINS)


@pytest.mark.django_db(transaction=True)
def test_mail_holds_the_link_and_nobody_s_name(db):
    given = sent(email="igd@contoh.id")
    person = given.link.referral.case.person

    [message] = mail.outbox

    text = message.subject + message.body
    assert given.token in text
    assert given.pin not in text
    assert person.name not in text
    assert all(word not in text for word in person.name.split())
    assert given.link.issued_by.full_name not in text


# --- Coming in ------------------------------------------------------------------------------------


def test_page_asks_for_the_pin_and_names_nobody_before_it(client, db):
    given = sent()
    person = given.link.referral.case.person

    response = client.get(url("open", given.token), follow=True)

    html = response.content.decode()
    assert 'name="pin"' in html
    assert person.name not in html
    assert person.register_number not in html
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"].startswith("noindex")
    assert response["Referrer-Policy"] == "same-origin"


def test_pin_opens_the_packet_and_is_written_down(client, db):
    given = sent()
    referral = given.link.referral

    response = give_pin(client, given)
    packet = client.get(response["Location"])

    html = packet.content.decode()
    assert referral.case.person.register_number in html
    assert referral.case.person.name not in html
    cookie = client.cookies[partner_session.COOKIE]
    assert cookie["httponly"]
    assert cookie["path"] == "/mitra/"
    assert cookie["max-age"] == 30 * 60
    referral.refresh_from_db()
    assert referral.seen_at is not None
    entry = Entry.objects.get(action="partner_link.open")
    assert entry.actor == given.link.account
    assert entry.subject_pk == str(given.link.pk)
    assert entry.origin == "127.0.0.1"
    assert WHO in entry.note


def test_full_name_is_shown_on_asking_and_written_down(client, db):
    given = sent()
    give_pin(client, given)

    html = client.post(url("name", given.token)).content.decode()

    assert given.link.referral.case.person.name in html
    assert Entry.objects.filter(action="partner_link.name_read").count() == 1


def test_wrong_pins_are_counted_and_lock_the_link_for_good(client, db):
    given = sent()
    for left in range(MOST_WRONG_PINS - 1, 0, -1):
        response = give_pin(client, given, wrong(given))
        assert f"Sisa {left} percobaan" in response.content.decode()

    last = give_pin(client, given, wrong(given))
    right = give_pin(client, given)

    assert "terkunci" in last.content.decode()
    assert right.status_code == 410
    assert partner_session.COOKIE not in client.cookies
    assert Entry.objects.filter(action="partner_link.lock").count() == 1
    assert Entry.objects.filter(action="partner_link.refuse").count() == MOST_WRONG_PINS - 1
    writer = given.link.issued_by
    assert "tautan_mitra" in [item.kind for item in work_of(writer)]


@pytest.mark.django_db(transaction=True)
def test_twenty_wrong_pins_at_once_are_not_twenty_tries():
    given = sent()

    def attempt(_):
        try:
            return actions.enter(given.link, pin=wrong(given), name=WHO)
        except LinkClosed:
            return "closed"
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as pool:
        outcomes = list(pool.map(attempt, range(20)))

    assert outcomes.count(None) == MOST_WRONG_PINS
    assert outcomes.count("closed") == 20 - MOST_WRONG_PINS


def test_link_cannot_be_guessed(client, db):
    given = sent()
    guesses = [
        given.token[:-1] + ("A" if given.token[-1] != "A" else "B"),
        "x" * 43,
        "1",
        given.link.token_hash,
    ]

    for guess in guesses:
        response = client.get(url("pin", guess))
        assert response.status_code == 404
        html = response.content.decode()
        assert given.link.referral.number not in html
        assert str(given.link.referral.facility) not in html


def test_pin_of_one_link_opens_no_other(client, db):
    mine, other = sent(), sent()
    give_pin(client, mine)

    response = client.get(url("open", other.token))

    assert response.status_code == 302
    assert response["Location"] == url("pin", other.token)
    refused = client.post(url("answer", other.token, what="terima"), {})
    assert refused.status_code == 302
    other.link.referral.refresh_from_db()
    assert other.link.referral.status == S.APPROVED


BEHIND = [
    ("get", "open", {}),
    ("get", "letter", {}),
    ("post", "name", {}),
    ("post", "answer", {"what": "terima"}),
    ("post", "leave", {}),
]


@pytest.mark.parametrize(("method", "name", "more"), BEHIND, ids=[one[1] for one in BEHIND])
def test_each_address_behind_a_link_asks_for_its_own_pin(client, db, method, name, more):
    given, other = sent(), sent()
    address = url(name, given.token, **more)

    for step in ("nobody", "another's PIN", "a wrong PIN", "after leaving"):
        if step == "another's PIN":
            give_pin(client, other)
        elif step == "a wrong PIN":
            give_pin(client, given, wrong(given))
        elif step == "after leaving":
            give_pin(client, given)
            client.post(url("leave", given.token))
        before = Entry.objects.count()
        response = getattr(client, method)(address)

        assert (response.status_code, response["Location"]) == (302, url("pin", given.token)), step
        assert Entry.objects.count() == before, step
    assert Referral.objects.get(pk=given.link.referral_id).status == S.APPROVED


def test_forged_and_old_cookies_open_nothing(client, db, monkeypatch):
    given = sent()
    give_pin(client, given)
    monkeypatch.setattr(partner_session, "AGE", -1)
    assert client.get(url("open", given.token)).status_code == 302
    monkeypatch.undo()
    assert client.get(url("open", given.token)).status_code == 200
    client.cookies[partner_session.COOKIE] = "ab" + client.cookies[partner_session.COOKIE].value
    assert client.get(url("open", given.token)).status_code == 302


def test_session_of_the_link_signs_in_nowhere(client, db):
    given = sent()
    give_pin(client, given)

    response = client.get(reverse("referrals:show", args=[given.link.referral.number]))

    assert response.status_code == 302
    assert reverse("accounts:sign_in") in response["Location"]


# --- Closed ---------------------------------------------------------------------------------------


def revoked(given):
    actions.revoke_link(given.link, by=given.link.issued_by, reason="Salah alamat.")


def expired(given):
    PartnerLink.objects.filter(pk=given.link.pk).update(
        issued_at=timezone.now() - dt.timedelta(days=40),
        expires_at=timezone.now() - dt.timedelta(minutes=1),
    )


def cancelled(given):
    actions.cancel(given.link.referral, by=given.link.issued_by, reason="Keluarga datang.")


def declined(given):
    actions.answer_by_link(given.link, actions.decline, name=WHO, code=DeclineCode.FULL)
    PartnerReply.objects.all().delete()


def served(given):
    actions.answer_by_link(given.link, actions.accept, name=WHO)
    actions.answer_by_link(given.link, actions.finish, name=WHO)
    PartnerReply.objects.all().delete()


def fallen(given):
    """The decision lost its ground; the referral waits for another."""
    referral = given.link.referral
    Decision.objects.create(
        referral=referral,
        outcome="approved",
        decided_by=referral.decided_by,
        decided_at=referral.decided_at,
        content={},
        content_hash="0" * 64,
        letter=referral.letter,
    )
    change = Change("Kebutuhan", "", "Obat")
    actions.void_decision(referral, by=referral.written_by, changes=[change])


def approved_anew(given):
    """And came: it is another approval than the one the link was given for."""
    fallen(given)
    number_series()
    referral = Referral.objects.get(pk=given.link.referral_id)
    referral = actions.submit(referral, by=referral.written_by)
    actions.approve(referral, by=a_user(Role.SECTION_HEAD, office=referral.case.section))


@pytest.mark.parametrize(
    "close", [revoked, expired, cancelled, declined, served, fallen, approved_anew]
)
def test_closed_link_says_so_and_nothing_else(client, db, close):
    given = sent()
    give_pin(client, given)
    close(given)
    referral, person = given.link.referral, given.link.referral.case.person

    answers = [
        client.get(url("open", given.token)),
        client.get(url("letter", given.token)),
        client.post(url("pin", given.token), {"pin": given.pin, "name": "x"}),
        client.post(url("name", given.token)),
        client.post(url("answer", given.token, what="terima"), {"note": "ya"}),
    ]

    for response in answers:
        assert response.status_code == 410
        html = response.content.decode()
        assert "Tidak ada data yang ditampilkan" in html
        for secret in (
            referral.number,
            person.name,
            person.register_number,
            str(referral.facility),
        ):
            assert secret not in html
    assert not PartnerReply.objects.exists()


@pytest.mark.parametrize(
    ("close", "why"),
    [
        (revoked, "mencabut atau mengganti tautan ini"),
        (expired, "Masa berlakunya habis"),
        (cancelled, "ditarik kembali, atau diputus ulang"),
    ],
)
def test_closed_link_says_why(client, db, close, why):
    given = sent()
    close(given)

    page = client.get(url("open", given.token)).text

    assert why in page
    assert "Minta tautan baru" in page


def test_address_that_is_no_link_is_told_to_be_checked(client, db):
    page = client.get(url("open", "tidak-ada"))

    assert page.status_code == 404
    assert "tersalin utuh" in page.text
    assert "Minta tautan baru" not in page.text  # nobody would hear of it


@pytest.mark.parametrize(("contact", "told"), [("Telepon (061) 000-0000", 1), (TO_FILL, 0)])
def test_closed_link_says_how_to_reach_the_office_once_that_is_known(client, db, contact, told):
    given = sent()
    revoked(given)
    office = an_office(OfficeKind.DEPARTMENT)
    Letterhead.objects.create(office=office, name="DINAS SOSIAL", contact=contact)

    assert client.get(url("open", given.token)).text.count(contact) == told


def test_link_that_closed_while_the_page_was_open_does_nothing(db):
    given = sent()
    revoked(given)

    with pytest.raises(LinkClosed):
        actions.answer_by_link(given.link, actions.accept, name=WHO)

    assert Referral.objects.get().status == S.APPROVED


def test_holder_of_a_closed_link_asks_for_another_once(client, db):
    given = sent()
    expired(given)

    for _ in range(2):
        client.post(url("ask_again", given.token))

    assert Entry.objects.filter(action="partner_link.ask_again").count() == 1
    page = client.get(url("open", given.token)).text
    assert "Tautan baru sudah diminta" in page
    assert "Minta tautan baru" not in page
    items = [item for item in work_of(given.link.issued_by) if item.kind == "tautan_mitra"]
    assert len(items) == 1


def test_holder_of_a_revoked_link_reaches_the_section_until_there_is_a_new_one(client, db):
    given = sent()
    revoked(given)
    writer = given.link.issued_by

    def lines():
        return [item.detail for item in work_of(writer) if item.kind == "tautan_mitra"]

    before = lines()
    client.post(url("ask_again", given.token))
    asked = lines()
    actions.send_link(PartnerLink(contact="IGD"), referral=given.link.referral, by=writer)

    assert [before, asked, lines()] == [[], ["pemegangnya meminta"], []]


def test_who_gives_a_link_and_who_comes_through_one_lock_in_the_same_order(db):
    """Else the two may wait for each other, and the database throws one out."""
    given = sent()

    def locks(act):
        with CaptureQueriesContext(connection) as queries:
            act()
        locking = [q["sql"] for q in queries if "FOR NO KEY UPDATE" in q["sql"]]
        tables = [re.match(r'SELECT .*? FROM "(\w+)"', sql)[1] for sql in locking]
        return list(dict.fromkeys(t for t in tables if t != "accounts_office"))

    through = locks(lambda: actions.enter(given.link, pin=given.pin, name=WHO))
    again = PartnerLink(contact="IGD")
    giving = locks(
        lambda: actions.send_link(again, referral=given.link.referral, by=given.link.issued_by)
    )

    order = ["referrals_partnerlink", "intake_case", "referrals_referral"]
    assert [through[:3], giving[:3]] == [order, order]


def test_only_who_writes_the_referral_gives_and_revokes(as_user, db):
    given = sent()
    stranger = a_user(Role.SOCIAL_WORKER)
    number = given.link.referral.number

    sending = as_user(stranger).post(
        reverse("referrals:link_send", args=[number]), {"contact": "Saya"}
    )
    revoking = as_user(stranger).post(
        reverse("referrals:link_revoke", args=[number, given.link.pk]), {"reason": "x"}
    )

    assert (sending.status_code, revoking.status_code) == (404, 404)
    assert PartnerLink.objects.get().revoked_at is None


# --- Answering ------------------------------------------------------------------------------------


def test_answers_go_through_the_acts_of_an_account(client, db, upload):
    clocks()
    given = sent()
    referral = given.link.referral
    give_pin(client, given)

    accepted = client.post(
        url("answer", given.token, what="terima"),
        {"note": "Loket 3", "attachments": [upload("pdf")]},
    )

    assert accepted.status_code == 302
    referral.refresh_from_db()
    assert referral.status == S.ACCEPTED
    assert referral.answered_by == given.link.account
    reply = PartnerReply.objects.get()
    assert (reply.kind, reply.text, reply.said_name) == (ReplyKind.ACCEPTED, "Loket 3", WHO)
    assert reply.link == given.link
    assert reply.files.get().file.content_type == "application/pdf"
    entry = Entry.objects.get(action="referral.accept")
    assert entry.actor == given.link.account
    through = Entry.objects.get(action="partner_link.answer")
    assert through.data == {"referral": referral.number, "act": "accept"}
    assert through.case_pk == referral.case_id


def test_partner_declines_with_a_code_and_the_link_is_over(client, db):
    given = sent()
    give_pin(client, given)

    without = client.post(url("answer", given.token, what="tidak"), {"code": "", "note": ""})
    client.post(url("answer", given.token, what="tidak"), {"code": DeclineCode.FULL, "note": ""})

    assert without.status_code == 422
    assert Referral.objects.get().decline_code == DeclineCode.FULL
    assert client.get(url("open", given.token)).status_code == 410


def test_partner_asks_back_and_reads_the_answer(client, as_user, db):
    clocks()
    given = sent()
    referral, writer = given.link.referral, given.link.issued_by
    give_pin(client, given)

    client.post(url("answer", given.token, what="tanya"), {"question": "BPJS aktif?"})
    question = PartnerReply.objects.get()
    lines = [item for item in work_of(writer) if item.kind == "jawaban_mitra"]
    as_user(writer).post(
        reverse("referrals:reply_answer", args=[referral.number, question.pk]), {"answer": "Aktif."}
    )

    assert [line.act for line in lines] == ["Jawab"]
    assert "Aktif." in client.get(url("open", given.token)).content.decode()
    assert "jawaban_mitra" not in [item.kind for item in work_of(writer)]
    referral.refresh_from_db()
    assert referral.status == S.APPROVED


def test_arrival_and_end_by_link(client, db):
    given = sent(S.ACCEPTED)
    give_pin(client, given)
    arrival = {
        "arrived_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "condition": "Sadar, berjalan sendiri.",
        "belongings": "Tidak ada.",
        "handed_by": "Petugas Contoh",
        "brought_by": "Pekerja sosial",
    }

    client.post(url("answer", given.token, what="tiba"), arrival)
    arrived = Referral.objects.get()
    client.post(url("answer", given.token, what="selesai"), {"note": "Sudah diperiksa."})

    assert arrived.status == S.ARRIVED
    assert arrived.stay.received_by == given.link.account
    assert Referral.objects.get().status == S.DONE
    assert [r.kind for r in PartnerReply.objects.order_by("pk")] == [
        ReplyKind.ARRIVED,
        ReplyKind.DONE,
    ]
    assert client.get(url("open", given.token)).status_code == 410


def test_answer_that_the_workflow_has_closed_is_refused_in_words(client, db):
    given = sent()
    give_pin(client, given)

    response = client.post(url("answer", given.token, what="selesai"), {"note": ""})

    assert response.status_code == 422
    assert "Belum tersimpan" in response.text
    assert "Tandai selesai tidak dapat dilakukan" in response.text
    assert Referral.objects.get().status == S.APPROVED


@pytest.mark.parametrize(
    ("name", "content"), [("virus.pdf", b"MZ\x90\x00"), ("halaman.html", b"<script>1</script>")]
)
def test_attachment_is_judged_by_what_it_holds(client, db, name, content):
    from django.core.files.base import ContentFile

    given = sent()
    give_pin(client, given)

    response = client.post(
        url("answer", given.token, what="terima"),
        {"note": "", "attachments": [ContentFile(content, name=name)]},
    )

    assert response.status_code == 422
    assert "Berkas ini bukan" in response.content.decode()
    assert Referral.objects.get().status == S.APPROVED
    assert not PartnerReply.objects.exists()


def test_attachment_is_opened_by_the_section_alone(client, as_user, db, upload):
    given = sent()
    referral = given.link.referral
    give_pin(client, given)
    client.post(
        url("answer", given.token, what="tanya"), {"question": "Ini?", "attachments": [upload()]}
    )
    found = PartnerReply.objects.get().files.get()
    address = reverse("referrals:reply_file", args=[referral.number, found.pk])

    mine = as_user(referral.written_by).get(address)
    other = as_user(a_user(Role.SOCIAL_WORKER)).get(address)
    partner = as_user(a_user(Role.PARTNER)).get(address)

    assert (mine.status_code, other.status_code, partner.status_code) == (200, 404, 404)
    assert mine["Content-Type"] == "image/jpeg"
    assert Entry.objects.filter(action="referral.file_read").count() == 1


def test_letter_opens_behind_the_pin_and_is_written_down(client, db):
    given = sent()
    give_pin(client, given)

    response = client.get(url("letter", given.token))

    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    assert Entry.objects.filter(action="partner_link.letter_print").count() == 1


def test_account_of_a_partner_replies_into_the_same_list(as_user, db):
    referral = a_referral(S.APPROVED, facility=a_facility(kind=FacilityKind.HOSPITAL))
    partner = a_user(Role.PARTNER, office=referral.facility.office)

    as_user(partner).post(
        reverse("referrals:ask", args=[referral.number]), {"question": "Kapan datang?"}
    )
    as_user(partner).post(reverse("referrals:accept", args=[referral.number]), {"note": "Baik"})

    kinds = [reply.kind for reply in PartnerReply.objects.order_by("pk")]
    assert kinds == [ReplyKind.QUESTION, ReplyKind.ACCEPTED]
    assert PartnerReply.objects.filter(link=None, said_by=partner).count() == 2


def test_section_that_ends_a_referral_itself_has_nothing_to_read(db):
    referral = a_referral(S.ACCEPTED, facility=a_facility(kind=FacilityKind.AGENCY))

    actions.finish(referral, by=referral.written_by)

    assert not PartnerReply.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_work_lines_cost_the_same_for_one_reply_and_three(db, django_assert_num_queries, rows):
    from ppks_service.worklist.clocks import Clocks
    from referrals import work_partner

    clocks()
    writer = a_user(Role.SOCIAL_WORKER)
    for _ in range(rows):
        given = sent(case=a_case(section=writer.office), submitted_by=writer)
        actions.ask_back(given.link.referral, by=given.link.account, question="Kapan?")
    keeper = Clocks()

    with django_assert_num_queries(2):
        lines = list(work_partner.work(writer, keeper))

    assert len(lines) == rows


def test_another_client_needs_the_pin_again(client, db):
    given = sent()
    give_pin(client, given)

    assert LookingClient().get(url("open", given.token)).status_code == 302
