"""A case conference: called, held with one voice against, its action in a list, the plan revised and signed."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from intake.models import Stage
from ppks_service.accounts.roles import Role
from referrals.models import CaseConference, PlanAction, PlanStatus
from tests.factories import (
    a_case,
    a_plan,
    a_section,
    a_user,
    clocks,
    number_series,
)
from tests.journeys.steps import choose, open_page, press, see, select, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign(page):
    """Draw a signature in the field under "Yang menyepakati"."""
    choose(page, "ttd-way", "drawn")
    canvas = page.locator("[data-sign=ttd-way] canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 6):
        page.mouse.move(box["x"] + 40 + 30 * step, box["y"] + 60 + (20 if step % 2 else -20))
    page.mouse.up()


def test_conference_leads_to_a_revised_and_signed_plan(page_for):
    number_series()
    clocks()
    section = a_section()
    worker = a_user(Role.SOCIAL_WORKER, office=section, full_name="Ratna Contoh")
    head = a_user(Role.SECTION_HEAD, office=section, full_name="Bonar Contoh")
    case = a_case(section=section, owner=worker, stage=Stage.PLANNING)
    plan = a_plan(case, PlanStatus.APPROVED)
    PlanAction.objects.create(
        goal=plan.goals.get(), what="Ajukan rujukan", by_kind="office", due_on=dt.date(2027, 1, 5)
    )
    page = page_for(worker)

    open_page(page, "referrals:plan", case.number)
    press(page, "Panggil pembahasan kasus")
    later = timezone.localtime() + dt.timedelta(days=1)
    write(page, "starts_at", later.strftime("%Y-%m-%dT09:00"))
    write(page, "place", "Ruang rapat Bidang")
    write(page, "question", "Ke mana sesudah rumah sakit?")
    select(page, "chair", str(head.pk))
    select(page, "clerk", str(worker.pk))
    write(page, "tamu-0-name", "dr. Wira Contoh")
    write(page, "tamu-0-agency", "RSJ")
    press(page, "Terbitkan undangan")
    conference = CaseConference.objects.get()
    see(page, f"Undangan nomor {conference.invitation} terbit.")

    yesterday = timezone.now() - dt.timedelta(days=1)
    CaseConference.objects.update(starts_at=yesterday)
    chair = page_for(head, width=390)
    chair.goto("/")
    see(chair, "Catat hasil pembahasan kasus")
    open_page(chair, "referrals:conference_hold", conference.number)
    write(
        chair,
        "ended_at",
        (timezone.localtime(yesterday) + dt.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
    )
    for name, text in (
        ("minutes", "Dibahas UPT dan keluarga."),
        ("decision", "Diajukan ke UPT lain"),
        ("reasons", "Keluarga belum ditemukan."),
    ):
        write(chair, name, text)
    for one in conference.participants.order_by("pk"):
        choose(chair, f"p{one.pk}-attendance", "present")
        choose(chair, f"p{one.pk}-stance", "agree" if one.user else "dissent")
    guest = conference.participants.get(user=None)
    write(chair, f"p{guest.pk}-dissent", "Pindah dua kali membebani.")
    write(chair, "tindakan-0-what", "Hubungi UPT lain")
    select(chair, "tindakan-0-owner", str(worker.pk))
    write(chair, "tindakan-0-due_on", timezone.localdate().isoformat())
    press(chair, "Simpan dan terbitkan notulen")
    see(chair, "Pendapat berbeda, dr. Wira Contoh (RSJ): Pindah dua kali membebani.")
    assert chair.evaluate("document.documentElement.scrollWidth") <= 390

    page.goto("/")
    see(page, "Hubungi UPT lain")
    open_page(page, "referrals:plan", case.number)
    press(page, "Susun versi baru")
    write(page, "reason", "Pembahasan kasus: UPT lain")
    press(page, "Susun versi baru")
    press(page, "Tambah tindakan")
    write(page, "what", "Ajukan ke UPT lain")
    choose(page, "by_kind", "office")
    write(page, "due_on", "2027-01-10")
    press(page, "Simpan")
    see(page, "Yang berubah dari versi 1")
    press(page, "Sepakati rencana")
    choose(page, "agreed_by", "person")
    sign(page)
    write(page, "aid", "juru bahasa isyarat")
    press(page, "Sepakati rencana")
    expect(page.get_by_text("Disepakati, menunggu Kepala Seksi").first).to_be_visible()
    see(page, "Dengan juru bahasa isyarat")
    assert case.plans.get(version=2).status == PlanStatus.AGREED
