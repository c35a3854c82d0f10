"""The main job from end to end in a browser: raid, case, plan, referral, place, visit, month."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from evaluation.models import IssuedReport, Visit
from evaluation.months import Month
from intake.models import Case, Encounter, Outcome, PPKSType, Raid, RaidStatus, Stage
from ppks_service.accounts.models import Office, User
from ppks_service.accounts.roles import Role
from ppks_service.documents.models import IssuedDocument, LetterKind
from referrals.models import Referral, ReferralStatus
from tests.evaluation.test_papers import sheet_values, text_of
from tests.factories import a_user
from tests.journeys.keyboard import by_keyboard
from tests.journeys.steps import (
    choose,
    complaint,
    follow,
    open_page,
    press,
    see,
    select,
    send,
    submit_to,
    tick,
    write,
)
from upt_facilities.models import Facility, Stay

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = 390, 1280
AGENCIES = (
    "Dinas Sosial Provinsi",
    "Satpol PP Provinsi",
    "Satpol PP Kota Medan",
    "Dinas Sosial Kota Medan",
    "Polrestabes Medan",
    "RSJ Prof. Dr. M. Ildrem",
    "Dinas Perhubungan Kota",
    "Dinas P3AKB",
)


@dataclass
class Office_:
    lapangan: User
    registrasi: User
    peksos: User
    kasi: User
    upt: User
    laporan: User
    facility: Facility


@pytest.fixture
def office(transactional_db: None) -> Office_:
    """The reference data, and one person in each role of the chain."""
    call_command("reference_data", verbosity=0)
    section = Office.objects.get(kind="section")
    facility = Facility.objects.get(code="lansia-binjai")
    return Office_(
        lapangan=a_user(Role.FIELD_OFFICER, office=section),
        registrasi=a_user(Role.REGISTRAR, office=section),
        peksos=a_user(Role.SOCIAL_WORKER, office=section),
        kasi=a_user(Role.SECTION_HEAD, office=section),
        upt=a_user(Role.FACILITY_OFFICER, office=facility.office),
        laporan=a_user(Role.REPORTING, office=section),
        facility=facility,
    )


@pytest.mark.long
@pytest.mark.parametrize("way", ["script", "no script", "keyboard"])
def test_chain_from_the_raid_to_the_printed_report(page_for, office, way, monkeypatch):
    javascript = way != "no script"

    def page_of(user: User, width: int = DESK) -> Any:
        page = page_for(user, width=width, javascript=javascript)
        return by_keyboard(page) if way == "keyboard" else page

    back_to_the_present = in_last_month(monkeypatch)
    raid = log_a_raid(page_of(office.lapangan, PHONE))
    encounter = Encounter.objects.get(raid=raid, name="Marlan contoh")
    case = register(page_of(office.peksos), encounter)
    register_another(page_of(office.registrasi), raid)
    assess(page_of(office.peksos), case)
    plan(page_of(office.peksos), page_of(office.kasi), case)
    referral = refer(page_of(office.peksos), case, office.facility)
    approve(page_of(office.kasi), referral)
    check_letter(page_of(office.kasi), page_for(None, javascript=javascript), referral)
    receive(page_of(office.upt), referral)
    visit(page_of(office.peksos), case)
    back_to_the_present()
    report(page_of(office.laporan), office.facility)


def in_last_month(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let the house live in the middle of last month, its clock running; returns the way back.

    The house asks ``timezone.now()`` alone, and the server of these tests runs in this process.
    """
    real, today = timezone.now, timezone.localtime()
    then = (today.replace(day=1) - dt.timedelta(days=1)).replace(day=14, hour=10)
    monkeypatch.setattr(timezone, "now", lambda: real() - (today - then))
    return lambda: monkeypatch.setattr(timezone, "now", real)


# --- (a) the raid, on a phone ----------------------------------------------------------------


def log_a_raid(page: Any) -> Raid:
    yesterday = timezone.localtime() - dt.timedelta(days=1)
    open_page(page, "intake:raid_open")
    write(page, "name", "Operasi contoh Juanda")
    write(page, "order_number", "300.1/0417/CONTOH/2026")
    write(page, "starts_at", f"{yesterday:%Y-%m-%dT%H:%M}")
    for n, agency in enumerate(AGENCIES):
        write(page, f"instansi-{n}-name", agency)
        role = page.locator(f'[name="instansi-{n}-role"] option').nth(1 + n % 7)
        select(page, f"instansi-{n}-role", role.get_attribute("value"))
    for n in range(3):
        write(page, f"titik-{n}-name", f"Simpang contoh {n + 1}")
    press(page, "Buka razia")
    raid = Raid.objects.get()
    assert raid.agencies.count() == 8

    first, second, third = raid.stops.order_by("order")
    record(page, raid, first, sex="P", age="25-44", name="Ibu contoh", with_whom="alone")
    record(page, raid, first, sex="L", age="6-12", with_whom="last")
    record(page, raid, first, sex="P", age="0-5", with_whom="last")
    record(page, raid, first, sex="L", age="60+", name="Marlan contoh", activity="sleeping")
    record(page, raid, second)  # nothing is known of this one
    record(page, raid, second, sex="L", age="18-24", outcome="not_ppks", reason="Sedang berdagang")
    record(page, raid, second, sex="P", age="45-59", outcome="let_go", reason="Dijemput anaknya")
    record(page, raid, third, sex="L", age="45-59", outcome="handed_over", to="Dinsos Kota Medan")
    for n in range(4):
        record(page, raid, third, sex="LP"[n % 2], age="25-44", activity="silver")
    assert raid.encounters.count() == 12
    mother, *children = Encounter.objects.filter(raid=raid).order_by("ordinal")[:3]
    assert [child.met_with for child in children] == [mother, mother]

    for stop, counted in ((first, 4), (second, 3), (third, 6)):
        open_page(page, "intake:stop_edit", raid.number, stop.order)
        write(page, "counted", str(counted))
        press(page, "Simpan titik")
    open_page(page, "intake:raid_show", raid.number)
    see(page, "13")
    expect(page.get_by_text("Belum bisa: hitungan belum cocok.")).to_be_visible()
    expect(page.get_by_role("button", name="Tutup razia")).to_have_count(0)
    open_page(page, "intake:stop_edit", raid.number, third.order)
    write(page, "counted", "5")
    press(page, "Simpan titik")
    open_page(page, "intake:raid_show", raid.number)
    press(page, "Tutup razia")
    raid.refresh_from_db()
    assert raid.status == RaidStatus.CLOSED
    press(page, "Terbitkan berita acara")
    assert IssuedDocument.objects.filter(kind=LetterKind.RAID_MINUTES).count() == 1
    return raid


def record(
    page: Any,
    raid: Raid,
    stop: Any,
    *,
    sex: str = "",
    age: str = "",
    name: str = "",
    activity: str = "",
    with_whom: str = "",
    outcome: str = "taken",
    reason: str = "",
    to: str = "",
) -> None:
    open_page(page, "intake:encounter_record", raid.number, query=f"?titik={stop.order}")
    if page.locator('[name="stop"]').first.is_visible():
        select(page, "stop", str(stop.pk))
    for question, answer in (
        ("sex", sex),
        ("age_band", age),
        ("activities", activity),
        ("with_whom", with_whom),
    ):
        if answer:
            choose(page, question, answer)
    if name:
        write(page, "name", name)
    choose(page, "outcome", outcome)
    if reason:
        write(page, "outcome_reason", reason)
    if to:
        write(page, "handed_to", to)
    before = Encounter.objects.count()
    press(page, "Simpan & orang berikutnya")
    assert Encounter.objects.count() == before + 1, complaint(page)


# --- (b) the case: registered, assessed, planned, referred -----------------------------------


def register(
    page: Any,
    encounter: Encounter,
    *,
    name: str = "Marlan contoh",
    sex: str = "L",
    age: int = 67,
    ppks_type: str = "08",
) -> Case:
    open_page(page, "intake:case_register", query=f"?temuan={encounter.number}")
    if page.locator('input[name="person"][value="new"]').count():
        choose(page, "person", "new")
    write(page, "name", name)
    choose(page, "sex", sex)
    write(page, "age_years", str(age))
    write(page, "condition", "Lemah, tidak ada luka")
    select(page, "main_type", str(PPKSType.objects.get(code=ppks_type).pk))
    choose(page, "consent", "verbal")
    press(page, "Daftarkan")
    if page.locator('input[name="person"][value="new"]').count():  # somebody alike is on record
        choose(page, "person", "new")
        press(page, "Daftarkan")
    encounter.refresh_from_db()
    assert encounter.outcome == Outcome.CASE, complaint(page)
    return encounter.case


def register_another(page: Any, raid: Raid) -> Case:
    """A woman of the last stop, so that the month's figures differ by sex, age and type."""
    woman = raid.encounters.filter(sex="P", activities=["silver"]).order_by("ordinal")[0]
    return register(page, woman, name="Bunga contoh", sex="P", age=30, ppks_type="12")


def assess(page: Any, case: Case) -> None:
    open_page(page, "intake:case_assessments", case.number)
    follow(page, page.locator('form[action*="/asesmen/"] button').first)
    for _ in range(12):
        if page.get_by_role("button", name="Selesaikan asesmen").count():
            break
        for radio in page.locator('input[type="radio"]').all():
            name = radio.get_attribute("name") or ""
            if name.startswith("adl_") or radio.get_attribute("value") == "no":
                tick(page, radio)
        follow(page, page.locator('form#f button[type="submit"].btn-primary'))
    write(page, "summary", "Lanjut usia tanpa perawat keluarga.")
    write(page, "recommendation", "Tinggal di UPT Lanjut Usia.")
    write(page, "other_needs", "Tempat tinggal dan perawatan")
    press(page, "Selesaikan asesmen")
    case.refresh_from_db()
    assert case.stage == Stage.ANALYSIS
    assert case.needs.exists()


def plan(page: Any, head: Any, case: Case) -> None:
    open_page(page, "referrals:plan", case.number)
    submit_to(page, "referrals:plan_write", case.number)
    plan = case.plans.get()
    for need in case.needs.order_by("pk"):
        open_page(page, "referrals:plan_goal", case.number, need.pk)
        write(page, "goal", "Terpenuhi dalam 30 hari")
        write(page, "measure", "Hari tinggal tanpa kabur")
        write(page, "target", "30 hari")
        write(page, "by_on", "2027-01-31")
        follow(
            page,
            page.locator('main form button[type="submit"], main form button.btn-primary').first,
        )
    for goal in plan.goals.order_by("pk"):
        open_page(page, "referrals:plan_action", case.number, goal.pk)
        write(page, "what", "Ajukan rujukan")
        choose_or_select(page, "by_kind", "office")
        write(page, "due_on", "2027-01-10")
        follow(page, page.locator("main form button.btn-primary").first)
    open_page(page, "referrals:plan_agree", case.number)
    choose(page, "agreed_by", "person")
    choose(page, "ttd-way", "thumb")
    write(page, "ttd-reason", "Cap jempol ada di surat kertas")
    press(page, "Sepakati rencana")
    plan.refresh_from_db()
    assert plan.status == "agreed"
    open_page(head, "referrals:inbox")
    open_page(head, "referrals:plan_decide", plan.pk)
    press(head, "Setujui")
    plan.refresh_from_db()
    assert plan.status == "approved"


def choose_or_select(page: Any, name: str, value: str) -> None:
    if page.locator(f'select[name="{name}"]').count():
        select(page, name, value)
    else:
        choose(page, name, value)


def refer(page: Any, case: Case, facility: Facility) -> Referral:
    open_page(page, "referrals:places", case.number, query=f"?tempat={facility.code}")
    see(page, facility.name)
    write(page, "reason", "Tidak ada keluarga yang merawat; mandiri.")
    if page.locator('[name="override_reason"]').locator("visible=true").count():
        write(page, "override_reason", "Surat menyusul pekan ini.")
    send(page, simpan="ajukan")
    referral = Referral.objects.get()
    assert referral.status == ReferralStatus.SUBMITTED
    return referral


# --- (c) the decision, the letter, the arrival, the visit ------------------------------------


def approve(page: Any, referral: Referral) -> None:
    open_page(page, "referrals:inbox")
    see(page, referral.facility.name)
    follow(page, page.locator(f'main a[href*="{referral.number}"]').first)
    send(page, putusan="setujui")
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.APPROVED
    assert referral.hold is not None


def check_letter(page: Any, stranger: Any, referral: Referral) -> None:
    letter = referral.letter
    assert letter is not None
    answer = page.request.get(f"/surat/{letter.pk}/pdf/")
    assert answer.body().startswith(b"%PDF-")
    open_page(stranger, "documents:check", letter.token)
    see(stranger, letter.number)
    expect(stranger.locator("body")).not_to_contain_text("Marlan")


def receive(page: Any, referral: Referral) -> None:
    open_page(page, "referrals:show", referral.number)
    submit_to(page, "referrals:accept", referral.number)
    open_page(page, "referrals:arrive", referral.number)
    for name, text in (
        ("condition", "Sehat, agak lelah"),
        ("belongings", "Satu tas"),
        ("brought_by", "Petugas antar"),
        ("handed_by", "Petugas contoh"),
    ):
        write(page, name, text)
    press(page, "Terima kedatangan")
    stay = Stay.objects.get()
    assert stay.occupancy is not None
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.ARRIVED


def visit(page: Any, case: Case) -> None:
    open_page(page, "evaluation:visit_plan", case.number)
    write(page, "planned_on", f"{timezone.localdate():%Y-%m-%d}")
    press(page, "Rencanakan kunjungan")
    planned = Visit.objects.get()
    open_page(page, "evaluation:visit", planned.pk)
    choose(page, "result", "met")
    for radio in page.locator('input[type="radio"][value="4"]').all():
        tick(page, radio)
    press(page, "Simpan kunjungan")
    planned.refresh_from_db()
    assert planned.held_at is not None, complaint(page)
    case.refresh_from_db()
    assert case.stage == Stage.EVALUATION


# --- (d) the month ---------------------------------------------------------------------------


# What the journey did, counted by hand: two people registered, one referred, received and visited.
HAND_COUNT = {
    "intake": 2,
    "intake.door.raid": 2,
    "intake.type.08.male": 1,
    "intake.type.12.female": 1,
    "intake.age.18-59.female": 1,
    "population.facilities.lansia-binjai.entered.male": 1,
    "population.facilities.lansia-binjai.closing": 1,
    "referrals.destination.lansia-binjai.approved": 1,
    "referrals.destination.lansia-binjai.accepted": 1,
    "monitoring.held": 1,
    "outcomes.running": 2,
}


def report(page: Any, facility: Facility) -> None:
    """Last month: its figures, the rows behind one, the closing, and the same figures on paper."""
    month = Month.of(Month.current().first - dt.timedelta(days=1))
    open_page(page, "evaluation:report", month)
    shown = {key: figure_of(page, month, key) for key in HAND_COUNT}
    assert shown == HAND_COUNT

    follow(page, page.locator(f'a[href="{rows_of(month, "intake.type.12.female")}"]').first)
    expect(page.locator("main tbody tr")).to_have_count(1)
    open_page(page, "evaluation:report", month)
    submit_to(page, "evaluation:report_close", month)
    assert IssuedReport.objects.get().month == month.first
    see(page, "Ditutup")
    assert {key: figure_of(page, month, key) for key in HAND_COUNT} == HAND_COUNT

    pdf, xlsx = (
        page.request.get(f"/evaluasi/laporan/{month.first:%Y-%m}.{extension}").body()
        for extension in ("pdf", "xlsx")
    )
    sent = [1, 1, 0, 1, 0, 0]  # submitted, approved, refused, accepted, declined, waiting
    rows = [row for sheet in sheet_values(xlsx).values() for row in sheet]
    assert sent in [row[1:7] for row in rows if row[0] == facility.name]
    words = " ".join(text_of(pdf).split())
    assert f"{facility.name} {' '.join(map(str, sent))}" in words, words


def rows_of(month: Month, key: str) -> str:
    return reverse("evaluation:report_rows", args=[month, key])


def figure_of(page: Any, month: Month, key: str) -> int | None:
    """The figure that leads to these rows, or None where the page has none."""
    lead = page.locator(f'a[href="{rows_of(month, key)}"]').first
    if not lead.count():
        return None
    return int(re.match(r"\s*(\d+)", lead.text_content() or "").group(1))
