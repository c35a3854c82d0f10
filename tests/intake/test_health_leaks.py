"""What is guarded of somebody's health, looked for where pages end: needs, letters, mails, search, phones."""

import datetime as dt
import io

import pypdf
import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from intake import actions, health
from intake.actions.unseal import unseal
from intake.models import Flag, NeedDomain, Outcome, Stage
from ppks_service.accounts.models import Digest
from ppks_service.accounts.roles import Role
from ppks_service.documents.actions import pdf_of
from ppks_service.documents.models import IssuedDocument
from ppks_service.journal.models import Entry
from ppks_service.worklist import digest
from referrals import actions as referral_actions
from referrals.actions.reminders import remind_silent
from referrals.actions.voiding import void_decision
from referrals.content import Change, differences
from referrals.models import (
    Clearance,
    PartnerLink,
    PlanAction,
    PlanGoal,
    PlanStatus,
    Referral,
    ReferralStatus,
    ServicePlan,
)
from referrals.plan_changes import changes_between
from tests.factories import (
    MEASURED,
    a_case,
    a_facility,
    a_held_conference,
    a_need,
    a_person,
    a_plan,
    a_raid,
    a_referral,
    a_section,
    a_user,
    an_assessment,
    an_encounter,
    an_instrument,
    clocks,
    number_series,
)
from tests.intake.test_health import SECRET, K, a_fact, pages_of
from upt_facilities.models import FacilityKind

pytestmark = pytest.mark.django_db
NAME = "Melur Contoh"


@pytest.fixture
def section():
    number_series()
    clocks()
    return a_section()


@pytest.fixture
def owner(section):
    return a_user(Role.SOCIAL_WORKER, office=section, digest=Digest.AT_ONCE, email="a@contoh.go.id")


@pytest.fixture
def head(section):
    return a_user(Role.SECTION_HEAD, office=section, digest=Digest.DAILY, email="b@contoh.go.id")


@pytest.fixture
def told(section, owner):
    """An open file of which colleagues read all but health; its need of treatment says what it is for."""
    encounter = an_encounter(Outcome.CASE, raid=a_raid(), person=a_person(NAME, sex="P"))
    case = a_case(
        section=section,
        owner=owner,
        stage=Stage.PLANNING,
        person=encounter.person,
        encounter=encounter,
    )
    for kind in (K.TB, K.PREGNANCY, K.MENTAL):
        a_fact(case, kind)
    a_need(case)
    need = a_need(case, domain=NeedDomain.HEALTH, description=f"Pengobatan {SECRET}", source=SECRET)
    plan = a_plan(case)
    goal = PlanGoal(plan=plan, need=need, goal=f"Minum obat {SECRET}", **MEASURED)
    referral_actions.add_goal(goal, by=owner)
    act = PlanAction(goal=goal, what=f"Antar ke poli {SECRET}", by_kind="partner", by_name=SECRET)
    referral_actions.add_action(act, by=owner)
    return case


PROTECTED_NEED = "Kebutuhan perlindungan (terbatas)"


def a_victim(section, owner, *flags):
    """A file of which the need of protection, and what is planned for it, tells against whom."""
    case = a_case(
        section=section,
        owner=owner,
        stage=Stage.PLANNING,
        person=a_person(NAME, sex="P"),
        flags=list(flags),
    )
    a_need(case)
    domain = NeedDomain.PROTECTION
    need = a_need(case, domain=domain, description=f"Lindungi dari {SECRET}", source=SECRET)
    goal = PlanGoal(plan=a_plan(case), need=need, goal=f"Aman dari {SECRET}", **MEASURED)
    referral_actions.add_goal(goal, by=owner)
    act = PlanAction(goal=goal, what=f"Lapor tentang {SECRET}", by_kind="partner", by_name=SECRET)
    referral_actions.add_action(act, by=owner)
    letter = {"agency": "UPTD PPA", "letter_number": "1", "dated_on": timezone.localdate()}
    Clearance.objects.create(case=case, kind="trafficking", recorded_by=owner, **letter)
    return case


@pytest.fixture
def victim(section, owner):
    return a_victim(section, owner, Flag.TRAFFICKING)


def words_of(pdf):
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


# --- Needs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "role", [Role.SOCIAL_WORKER, Role.REGISTRAR, Role.DIVISION_HEAD, Role.FACILITY_OFFICER]
)
def test_need_that_tells_of_health_is_masked_on_every_page(as_user, section, told, role):
    facility = a_facility(places=2)
    referral = a_referral(ReferralStatus.SUBMITTED, case=told, facility=facility)
    if role == Role.FACILITY_OFFICER:
        referral = referral_actions.approve(referral, by=a_user(Role.SECTION_HEAD, office=section))
    offices = {Role.DIVISION_HEAD: section.parent, Role.FACILITY_OFFICER: facility.office}
    client = as_user(a_user(role, office=offices.get(role, section)))
    masked = set()
    for name, url in pages_of(told, referral):
        answer = client.get(url)
        if answer.status_code == 200:
            text = b"".join(answer).decode("utf-8", "replace")
            assert SECRET not in text, name
            if health.MASKED_NEED in text:
                masked.add(name)

    if role != Role.REGISTRAR:
        assert "referrals:show" in masked
    if role != Role.FACILITY_OFFICER:
        assert "intake:case_show" in masked


def test_need_of_health_is_read_by_who_reads_the_facts(as_user, owner, head, told):
    for user in (owner, head):
        page = as_user(user).get(reverse("intake:case_show", args=[told.number]))
        assert f"Pengobatan {SECRET}" in page.content.decode()
        assert health.MASKED_NEED not in page.content.decode()


def test_need_of_health_where_nothing_is_guarded_is_masked_for_nobody(section):
    case = a_case(section=section)
    need = a_need(case, domain=NeedDomain.HEALTH, description="Perawatan luka")

    assert health.shown_needs(None, case, [need])[0].description == "Perawatan luka"


def test_need_from_a_guarded_item_or_in_a_case_protected_for_health_is_masked(section):
    case = a_case(section=section)
    yes, no = (an_assessment(case, answers={"pregnant": word}) for word in ("yes", "no"))
    of_yes = a_need(case, domain=NeedDomain.HEALTH, description="Kontrol bidan", assessment=yes)
    of_no = a_need(case, domain=NeedDomain.HEALTH, description="Vitamin", assessment=no)
    food = a_need(case, description="Makan", assessment=yes)

    shown = health.shown_needs(None, case, [of_yes, of_no, food])
    assert [n.description for n in shown] == [health.MASKED_NEED, "Vitamin", "Makan"]
    case.flags = [Flag.HIV]
    assert health.shown_needs(None, case, [of_no])[0].description == health.MASKED_NEED


def test_plan_for_a_masked_need_is_masked_but_for_who_is_to_do_it(as_user, section, owner, told):
    colleague, other = (a_user(Role.REGISTRAR, office=section) for _ in range(2))
    url = reverse("referrals:plan", args=[told.number])
    goal = told.plans.get().goals.get(need__domain=NeedDomain.HEALTH)
    mine = PlanAction(goal=goal, what="Antar obat", by_kind="office", owner=colleague)
    referral_actions.add_action(mine, by=owner)

    pages = {user: as_user(user).get(url).content.decode() for user in (owner, colleague, other)}

    assert f"Minum obat {SECRET}" in pages[owner]
    assert f"Antar ke poli {SECRET}" in pages[owner]
    assert "Antar obat" in pages[colleague]
    assert "Antar obat" not in pages[other]
    for user in (colleague, other):
        assert SECRET not in pages[user]
        assert "Tujuan kesehatan (terbatas)" in pages[user]


def test_change_of_a_masked_plan_is_named_only(section, owner, told):
    old = told.plans.get()
    agreed = {"agreed_by": "person", "agreed_name": "Contoh", "agreed_at": timezone.now()}
    ServicePlan.objects.filter(pk=old.pk).update(status=PlanStatus.SUPERSEDED, **agreed)
    need, new = told.needs.get(domain=NeedDomain.HEALTH), a_plan(told)
    PlanGoal.objects.create(plan=new, need=need, goal=f"Rawat {SECRET}", **MEASURED)
    reader = a_user(Role.REGISTRAR, office=section)

    def words_for(user):
        return [change.in_words for change in changes_between(old, new, reader=user)]

    assert SECRET in " ".join(words_for(owner))
    assert SECRET not in " ".join(words_for(reader))
    assert "Rencana: bidang kesehatan: dijaga → berubah" in words_for(reader)


def test_journal_and_voided_decision_name_a_need_of_health_by_its_domain(owner, told):
    need = told.needs.get(domain=NeedDomain.HEALTH)

    actions.meet_need(need, by=owner, reason=SECRET)
    actions.add_need(type(need)(case=told, domain=NeedDomain.MENTAL, description=SECRET), by=owner)

    notes = " ".join(
        Entry.objects.filter(action__startswith="need.").values_list("note", flat=True)
    )
    assert "bidang kesehatan jiwa" in notes
    assert SECRET not in notes
    (change,) = differences({"needs": [f"1|health|{SECRET}"]}, {"needs": []})
    assert SECRET not in change.in_words


def test_voided_decision_of_a_guarded_case_tells_no_plan(head, told):
    referral = a_referral(ReferralStatus.SUBMITTED, case=told, facility=a_facility(places=2))
    approved = referral_actions.approve(referral, by=head)
    changes = [Change("Rencana", f"Antar ke poli {SECRET}", ""), Change("Wisma", "A", "B")]

    voided = void_decision(approved, by=head, changes=changes)

    kept = voided.decisions.get().void_changes
    notes = " ".join(Entry.objects.filter(case_pk=told.pk).values_list("note", flat=True))
    assert "berubah; lihat tab Rencana" in voided.decision_note
    assert "A → B" in voided.decision_note
    assert SECRET not in f"{voided.decision_note} {kept} {notes}"


# --- Needs of protection --------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.FACILITY_OFFICER, Role.PARTNER, Role.SOCIAL_WORKER])
def test_need_that_tells_of_trafficking_is_masked_outside_the_file(
    as_user, section, head, victim, role
):
    is_ours = role == Role.SOCIAL_WORKER
    kind = FacilityKind.HOSPITAL if role == Role.PARTNER else FacilityKind.UPT
    facility = a_facility(kind=kind, places=2)
    referral = a_referral(ReferralStatus.SUBMITTED, case=victim, facility=facility)
    referral = referral_actions.approve(referral, by=head)
    client = as_user(a_user(role, office=section if is_ours else facility.office))
    masked = set()
    for name, url in pages_of(victim, referral):
        answer = client.get(url)
        if answer.status_code == 200:
            text = b"".join(answer).decode("utf-8", "replace")
            assert SECRET not in text, name
            if PROTECTED_NEED in text:
                masked.add(name)

    assert ("referrals:show" in masked) is not is_ours


def test_need_that_tells_of_trafficking_is_read_by_who_opens_the_file(as_user, section, victim):
    kabid = a_user(Role.DIVISION_HEAD, office=section.parent)
    unseal(victim, by=kabid, reason="law", words="Permintaan penyidik, surat contoh")
    for user in (victim.owner, victim.opened_by, kabid):
        page = as_user(user).get(reverse("intake:case_show", args=[victim.number]))
        assert f"Lindungi dari {SECRET}" in page.content.decode()


def test_need_that_tells_of_violence_is_read_by_who_reads_the_facts(as_user, section, owner, head):
    case = a_victim(section, owner)
    a_fact(case, K.SEXUAL_VIOLENCE)
    case.flags = [Flag.SEXUAL_VIOLENCE]
    case.save()
    kabid = a_user(Role.DIVISION_HEAD, office=section.parent)
    unseal(case, by=kabid, reason="law", words="Permintaan penyidik, surat contoh")
    texts = {}
    for user in (owner, head, case.opened_by, kabid):
        for name in ("intake:case_show", "referrals:plan"):
            answer = as_user(user).get(reverse(name, args=[case.number]))
            assert answer.status_code == 200, (user.role, name)
            texts[user, name] = answer.content.decode()

    for (user, name), text in texts.items():
        assert (SECRET in text) is (user in (owner, head)), (user.role, name)
    assert "Tujuan perlindungan (terbatas)" in texts[kabid, "referrals:plan"]


def test_need_of_protection_without_violence_is_masked_for_nobody(section):
    case = a_case(section=section, flags=[Flag.CHILD])
    need = a_need(case, domain=NeedDomain.PROTECTION, description="Wali sementara")

    assert health.shown_needs(None, case, [need])[0].description == "Wali sementara"


@pytest.mark.parametrize(("answer", "shown"), [("yes", PROTECTED_NEED), ("no", "Bantuan hukum")])
def test_need_that_follows_from_exploitation_tells_it(section, owner, answer, shown):
    options = [{"value": "yes", "label": "Ya"}, {"value": "no", "label": "Tidak"}]
    item = {"key": "x", "label": "Dimanfaatkan", "options": options, "fact": "exploited"}
    asked = an_instrument({"sections": [{"key": "s", "title": "Aman", "items": [item]}]})
    case = a_case(section=section, owner=owner)
    need = a_need(
        case,
        domain=NeedDomain.PROTECTION,
        description="Bantuan hukum",
        assessment=an_assessment(case, instrument=asked, answers={"x": answer}),
    )

    assert health.shown_needs(owner, case, [need])[0].description == "Bantuan hukum"
    assert health.shown_needs(None, case, [need])[0].description == shown


def test_journal_and_voided_decision_name_a_need_of_protection_by_its_domain(owner, head, victim):
    need = victim.needs.get(domain=NeedDomain.PROTECTION)
    referral = a_referral(ReferralStatus.SUBMITTED, case=victim, facility=a_facility(places=2))
    approved = referral_actions.approve(referral, by=head)

    actions.meet_need(need, by=owner, reason=SECRET)
    changes = [Change("Rencana", f"Lapor tentang {SECRET}", "")]
    voided = void_decision(approved, by=head, changes=changes)

    notes = " ".join(Entry.objects.filter(case_pk=victim.pk).values_list("note", flat=True))
    assert "bidang perlindungan dan hukum" in notes
    assert SECRET not in f"{notes} {voided.decision_note} {voided.decisions.get().void_changes}"
    (change,) = differences({"needs": [f"1|protection|{SECRET}"]}, {"needs": []})
    assert SECRET not in change.in_words


@pytest.mark.parametrize("kind", [FacilityKind.UPT, FacilityKind.HOSPITAL])
def test_no_page_of_a_letter_tells_of_trafficking(owner, head, victim, kind):
    referral = a_referral(
        ReferralStatus.SUBMITTED, case=victim, facility=a_facility(kind=kind, places=2)
    )
    approved = referral_actions.approve(referral, by=head)
    a_held_conference(victim)

    texts = [words_of(pdf_of(paper)) for paper in IssuedDocument.objects.all()]

    assert any(approved.number in text for text in texts)
    assert not any(SECRET in text for text in texts)


# --- Letters, mails, search, phones -----------------------------------------------------------------


@pytest.mark.parametrize("kind", [FacilityKind.UPT, FacilityKind.HOSPITAL, FacilityKind.AGENCY])
def test_no_page_of_a_letter_says_it(section, owner, head, told, kind):
    facility = a_facility(kind=kind, places=0 if kind == FacilityKind.AGENCY else 2)
    referral = a_referral(ReferralStatus.SUBMITTED, case=told, facility=facility)
    approved = referral_actions.approve(referral, by=head)
    conference = a_held_conference(told)

    texts = {paper.kind: words_of(pdf_of(paper)) for paper in IssuedDocument.objects.all()}

    assert approved.number in texts[approved.letter.kind]  # words are found where there are some
    assert conference.minutes_paper.kind in texts
    for letter, text in texts.items():
        assert SECRET not in text, letter
        assert "hamil" not in text.lower(), letter


def test_no_mail_says_it(section, owner, head, told, django_capture_on_commit_callbacks):
    facility = a_facility(kind=FacilityKind.HOSPITAL, places=2)
    a_user(
        Role.FACILITY_OFFICER, office=facility.office, digest=Digest.DAILY, email="c@contoh.go.id"
    )
    a_referral(ReferralStatus.SUBMITTED, case=a_case(section=section), facility=facility)
    referral = a_referral(ReferralStatus.SUBMITTED, case=told, facility=facility)
    with django_capture_on_commit_callbacks(execute=True):
        approved = referral_actions.approve(referral, by=head)
        link = PartnerLink(contact="IGD", email="igd@contoh.go.id")
        referral_actions.send_link(link, referral=approved, by=approved.written_by)
        long_ago = timezone.now() - dt.timedelta(days=20)
        Referral.objects.filter(pk=approved.pk).update(decided_at=long_ago)
        remind_silent()
    digest.send_digests()

    subjects = " ".join(message.subject for message in mail.outbox)
    assert "menunggu jawaban" in subjects
    assert "pekerjaan menunggu" in subjects
    for message in mail.outbox:
        text = f"{message.subject} {message.body}".lower()
        for word in (SECRET, "hamil", "tbc", "pengobatan", NAME.lower()):
            assert word not in text, message.subject


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.REGISTRAR, Role.DIVISION_HEAD])
def test_search_finds_nobody_by_it_and_shows_it_of_nobody(as_user, section, told, role):
    office = section.parent if role == Role.DIVISION_HEAD else section
    client, url = as_user(a_user(role, office=office)), reverse("intake:search")

    assert client.post(url, {"q": SECRET}).context["results"].count == 0
    for words in (NAME, told.number, told.person.register_number):
        answer = client.post(url, {"q": words})
        assert answer.context["results"].count == 1, words
        assert SECRET not in answer.content.decode()
        assert "hamil" not in answer.content.decode().lower()


@pytest.mark.parametrize("role", [Role.FIELD_OFFICER, Role.REGISTRAR, Role.SOCIAL_WORKER])
def test_nothing_of_it_goes_to_a_phone(as_user, section, told, role):
    client = as_user(a_user(role, office=section))

    sent = client.get(reverse("intake:field_provisions"))

    assert sent.json()["raids"][0]["encounters"]
    for name in ("field_provisions", "field_key", "field_held", "field"):
        answer = client.get(reverse(f"intake:{name}"))
        assert answer.status_code == 200, name
        assert SECRET not in b"".join(answer).decode(), name
