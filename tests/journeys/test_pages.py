"""Every page that people work on, in a browser: accessible, no sideways scroll, harmless names."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from evaluation.months import Month
from intake.actions import field, sheets
from intake.models import (
    AssessmentStatus,
    Outcome,
    PaperSheet,
    RaidStatus,
    SheetKind,
    Stage,
    SyncItem,
)
from intake.sheets.codes import SheetCode
from ppks_service.accounts.models import Office, User
from ppks_service.accounts.roles import Role
from ppks_service.development.demo.around import draw_around, findings_of
from ppks_service.development.demo.sheets import as_jpeg, drawn_sheet, photographed
from referrals.models import PlanStatus, PlanTemplate, ReferralStatus
from tests.accessibility import DESK, PHONE, WCAG, violations
from tests.factories import (
    a_called_conference,
    a_case,
    a_document,
    a_handover,
    a_held_conference,
    a_person,
    a_place,
    a_plan,
    a_raid,
    a_referral,
    a_service,
    a_stay,
    a_stop,
    a_user,
    a_visit,
    an_assessment,
    an_encounter,
    an_instrument,
    an_item,
)
from tests.field.phones import Phone, read
from upt_facilities.models import Facility, Ward

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# What a clever or careless person types; it is shown as text and does nothing.
NAUGHTY = "{{ 7*7 }}<script>document.title='49'</script> O'BRIEN 😀 " + "PANJANG" * 50


class World:
    """Reference data, one person a role, and one of each thing, all of one naughty name."""

    def __init__(self) -> None:
        call_command("reference_data", verbosity=0)
        section = Office.objects.get(kind="section")
        division = Office.objects.get(kind="division")
        self.facility = Facility.objects.get(code="lansia-binjai")
        place = {
            Role.FACILITY_OFFICER: self.facility.office,
            Role.PARTNER: Facility.objects.get(code="rsj-ildrem").office,
            Role.DIVISION_HEAD: division,
        }
        self.users: dict[Role, User] = {
            role: a_user(role, office=place.get(role, section)) for role in Role
        }
        worker = self.users[Role.SOCIAL_WORKER]
        self.raid = a_raid(RaidStatus.RUNNING, by=self.users[Role.FIELD_OFFICER])
        self.stop = a_stop(self.raid, counted=3)
        self.encounter = an_encounter(
            Outcome.TAKEN, raid=self.raid, stop=self.stop, name=NAUGHTY[:500]
        )
        an_encounter(Outcome.NOT_PPKS, raid=self.raid, stop=self.stop)
        self.item = an_item(self.encounter, description=NAUGHTY[:200])
        self.handover = a_handover(
            self.encounter, to=("vehicle", NAUGHTY[:160]), receiver=NAUGHTY[:160]
        )
        self.held, self.clash = held_and_clashing(self.raid, self.encounter)
        self.sheet = a_sheet(self.raid)
        self.case = a_case(owner=worker, person=a_person(NAUGHTY[:500]), stage=Stage.PLANNING)
        self.child = a_case(section=section, flags=["child"])
        self.finished = an_assessment(self.case)
        draw_around(self.case.person, worker)
        findings_of(self.case, worker)
        self.draft = an_assessment(self.case, finished=False, instrument=an_instrument())
        assert self.draft.status == AssessmentStatus.DRAFT
        self.plan = a_plan(self.case, PlanStatus.AGREED)
        self.referral = a_referral(
            ReferralStatus.SUBMITTED, case=self.case, facility=self.facility, submitted_by=worker
        )
        guest = a_case(owner=worker, stage=Stage.ACTION)
        self.sent = a_referral(ReferralStatus.APPROVED, case=guest, facility=self.facility)
        ward = Ward.objects.filter(facility=self.facility).order_by("pk")[0]
        resident = a_case(owner=worker, stage=Stage.ACTION)
        self.stay = a_stay(
            resident, place=a_place(ward), received_by=self.users[Role.FACILITY_OFFICER]
        )
        a_service(resident, facility=self.facility)
        self.visit = a_visit(resident)
        self.called = a_called_conference(self.case, guest=NAUGHTY[:120], question=NAUGHTY[:300])
        self.conference = a_held_conference(guest, guest=NAUGHTY[:120])
        self.template = PlanTemplate.objects.order_by("pk")[0]
        self.letter = a_document(by=self.users[Role.SECTION_HEAD])


def a_sheet(raid: Any) -> PaperSheet:
    """A photographed sheet of the raid, nobody keyed in yet."""
    code = SheetCode.new(raid.number, SheetKind.PEOPLE, 1)
    photo = as_jpeg(photographed(drawn_sheet(code.text)))
    upload = SimpleUploadedFile("lembar.jpg", photo)
    return sheets.receive_sheet(upload, by=raid.opened_by)


def held_and_clashing(raid: Any, person: Any) -> list[SyncItem]:
    """A late person of a closed raid, and a note that two wrote, both named naughtily."""
    by = raid.opened_by
    late = Phone(a_raid(RaidStatus.CLOSED, by=by)).person(name=NAUGHTY[:500], note=NAUGHTY)
    note = Phone(raid).item(
        "encounter.edit", person.client_uuid, base={"note": "x"}, mine={"note": NAUGHTY}
    )
    field.receive([read(late), read(note)], by=by)
    return [SyncItem.objects.get(uuid=item["uuid"]) for item in (late, note)]


Address = Callable[[World], str]


def at(name: str, *args: Callable[[World], Any], query: str = "") -> Address:
    """The address ``name``, its arguments taken from the world when the page is opened."""
    return lambda world: reverse(name, args=[arg(world) for arg in args]) + query


def case(world: World) -> str:
    return world.case.number


def raid(world: World) -> str:
    return world.raid.number


R = Role
PAGES: dict[str, tuple[Role | None, Address]] = {
    "sign in": (None, at("accounts:sign_in")),
    "directory": (None, at("facilities:directory")),
    "service": (None, at("facilities:service", lambda w: w.facility.code)),
    "letter check by hand": (None, at("documents:check_find")),
    "letter check": (None, at("documents:check", lambda w: w.letter.token)),
    "about": (None, at("about")),
    "home": (R.SOCIAL_WORKER, at("worklist:home")),
    "raids": (R.FIELD_OFFICER, at("intake:raid_list")),
    "new raid": (R.FIELD_OFFICER, at("intake:raid_open")),
    "raid": (R.FIELD_OFFICER, at("intake:raid_show", raid)),
    "record": (R.FIELD_OFFICER, at("intake:encounter_record", raid)),
    "group": (R.FIELD_OFFICER, at("intake:encounter_group", raid)),
    "bands": (R.FIELD_OFFICER, at("intake:band_list", raid)),
    "scan": (R.REGISTRAR, at("intake:band_scan")),
    "band": (R.REGISTRAR, at("intake:encounter_band", lambda w: w.encounter.number)),
    "custody": (R.FIELD_OFFICER, at("intake:raid_custody", raid)),
    "hand over": (R.FIELD_OFFICER, at("intake:handover_new", raid)),
    "handover": (R.FIELD_OFFICER, at("intake:handover_show", lambda w: w.handover.pk)),
    "belongings": (R.FIELD_OFFICER, at("intake:raid_belongings", raid)),
    "new thing": (R.FIELD_OFFICER, at("intake:belonging_new", raid)),
    "thing": (R.FIELD_OFFICER, at("intake:belonging", lambda w: w.item.pk)),
    "chain of a file": (R.SOCIAL_WORKER, at("intake:case_custody", case)),
    "hand over from a file": (R.SOCIAL_WORKER, at("intake:case_handover_new", case)),
    "thing of a file": (R.SOCIAL_WORKER, at("intake:case_belonging_new", case)),
    "bulk": (R.FIELD_OFFICER, at("intake:encounter_bulk", raid)),
    "sheets": (R.FIELD_OFFICER, at("intake:sheet_list")),
    "sheet": (R.FIELD_OFFICER, at("intake:sheet_show", lambda w: w.sheet.pk)),
    "imports": (R.SOCIAL_WORKER, at("intake:import_list")),
    "export": (R.SOCIAL_WORKER, at("exports:ask", lambda w: "kasus")),
    "close raid": (R.FIELD_OFFICER, at("intake:raid_close", raid)),
    "held": (R.REGISTRAR, at("intake:field_held")),
    "take in": (R.REGISTRAR, at("intake:field_take_in", lambda w: w.held.uuid)),
    "conflict": (R.FIELD_OFFICER, at("intake:field_conflict", lambda w: w.clash.uuid)),
    "encounter": (R.REGISTRAR, at("intake:encounter_show", lambda w: w.encounter.number)),
    "triage": (R.REGISTRAR, at("intake:encounter_triage", lambda w: w.encounter.number)),
    "other door": (R.REGISTRAR, at("intake:encounter_new")),
    "register": (
        R.REGISTRAR,
        lambda w: reverse("intake:case_register") + f"?temuan={w.encounter.number}",
    ),
    "cases": (R.SOCIAL_WORKER, at("intake:case_list")),
    "case": (R.SOCIAL_WORKER, at("intake:case_show", case)),
    "identity": (R.SOCIAL_WORKER, at("intake:case_identity", case)),
    "person": (R.SOCIAL_WORKER, at("intake:person_edit", case)),
    "family": (R.SOCIAL_WORKER, at("intake:case_family", case)),
    "genogram": (R.SOCIAL_WORKER, at("intake:case_network", case)),
    "health": (R.SOCIAL_WORKER, at("intake:case_health", case)),
    "health in a letter": (R.SOCIAL_WORKER, at("referrals:health", lambda w: w.referral.number)),
    "papers": (R.SOCIAL_WORKER, at("intake:case_papers", case)),
    "timeline": (R.SOCIAL_WORKER, at("intake:case_timeline", case)),
    "types": (R.SOCIAL_WORKER, at("intake:case_types", case)),
    "end": (R.SOCIAL_WORKER, at("intake:case_end", case)),
    "assessments": (R.SOCIAL_WORKER, at("intake:case_assessments", case)),
    "assessment": (R.SOCIAL_WORKER, at("intake:assessment", case, lambda w: w.draft.pk)),
    "finish": (R.SOCIAL_WORKER, at("intake:assessment_finish", case, lambda w: w.draft.pk)),
    "finished": (R.SOCIAL_WORKER, at("intake:assessment", case, lambda w: w.finished.pk)),
    "search": (R.SOCIAL_WORKER, at("intake:search")),
    "plan": (R.SOCIAL_WORKER, at("referrals:plan", case)),
    "suggestions": (R.SOCIAL_WORKER, at("referrals:plan_take_over", case)),
    "agree": (R.SOCIAL_WORKER, at("referrals:plan_agree", case)),
    "minutes": (R.SECTION_HEAD, at("referrals:conference_hold", lambda w: w.called.number)),
    "conference": (R.SOCIAL_WORKER, at("referrals:conference", lambda w: w.conference.number)),
    "call": (R.SOCIAL_WORKER, at("referrals:conference_call", case)),
    "template": (R.DATA_ADMIN, at("referrals:plan_template", lambda w: w.template.pk)),
    "places": (R.SOCIAL_WORKER, at("referrals:places", case, query="?tempat=lansia-binjai")),
    "referrals": (R.SOCIAL_WORKER, at("referrals:list")),
    "referral": (R.SOCIAL_WORKER, at("referrals:show", lambda w: w.referral.number)),
    "services": (R.SOCIAL_WORKER, at("referrals:services", case)),
    "inbox": (R.SECTION_HEAD, at("referrals:inbox")),
    "decide": (R.SECTION_HEAD, at("referrals:decide", lambda w: w.referral.number)),
    "decide plan": (R.SECTION_HEAD, at("referrals:plan_decide", lambda w: w.plan.pk)),
    "boards": (R.SECTION_HEAD, at("facilities:board_list")),
    "board": (R.FACILITY_OFFICER, at("facilities:board", lambda w: w.facility.code)),
    "residents": (R.FACILITY_OFFICER, at("facilities:residents", lambda w: w.facility.code)),
    "packet": (R.FACILITY_OFFICER, at("referrals:show", lambda w: w.sent.number)),
    "stay": (R.FACILITY_OFFICER, at("facilities:stay_show", lambda w: w.stay.pk)),
    "sign an arrival": (R.FACILITY_OFFICER, at("facilities:stay_sign", lambda w: w.stay.pk)),
    "exit": (R.FACILITY_OFFICER, at("facilities:exit_choose", lambda w: w.stay.pk)),
    "partner home": (R.PARTNER, at("worklist:home")),
    "visits": (R.SOCIAL_WORKER, at("evaluation:visit_list")),
    "visit": (R.SOCIAL_WORKER, at("evaluation:visit", lambda w: w.visit.pk)),
    "dashboard": (R.DIVISION_HEAD, at("evaluation:dashboard")),
    "months": (R.REPORTING, at("evaluation:report_list")),
    "month": (R.REPORTING, at("evaluation:report", lambda w: Month.current())),
    "letters": (R.SECTION_HEAD, at("documents:list")),
    "accounts": (R.DATA_ADMIN, at("accounts:users")),
    "instruments": (R.DATA_ADMIN, at("intake:instruments")),
    "instrument": (R.DATA_ADMIN, at("intake:instrument_show", lambda w: w.draft.instrument_id)),
    "clocks": (R.DATA_ADMIN, at("worklist:clocks")),
    "facility": (R.DATA_ADMIN, at("facilities:edit", lambda w: w.facility.code)),
    "journal": (R.AUDITOR, at("journal:list")),
    "protected": (R.DIVISION_HEAD, at("intake:case_unseal", lambda w: w.child.number)),
}


@pytest.mark.long
def test_pages_are_accessible_and_show_any_name_harmlessly(page_for):
    """Each page is opened once, on a phone, and then widened: what scripts do as it opens asks for the phone."""
    world = World()
    pages: dict[Role | None, Any] = {}
    faults: list[str] = []
    for title, (role, address) in PAGES.items():
        if role not in pages:
            pages[role] = page_for(world.users[role] if role else None)
        page = pages[role]
        page.set_viewport_size(PHONE)
        answer = page.goto(address(world))
        if answer.status != 200:
            faults.append(f"{title}: answered {answer.status}")
            continue
        faults += [f"{title} on a phone: {fault}" for fault in faults_in_sight(page)]
        page.set_viewport_size(DESK)
        faults += [f"{title} at a desk: {fault}" for fault in faults_in_sight(page)]
        if page.title() == "49" or "49O'BRIEN" in page.content().replace(" ", ""):
            faults.append(f"{title}: a typed name was run")
    assert not faults, "\n".join(faults)


def faults_in_sight(page: Any) -> list[str]:
    found = [f"{rule} {where[:3]}" for rule, where in violations(page, WCAG)]
    sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*found, f"{sideways} px sideways"] if sideways > 1 else found
