"""How somebody hard to place gets a place, in a browser: refused, waiting, for a time, beyond a gate."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from intake.models import Case, Condition, Flag, Relation, RelationKind, Stage
from ppks_service.accounts.models import Office, User
from ppks_service.accounts.roles import Role
from referrals.models import NextCandidate, Referral, ReferralStatus
from tests.factories import (
    a_case,
    a_facility,
    a_person,
    a_section,
    a_stay,
    a_user,
    an_assessment,
    an_encounter,
    clocks,
    number_series,
)
from tests.journeys.steps import complaint, open_page, press, see, send, submit_to, write
from upt_facilities.models import (
    Audience,
    Criterion,
    Facility,
    FacilityKind,
    Occupancy,
    Stay,
    WaitingEntry,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
S = ReferralStatus


@dataclass
class Desk:
    """The people of one section, each with a page of their own."""

    section: Office
    worker: User
    head: User
    worker_page: Any
    head_page: Any
    page_for: Any

    def officer_page(self, facility: Facility) -> Any:
        return self.page_for(a_user(Role.FACILITY_OFFICER, office=facility.office))

    def a_case(self, **fields: Any) -> Case:
        return a_case(section=self.section, owner=self.worker, stage=Stage.PLANNING, **fields)


@pytest.fixture
def desk(page_for: Any) -> Desk:
    number_series()
    clocks()
    section = a_section()
    worker = a_user(Role.SOCIAL_WORKER, office=section)
    head = a_user(Role.SECTION_HEAD, office=section)
    return Desk(section, worker, head, page_for(worker), page_for(head), page_for)


def a_rule(
    facility: Facility, fact: str, operator: str, value: Any, text: str, **fields: Any
) -> None:
    fields = {"severity": "exceptable"} | fields
    Criterion.objects.create(
        facility=facility, fact=fact, operator=operator, value=value, text=text, **fields
    )


def ask(desk: Desk, case: Case, facility: Facility, override: str = "") -> Referral:
    page = desk.worker_page
    open_page(page, "referrals:places", case.number, query=f"?tempat={facility.code}")
    write(page, "reason", "Tidak ada keluarga yang merawat.")
    if override:
        write(page, "override_reason", override)
    send(page, simpan="ajukan")
    return Referral.objects.get(case=case, facility=facility, status=S.SUBMITTED)


def approve(desk: Desk, referral: Referral) -> None:
    open_page(desk.head_page, "referrals:decide", referral.number)
    send(desk.head_page, putusan="setujui")
    referral.refresh_from_db()
    assert referral.status == S.APPROVED


def decline(desk: Desk, referral: Referral, code: str) -> None:
    page = desk.officer_page(referral.facility)
    open_page(page, "referrals:show", referral.number)
    page.locator("#tidak summary").click()
    page.locator('#tidak select[name="code"]').select_option(code)
    press(page, "Tidak dapat")
    referral.refresh_from_db()
    assert referral.status == S.DECLINED


def receive(desk: Desk, referral: Referral) -> Stay:
    page = desk.officer_page(referral.facility)
    open_page(page, "referrals:show", referral.number)
    submit_to(page, "referrals:accept", referral.number)
    open_page(page, "referrals:arrive", referral.number)
    arrival(page)
    press(page, "Terima kedatangan")
    found = Stay.objects.running().filter(case=referral.case).first()
    assert found, complaint(page)
    return found


def arrival(page: Any) -> None:
    for name in ("condition", "belongings", "brought_by", "handed_by"):
        write(page, name, "Contoh")


@pytest.mark.long
def test_lansia_declined_as_dependent_waits_in_a_shelter_and_is_accepted_later(desk):
    upt = a_facility(places=1, name="UPT Lansia Contoh")
    a_rule(upt, "independence", "at_least", 12, "Mandiri (Barthel 12 atau lebih)")
    shelter = a_facility(places=2, kind=FacilityKind.SHELTER, name="Rumah Singgah Contoh")
    case = desk.a_case(person=a_person(age=70))
    page = desk.worker_page

    first = ask(desk, case, upt)
    approve(desk, first)
    decline(desk, first, "dependent")
    open_page(page, "referrals:show", first.number)
    see(page, "Calon berikutnya: Rumah Singgah Contoh")

    # Nothing lasting is free for him: he waits for the UPT, and sleeps in the shelter for a week.
    open_page(page, "facilities:case_wait", case.number, upt.code)
    page.locator('[name="cause"]').select_option("condition")
    write(page, "note", "Dilatih berjalan")
    press(page, "Masukkan daftar tunggu")
    see(page, "Menunggu keadaannya memenuhi syarat: Dilatih berjalan")
    open_page(page, "facilities:case_shelter", case.number)
    page.locator('[name="facility"]').select_option(label=shelter.name)
    arrival(page)
    page.locator("main form button.btn-primary").first.click()
    expect(page.locator("body")).to_contain_text("Rumah Singgah Contoh")
    stay = Stay.objects.get(case=case)
    open_page(page, "facilities:stay_temporary", stay.pk)
    write(page, "until", f"{timezone.localdate() + dt.timedelta(days=5):%Y-%m-%d}")
    write(page, "reason", "Menunggu giliran di UPT")
    press(page, "Simpan batas")
    open_page(page, "worklist:home")
    see(page, "Cari tempat berikutnya")
    see(page, "Ada tempat kosong di")

    # A later assessment finds him able: his turn becomes a referral that the UPT accepts.
    an_assessment(case, by=desk.worker)
    second = ask(desk, case, upt)
    approve(desk, second)
    receive(desk, second)

    entry = WaitingEntry.objects.get()
    stay.refresh_from_db()
    assert entry.end == "placed"
    assert stay.exit_kind == "transferred"


@pytest.mark.long
def test_pregnant_tuna_susila_declined_by_code_goes_another_way(desk):
    upt = a_facility(places=3, name="UPT Wanita Contoh")
    a_rule(upt, "sex", "is", "P", "Perempuan", severity="must")
    a_rule(upt, "pregnant", "is", False, "Tidak sedang hamil")
    other = a_facility(places=1, name="Sentra Contoh", kind=FacilityKind.CENTRAL)
    person = a_person(age=24, sex="P")
    met = an_encounter(sex="P", conditions=[Condition.PREGNANT])
    case = desk.a_case(person=person, encounter=met)

    open_page(desk.worker_page, "referrals:places", case.number, query=f"?tempat={upt.code}")
    see(desk.worker_page, "pengecualian diputuskan kepala UPT")
    first = ask(desk, case, upt, override="Dekat keluarganya; minta pengecualian")
    assert first.override == "not_first"
    approve(desk, first)
    decline(desk, first, "pregnant")
    assert NextCandidate.objects.get().facility == other

    open_page(desk.worker_page, "worklist:home")
    see(desk.worker_page, "Calon berikutnya: Sentra Contoh")
    press(desk.worker_page, "Cari tempat")
    see(desk.worker_page, "Dipilih")
    second = ask(desk, case, other)
    approve(desk, second)
    receive(desk, second)


@pytest.mark.long
def test_who_is_ill_of_mind_goes_to_hospital_first_and_to_the_upt_with_the_letter(desk):
    upt = a_facility(places=1, name="UPT Tuna Laras Contoh", audiences=[Audience.MENTAL])
    hospital = a_facility(places=1, name="RSJ Contoh", kind=FacilityKind.HOSPITAL)
    case = desk.a_case(person=a_person(age=33), flags=[Flag.PSYCHIATRIC])
    page = desk.worker_page

    open_page(page, "referrals:places", case.number, query=f"?tempat={upt.code}")
    see(page, "Surat dokter belum ada.")
    write(page, "reason", "Bicara kacau")
    send(page, simpan="ajukan")
    see(page, "ditempatkan sesudah dokter menyatakan tenang")
    assert not Referral.objects.exists()

    healing = ask(desk, case, hospital)
    approve(desk, healing)
    receive(desk, healing)
    open_page(page, "intake:case_papers", case.number)
    page.locator('[name="kind"]').select_option("calm")
    page.locator('form:has([name="kind"]) button.btn-primary').first.click()
    expect(page.locator("main")).to_contain_text("Surat dokter: tenang")
    placed = ask(desk, case, upt)
    approve(desk, placed)
    receive(desk, placed)

    assert Stay.objects.running().get(case=case).facility == upt


def test_the_last_place_is_gone_at_the_moment_of_the_decision(desk):
    upt = a_facility(places=1, name="UPT Contoh Penuh")
    case = desk.a_case(person=a_person(age=67))
    referral = ask(desk, case, upt)
    page = desk.head_page
    open_page(page, "referrals:decide", referral.number)
    ward = upt.wards.get()
    a_stay(place=ward.places.get())

    send(page, putusan="setujui")
    see(page, "Tempat terakhir baru saja dipesan orang lain")
    ward.places.create(number="T1", order=9, is_extra=True)
    open_page(page, "referrals:decide", referral.number)
    press(page, "Izinkan kelebihan daya tampung")
    write(page, "letter_number", "460/12/CONTOH/2026")
    write(page, "reason", "Tidak ada tempat lain malam ini")
    press(page, "Izinkan dan tanda tangani")
    see(page, "Kelebihan daya tampung sudah diizinkan")
    send(page, putusan="setujui")
    see(page, "Disetujui.")

    assert Occupancy.objects.get(case=case).place.number == "T1"


@pytest.mark.long
def test_mother_and_five_children_are_split_with_the_reason(desk):
    shelter = a_facility(places=8, kind=FacilityKind.SHELTER, name="Rumah Singgah Contoh")
    children_home = a_facility(places=5, name="UPT Anak Contoh")
    a_rule(children_home, "is_child", "is", True, "Anak", severity="must")
    mother = desk.a_case(person=a_person("Ibu contoh", age=30, sex="P"))
    children = [
        desk.a_case(person=a_person(f"Anak contoh {n}", age=4 + n), flags=[Flag.CHILD])
        for n in range(5)
    ]
    for child in children:
        Relation.objects.create(
            person=mother.person, other=child.person, kind=RelationKind.MOTHER, proven=False
        )
    page = desk.worker_page

    open_page(page, "referrals:together", mother.number)
    see(page, "Tempat untuk 6 orang bersama")
    see(page, "Menerima semua")
    page.locator('[name="kind"]').select_option("family")
    page.locator(f'[name="tempat-{mother.pk}"]').select_option(shelter.code)
    for child in children:
        page.locator(f'[name="tempat-{child.pk}"]').select_option(children_home.code)
    write(page, "reason", "Tidur di emperan.")
    press(page, "Simpan draf rujukan")
    see(page, "Tulis mengapa keluarga ini dipisah")
    write(page, "split_reason", "Ibu dirawat; anak bersekolah dekat UPT.")
    press(page, "Simpan draf rujukan")
    see(page, "Ibu dirawat; anak bersekolah dekat UPT.")

    # No child is placed without the letter of those who protect children.
    first = Referral.objects.get(case=children[0])
    open_page(page, "referrals:show", first.number)
    submit_to(page, "referrals:submit", first.number)
    see(page, "Anak ditempatkan dengan rekomendasi perlindungan anak")
    open_page(page, "referrals:clearance", children[0].number)
    page.locator('[name="kind"]').select_option("child")
    write(page, "agency", "UPTD PPA contoh")
    write(page, "letter_number", "460/PPA/7/2026")
    write(page, "dated_on", f"{timezone.localdate():%Y-%m-%d}")
    press(page, "Catat surat")
    open_page(page, "referrals:show", first.number)
    submit_to(page, "referrals:submit", first.number)
    approve(desk, first)
    receive(desk, first)

    assert Referral.objects.filter(status=S.DRAFT).count() == 5


def test_unaccompanied_child_goes_the_way_of_children(desk):
    adults = a_facility(places=3, name="UPT Dewasa Contoh")
    a_rule(adults, "is_child", "is", False, "Orang dewasa", severity="must")
    home = a_facility(places=2, name="UPT Anak Contoh")
    a_rule(home, "is_child", "is", True, "Anak", severity="must")
    case = desk.a_case(person=a_person("Aulia Contoh", age=9), flags=[Flag.CHILD])
    page = desk.worker_page

    open_page(page, "intake:case_show", case.number)
    see(page, "orang tua atau wali anak belum dicatat")
    open_page(page, "referrals:places", case.number, query=f"?tempat={home.code}")
    see(page, "Anak ditempatkan dengan rekomendasi perlindungan anak")
    write(page, "reason", "Ditemukan sendiri di terminal.")
    send(page, simpan="ajukan")
    see(page, "catat suratnya lebih dahulu")
    assert not Referral.objects.exists()

    open_page(page, "referrals:clearance", case.number)
    page.locator('[name="kind"]').select_option("child")
    write(page, "agency", "UPTD PPA contoh")
    write(page, "letter_number", "460/PPA/8/2026")
    write(page, "dated_on", f"{timezone.localdate():%Y-%m-%d}")
    press(page, "Catat surat")
    referral = ask(desk, case, home)
    open_page(desk.head_page, "referrals:inbox")
    expect(desk.head_page.locator("main")).not_to_contain_text("Aulia Contoh")
    approve(desk, referral)
    receive(desk, referral)

    assert Stay.objects.running().get(case=case).facility == home
