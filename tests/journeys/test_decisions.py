"""The decision in a browser: returned, changed and approved by an acting head; fallen by a later edit; how
many clicks and keys it takes."""

import statistics
import time

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from intake.models import Stage
from ppks_service.accounts.models import Mandate
from ppks_service.accounts.roles import Role
from ppks_service.documents.models import IssuedDocument
from referrals.models import Decision, PlanStatus, Referral, ReferralStatus
from tests.factories import (
    a_case,
    a_facility,
    a_person,
    a_plan,
    a_referral,
    a_section,
    a_user,
    clocks,
    number_series,
)
from tests.journeys.steps import choose, follow, open_page, press, see, send, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
S = ReferralStatus
PHONE, DESK = 390, 1280


@pytest.fixture
def team():
    number_series()
    clocks()
    section = a_section()
    return {
        "section": section,
        "worker": a_user(Role.SOCIAL_WORKER, office=section, full_name="Ratna Contoh"),
        "kasi": a_user(Role.SECTION_HEAD, office=section, full_name="Bonar Contoh"),
        "deputy": a_user(Role.SOCIAL_WORKER, office=section, full_name="Hotma Contoh"),
        "admin": a_user(Role.DATA_ADMIN),
    }


def waiting(team, name="Marlan Contoh"):
    case = a_case(
        section=team["section"],
        owner=team["worker"],
        stage=Stage.PLANNING,
        person=a_person(name=name),
    )
    a_plan(case, PlanStatus.AGREED, by=team["worker"])
    return a_referral(S.SUBMITTED, case=case, facility=a_facility(places=3))


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_returned_changed_seen_and_approved_by_plh(page_for, team, javascript):
    referral = waiting(team)

    kasi = page_for(team["kasi"], width=DESK, javascript=javascript)
    open_page(kasi, "referrals:decide", referral.number)
    choose_return(kasi, "Lampirkan surat keterangan sehat.")
    see(kasi, "dikembalikan kepada pengaju")

    worker = page_for(team["worker"], width=DESK, javascript=javascript)
    open_page(worker, "referrals:edit", referral.number)
    write(worker, "reason", "Keluarga menolak merawat; surat kini ada.")
    send(worker, simpan="ajukan")

    admin = page_for(team["admin"], width=DESK, javascript=javascript)
    open_page(admin, "accounts:mandates")
    choose(admin, "kind", "plh")
    admin.locator('[name="role"]').select_option("section_head")
    admin.locator('[name="office"]').select_option(str(team["section"].pk))
    write(admin, "title", "Kepala Seksi Contoh")
    admin.locator('[name="stands_in_for"]').select_option(str(team["kasi"].pk))
    admin.locator('[name="acting"]').select_option(str(team["deputy"].pk))
    today = timezone.localdate().isoformat()
    for field in ("starts_on", "ends_on", "letter_on"):
        write(admin, field, today)
    write(admin, "letter_number", "821/0099/CONTOH")
    write(admin, "reason", "dinas luar")
    press(admin, "Catat mandat")
    see(admin, "Mandat Plh. Kepala Seksi Contoh tersimpan")

    deputy = page_for(team["deputy"], width=PHONE, javascript=javascript)
    open_page(deputy, "referrals:inbox")
    see(deputy, "Anda bertindak sebagai Plh. Kepala Seksi Contoh")
    follow(deputy, deputy.get_by_role("link", name=f"Putuskan {referral.number}"))
    see(deputy, "Dikembalikan Bonar Contoh")
    see(deputy, "surat kurang")
    expect(deputy.locator("section:has(#d0) del").first).to_contain_text(
        "Tidak ada keluarga yang merawat."
    )
    expect(deputy.locator("section:has(#d0) b").last).to_contain_text("surat kini ada")
    send(deputy, putusan="setujui")
    see(deputy, "Disetujui.")

    referral.refresh_from_db()
    letter = IssuedDocument.objects.get()
    decision = Decision.objects.order_by("-pk").first()
    assert (referral.status, referral.decided_by) == (S.APPROVED, team["deputy"])
    assert decision.mandate == Mandate.objects.get()
    assert "Plh. Kepala Seksi Contoh," in letter.html
    assert "Bonar Contoh" not in letter.html


def choose_return(page, note):
    page.locator('details:has([name="code"]) > summary').click()
    page.locator('[name="code"][value="papers"]').check(force=True)
    page.locator('[name="note"]').fill(note)
    send(page, putusan="kembalikan")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_decision_falls_by_a_later_edit_and_is_asked_again(page_for, team, javascript):
    referral = waiting(team)
    kasi = page_for(team["kasi"], width=PHONE, javascript=javascript)
    open_page(kasi, "referrals:decide", referral.number)
    send(kasi, putusan="setujui")
    see(kasi, "Disetujui.")
    first = IssuedDocument.objects.get()

    worker = page_for(team["worker"], width=DESK, javascript=javascript)
    need = referral.case.needs.get()
    open_page(worker, "intake:need_settle", referral.case.number, need.pk)
    choose(worker, "status", "deferred")
    write(worker, "reason", "Menunggu keluarga")
    press(worker, "Simpan keadaan")
    open_page(worker, "referrals:show", referral.number)
    see(worker, "Keputusan gugur karena isi berubah.")
    expect(worker.locator("section:has(#r0) del")).to_contain_text("Tempat tinggal yang aman")
    first.refresh_from_db()
    assert first.status == "withdrawn"
    open_page(kasi, "referrals:inbox")
    see(kasi, "1 keputusan gugur karena isi berubah")
    press(worker, "Ajukan lagi")

    open_page(kasi, "referrals:inbox")
    see(kasi, "Diajukan lagi")
    follow(kasi, kasi.get_by_role("link", name=f"Putuskan {referral.number}"))
    see(kasi, "Gugur")
    see(kasi, "oleh Ratna Contoh")
    send(kasi, putusan="setujui")

    referral.refresh_from_db()
    assert referral.status == S.APPROVED
    assert [d.is_void for d in Decision.objects.order_by("pk")] == [True, False]
    assert IssuedDocument.objects.filter(status="valid").get() == referral.letter


# --- How many clicks, how many keys, how long ------------------------------------------------------


@pytest.mark.parametrize("width", [DESK, PHONE], ids=["desk", "phone"])
def test_decision_takes_at_most_three_clicks(page_for, team, width, record_property):
    """Acceptance 8: from the home page to the decision. The median time goes into the record, unjudged."""
    referrals = [waiting(team, f"Orang Contoh {n}") for n in range(5)]
    page = page_for(team["kasi"], width=width)
    times, clicks = [], []
    for referral in referrals:
        open_page(page, "worklist:home")
        start, clicked = time.perf_counter(), 0
        for lead in (
            page.get_by_role("link", name=f"Putuskan {referral.number}"),
            page.locator('button[name="putusan"][value="setujui"]'),
        ):
            follow(page, lead)
            clicked += 1
        expect(page.locator("body")).to_contain_text("Disetujui.")
        times.append(time.perf_counter() - start)
        clicks.append(clicked)

    record_property("median_seconds", round(statistics.median(times), 2))
    print(f"{width} px: {clicks} clicks, median {statistics.median(times):.2f} s")
    assert max(clicks) <= 3
    assert Referral.objects.filter(status=S.APPROVED).count() == 5


def test_decision_by_keys_alone(page_for, team):
    first, second = waiting(team, "Orang Contoh Satu"), waiting(team, "Orang Contoh Dua")
    page = page_for(team["kasi"], width=DESK)

    open_page(page, "referrals:inbox")
    its_key = page.get_by_role("link", name=f"Putuskan {first.number}").get_attribute("data-key")
    with page.expect_navigation():
        page.keyboard.press(its_key or "")
    see(page, first.number)
    with page.expect_navigation():
        page.keyboard.press("n")
    see(page, second.number)
    with page.expect_navigation():
        page.keyboard.press("p")
    page.keyboard.press("t")
    expect(page.locator('[name="code"]').first).to_be_focused()
    page.locator('[name="note"]').fill("s")
    page.locator('[name="note"]').press("s")
    expect(page.locator('[name="note"]')).to_have_value("ss")
    page.locator("body").click(position={"x": 2, "y": 2})
    page.keyboard.press("s")
    button = page.locator('button[name="putusan"][value="setujui"]')
    expect(button).to_be_focused()
    assert Referral.objects.filter(status=S.APPROVED).count() == 0, "a single key decides nothing"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    see(page, "Disetujui.")

    first.refresh_from_db()
    assert first.status == S.APPROVED
    assert reverse("referrals:inbox") in page.url
