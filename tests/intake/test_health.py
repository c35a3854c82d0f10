"""Guarded facts of health: who reads them, what professions say side by side, and where nothing leaks."""

import datetime as dt
import io
import re
import zipfile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from intake import actions, health
from intake.facts import facts_of, facts_of_many
from intake.models import (
    Flag,
    HealthFact,
    HealthKind,
    HealthSource,
    HealthState,
    Paper,
    PaperKind,
    Stage,
)
from intake.permissions_health import read_health
from ppks_service import indonesian
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from referrals import actions as referral_actions
from referrals.gates import gates_of
from referrals.health import may_be_told, told_in_letter
from referrals.models import HealthDisclosure, PartnerLink, ReferralStatus
from tests.access import ADDRESSES
from tests.factories import (
    a_case,
    a_facility,
    a_need,
    a_person,
    a_plan,
    a_ppks_type,
    a_referral,
    a_section,
    a_user,
    clocks,
    number_series,
)
from tests.words import says
from upt_facilities.criteria import State
from upt_facilities.matching import fit_of
from upt_facilities.models import Criterion, FacilityKind

pytestmark = pytest.mark.django_db
K, S, T = HealthKind, HealthState, HealthSource
SECRET = "penandarahasia"  # stands in the words of every fact
TYPE = "Orang dengan HIV/AIDS"


@pytest.fixture
def section():
    number_series()
    clocks()
    return a_section()


@pytest.fixture
def owner(section):
    return a_user(Role.SOCIAL_WORKER, office=section)


@pytest.fixture
def case(section, owner):
    return a_case(section=section, owner=owner, stage=Stage.PLANNING)


def a_fact(case, kind=K.HIV, state=S.CONFIRMED, source=T.LABORATORY, **fields):
    fields = {
        "said_by": f"Lab {SECRET}",
        "dated_on": timezone.localdate(),
        "words": SECRET,
        "recorded_by": case.owner or case.opened_by,
    } | fields
    return HealthFact.objects.create(case=case, kind=kind, state=state, source=source, **fields)


def unsaved(case, kind=K.DRUGS, state=S.SUSPECTED, source=T.SCREEN, **fields):
    fields = {"said_by": "Klinik BNN", "dated_on": timezone.localdate()} | fields
    return HealthFact(case=case, kind=kind, state=state, source=source, **fields)


def seen_by(client, case):
    return client.get(reverse("intake:case_health", args=[case.number])).content.decode()


# --- The rule -------------------------------------------------------------------------------------


def test_owner_and_head_of_the_section_read_and_nobody_else(section, owner, case):
    head = a_user(Role.SECTION_HEAD, office=section)
    others = [
        a_user(Role.SOCIAL_WORKER, office=section),
        a_user(Role.DIVISION_HEAD, office=section.parent),
        case.opened_by,
        a_user(Role.SECTION_HEAD),
        *(a_user(role) for role in Role if role not in (Role.SOCIAL_WORKER, Role.SECTION_HEAD)),
    ]

    assert read_health.refusal(owner, case) is None
    assert read_health.refusal(head, case) is None
    assert all(read_health.refusal(user, case) for user in others)


def test_reading_is_journalled_without_saying_what(as_user, owner, case):
    a_fact(case)

    assert SECRET in seen_by(as_user(owner), case)

    entry = Entry.objects.get(action="health.read")
    assert entry.actor == owner
    assert entry.case_pk == case.pk
    assert "HIV" not in f"{entry.note} {entry.data} {entry.subject_text}"


def test_colleague_learns_that_there_is_something_and_reads_nothing(as_user, section, case):
    a_fact(case)
    colleague = as_user(a_user(Role.SOCIAL_WORKER, office=section))

    page = seen_by(colleague, case)

    assert health.THERE_IS in page
    assert SECRET not in page
    assert "Dipastikan</span>" not in page
    assert not Entry.objects.filter(action="health.read").exists()


def test_fact_of_an_earlier_case_is_read_by_who_may_read_that_one(as_user, section, owner):
    person = a_person()
    earlier = a_case(section=section, person=person, status="ended")
    a_fact(earlier)
    now = a_case(section=section, person=person, owner=owner)

    assert SECRET not in seen_by(as_user(owner), now)
    assert health.THERE_IS in seen_by(as_user(owner), now)
    assert SECRET in seen_by(as_user(a_user(Role.SECTION_HEAD, office=section)), now)


def test_registrar_may_write_what_they_may_not_read_again(as_user, section, case):
    client = as_user(a_user(Role.REGISTRAR, office=section))
    data = {"act": "fact", "kind": "pregnancy", "state": "suspected", "source": "own"}
    data |= {"said_by": SECRET, "dated_on": timezone.localdate(), "words": ""}

    answer = client.post(reverse("intake:case_health", args=[case.number]), data)

    assert answer.status_code == 302
    assert case.health_facts.get().said_by == SECRET
    assert SECRET not in seen_by(client, case)


# --- Professions side by side ---------------------------------------------------------------------


@pytest.mark.parametrize("source", [T.SCREEN, T.OWN_WORD, T.FAMILY, T.SEEN])
@pytest.mark.parametrize("state", [S.CONFIRMED, S.RULED_OUT])
def test_only_a_profession_is_certain(case, owner, source, state):
    with pytest.raises(ValidationError, match="tidak memastikan"):
        actions.record_health(unsaved(case, state=state, source=source), by=owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        a_fact(case, state=state, source=source)


@pytest.mark.parametrize(
    ("found", "words"),
    [(S.CONFIRMED, "menguatkan"), (S.RULED_OUT, "membantah")],
)
def test_laboratory_answers_a_screen_and_both_stay(case, owner, found, words):
    screen = actions.record_health(unsaved(case), by=owner)
    laboratory = unsaved(case, state=found, source=T.LABORATORY, answers=screen)

    actions.record_health(laboratory, by=owner)

    lines = health.panel_for(owner, case, {case.person_id}).guarded
    assert {line.result for line in lines} == {"Diduga", HealthState(found).label}
    assert any(f"Laboratorium {words} tes saring" in line.remark for line in lines)
    assert not health.open_screens(case).exists()


def test_laboratory_answers_no_screen_of_something_else(case, owner):
    screen = actions.record_health(unsaved(case, kind=K.HIV), by=owner)

    with pytest.raises(ValidationError, match="tentang hal lain"):
        actions.record_health(
            unsaved(case, state=S.CONFIRMED, source=T.LABORATORY, answers=screen), by=owner
        )


def test_recorded_fact_stays_as_it_is(case):
    fact = a_fact(case)

    with pytest.raises(IntegrityError), transaction.atomic():
        HealthFact.objects.filter(pk=fact.pk).update(words="lain")


def test_struck_fact_needs_a_reason_and_takes_its_protection_with_it(case, owner):
    fact = actions.record_health(unsaved(case, kind=K.HIV), by=owner)
    case.refresh_from_db()
    assert case.flags == [Flag.HIV]

    with pytest.raises(ValidationError):
        actions.strike_health(fact, by=owner, reason=" ")
    actions.strike_health(fact, by=owner, reason="Salah berkas")

    case.refresh_from_db()
    assert case.flags == []
    assert health.panel_for(owner, case, {case.person_id}).findings[0].fact.is_struck


def test_hand_that_ticks_protection_leaves_health_alone(case, owner):
    actions.record_health(unsaved(case, kind=K.HIV), by=owner)

    actions.set_flags(case, by=owner, flags=[Flag.DRUGS])

    case.refresh_from_db()
    assert case.flags == [Flag.DRUGS, Flag.HIV]
    assert Entry.objects.get(action="case.set_flags").data == {"flags": ["drugs"]}


def test_calm_letter_opens_the_gate_until_its_day_on_panel_and_gate_alike(case, owner):
    case.flags = [Flag.PSYCHIATRIC]
    facility = a_facility()
    paper = Paper.objects.create(
        case=case,
        kind=PaperKind.CALM,
        dated_on=timezone.localdate() - dt.timedelta(days=40),
        valid_until=timezone.localdate(),
        issued_by="dr. Contoh, RSJ",
        added_by=owner,
    )

    def line():
        return health.panel_for(owner, case, {case.person_id}).findings[0]

    assert gates_of(case, facility)[0].is_open
    assert line().opens
    assert line().by == "dr. Contoh, RSJ"
    Paper.objects.filter(pk=paper.pk).update(
        valid_until=timezone.localdate() - dt.timedelta(days=1)
    )
    assert not gates_of(case, facility)[0].is_open
    assert not line().opens
    assert line().is_over


@pytest.mark.parametrize(
    ("state", "known"), [(S.CONFIRMED, True), (S.RULED_OUT, False), (S.TREATED, False)]
)
def test_criteria_ask_the_newest_word_of_a_profession(section, owner, state, known):
    case = a_case(section=section, owner=owner, person=a_person(sex="P"))
    a_fact(case, K.PREGNANCY, S.SUSPECTED, T.OWN_WORD)
    assert "pregnant" not in facts_of(case)

    a_fact(case, K.PREGNANCY, state, T.DOCTOR)

    assert facts_of(case)["pregnant"].value is known
    assert facts_of_many([case])[case.pk]["pregnant"].value is known
    assert SECRET not in str(facts_of(case)["pregnant"])


@pytest.mark.parametrize(
    ("before", "known"), [(S.RULED_OUT, None), (S.TREATED, None), (S.CONFIRMED, True)]
)
def test_new_suspicion_opens_a_no_again_and_leaves_a_yes(section, owner, before, known):
    case = a_case(section=section, owner=owner)
    a_fact(case, K.TB, before, T.DOCTOR)

    a_fact(case, K.TB, S.SUSPECTED, T.OWN_WORD)

    for facts in (facts_of(case), facts_of_many([case])[case.pk]):
        assert (facts["contagious"].value if "contagious" in facts else None) is known


@pytest.mark.parametrize("state", [S.RULED_OUT, S.TREATED, S.CONFIRMED])
@pytest.mark.parametrize("wanted", [True, False])
def test_word_that_ran_out_is_unknown_to_criteria_and_never_a_pass(section, owner, state, wanted):
    facility = a_facility(places=2)
    rule = {"fact": "pregnant", "operator": "is", "value": wanted, "severity": "must"}
    Criterion.objects.create(facility=facility, text="Tentang kehamilan", **rule)
    today = timezone.localdate()

    def told_until(last_day):
        case = a_case(section=section, owner=owner, person=a_person(sex="P"))
        a_fact(case, K.PREGNANCY, S.RULED_OUT, T.DOCTOR, dated_on=today - dt.timedelta(days=90))
        days = {"dated_on": today - dt.timedelta(days=40), "valid_until": last_day}
        a_fact(case, K.PREGNANCY, state, T.DOCTOR, **days)
        return case, next(r for r in fit_of(case, facility).criteria if "kesehatan" in r.text)

    _, holds = told_until(today)
    assert holds.state == (State.PASS if (state == S.CONFIRMED) is wanted else State.FAIL)
    yesterday = today - dt.timedelta(days=1)
    case, over = told_until(yesterday)
    assert over.state == State.UNKNOWN
    day = indonesian.long_date(yesterday)
    assert over.fact.startswith(f"surat dokter habis berlaku {day}; mintakan")
    assert "hamil" not in f"{over}".lower()
    assert facts_of_many([case])[case.pk]["pregnant"] == facts_of(case)["pregnant"]


def test_number_of_queries_does_not_grow_with_the_facts(
    as_user, owner, case, django_assert_num_queries
):
    records = {case.person_id}
    owner.posts()  # asked for once a day
    for count in (1, 3):
        while case.health_facts.count() < count:
            a_fact(case)
        with django_assert_num_queries(3):
            health.panel_for(owner, case, records)


# --- Nowhere else ---------------------------------------------------------------------------------


@pytest.fixture
def told(section, owner):
    """A case of which all is known that is guarded, on its way to a UPT and to a hospital."""
    case = a_case(
        section=section,
        owner=owner,
        stage=Stage.PLANNING,
        person=a_person("Melur Contoh", sex="P"),
        main_type=a_ppks_type("16", TYPE),
        flags=[Flag.HIV, Flag.SEXUAL_VIOLENCE],
    )
    a_need(case)
    a_plan(case)
    for kind in (K.HIV, K.TB, K.SEXUAL_VIOLENCE, K.PREGNANCY, K.DRUGS):
        a_fact(case, kind)
    actions.record_health(unsaved(case, kind=K.HIV, words=SECRET), by=owner)
    actions.set_types(case, by=owner, types=[case.main_type], reason="Diperiksa lagi")
    return case


# Forms that let somebody choose such a word, of nobody; and statistics that count without names.
ASKS = {
    "referrals:health",
    "intake:case_health",
    "intake:case_types",
    "intake:case_register",
    "evaluation:report",
    "evaluation:dashboard",
    "about",
}


def pages_of(case, referral):
    numbers = {"K": case.number, "R": referral.number}
    for name, access in ADDRESSES.items():
        if access.method != "get" or name.startswith(("partner:", "field")):
            continue
        given = dict(access.arguments)
        if str(given.get("number", "")).startswith("K-"):
            given["number"] = numbers["K"]
        elif str(given.get("number", "")).startswith("RJK-"):
            given["number"] = numbers["R"]
        elif given:
            continue
        yield name, reverse(name, kwargs=given or None)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECTION_HEAD])
def test_no_page_of_any_role_says_it(as_user, section, owner, told, role):
    facility = a_facility(places=2)
    referral = a_referral(ReferralStatus.SUBMITTED, case=told, facility=facility)
    offices = {
        Role.DIVISION_HEAD: section.parent,
        Role.FACILITY_OFFICER: facility.office,
        Role.PARTNER: facility.office,
    }
    told.refresh_from_db()
    user = (
        told.opened_by
        if role == Role.REGISTRAR
        else a_user(role, office=offices.get(role, section))
    )
    client = as_user(user)
    opened = 0
    for name, url in pages_of(told, referral):
        answer = client.get(url)
        if answer.status_code != 200:
            continue
        opened += 1
        text = b"".join(answer).decode("utf-8", "replace")
        assert SECRET not in text, name
        if name not in ASKS:
            assert not re.search(r"\bHIV\b", text), name
            assert "Kekerasan seksual" not in text, name
    assert opened >= 3


def test_colleague_who_may_open_the_file_reads_it_on_no_page(as_user, section, owner):
    case = a_case(section=section, owner=owner, stage=Stage.PLANNING, person=a_person(sex="P"))
    a_plan(case)
    for kind in (K.TB, K.PREGNANCY, K.DRUGS):
        a_fact(case, kind)
    facility = a_facility(places=2)
    rule = {"fact": "pregnant", "operator": "is", "value": False, "severity": "must"}
    Criterion.objects.create(facility=facility, text="Tidak sedang hamil", **rule)
    referral = a_referral(ReferralStatus.SUBMITTED, case=case, facility=facility)
    opened = set()
    for role in (Role.SOCIAL_WORKER, Role.REGISTRAR):
        client = as_user(a_user(role, office=section))
        for name, url in pages_of(case, referral):
            answer = client.get(url)
            if answer.status_code == 200:
                opened.add(name)
                assert SECRET not in b"".join(answer).decode("utf-8", "replace"), name

    assert {
        "intake:case_show",
        "intake:case_health",
        "referrals:show",
        "referrals:places",
    } <= opened
    page = as_user(a_user(Role.SOCIAL_WORKER, office=section)).get(
        reverse("referrals:show", args=[referral.number])
    )
    assert "Syarat kesehatan tempat ini" in page.content.decode()
    assert "hamil" not in page.content.decode().lower()


def test_exports_do_not_say_it(as_user, section, owner, told):
    for key in ("kasus",):
        for user in (owner, told.opened_by, a_user(Role.SECTION_HEAD, office=section)):
            answer = as_user(user).post(
                f"/ekspor/{key}/", {"names": "initials", "reason": "Uji masking daftar"}
            )
            if answer.status_code != 200:
                continue
            sheet = zipfile.ZipFile(io.BytesIO(answer.content))
            text = "".join(sheet.read(n).decode("utf-8", "replace") for n in sheet.namelist())
            assert told.number in text
            assert SECRET not in text
            assert not says(text, "HIV")


@pytest.mark.parametrize("kind", [FacilityKind.UPT, FacilityKind.HOSPITAL])
def test_letters_and_the_packet_of_a_partner_do_not_say_it(client, section, told, kind):
    facility = a_facility(kind=kind, places=2)
    rule = {"fact": "pregnant", "operator": "is", "value": False, "severity": "warning"}
    Criterion.objects.create(facility=facility, text="Tidak sedang hamil", **rule)
    referral = a_referral(ReferralStatus.SUBMITTED, case=told, facility=facility)
    head = a_user(Role.SECTION_HEAD, office=section)
    approved = referral_actions.approve(referral, by=head)

    link = PartnerLink(contact="IGD", email="")
    given = referral_actions.send_link(link, referral=approved, by=approved.written_by)
    pin = {"pin": given.pin, "name": "dr. Contoh", "position": "dokter jaga"}
    client.post(reverse("partner:pin", kwargs={"token": given.token}), pin)
    packet = client.get(reverse("partner:open", kwargs={"token": given.token})).content.decode()

    assert approved.number in packet
    for text in (approved.letter.html, packet):
        assert SECRET not in text
        assert not says(text, "HIV")
        assert "sedang hamil" not in text.lower()


def test_timeline_and_journal_tell_that_and_not_what(as_user, owner, told):
    lines = as_user(owner).get(reverse("intake:case_timeline", args=[told.number])).content.decode()

    assert "Fakta kesehatan yang dijaga dicatat." in lines
    assert not says(lines, "HIV")
    assert SECRET not in lines
    for entry in Entry.objects.all():
        assert "hiv" not in f"{entry.note} {entry.data}".lower()


def test_locked_type_is_changed_by_who_may_read_it(as_user, section, told):
    registrar = told.opened_by

    with pytest.raises(PermissionDenied, match="terkunci"):
        actions.set_types(told, by=registrar, types=[a_ppks_type()], reason="Keliru")
    page = as_user(registrar).get(reverse("intake:case_types", args=[told.number]))
    assert "Simpan jenis" not in page.content.decode()


# --- Unless a letter needs it, and somebody allowed it ---------------------------------------------


def allowed(referral, fact, by, **fields):
    fields = {
        "basis": "consent",
        "text": "Saya setuju dokter mengetahuinya.",
        "given_by": "sendiri",
    } | fields
    row = HealthDisclosure(referral=referral, fact=fact, given_on=timezone.localdate(), **fields)
    return referral_actions.allow_health(row, by=by)


def test_letter_to_a_hospital_tells_what_was_allowed_and_no_more(section, owner, told):
    facility = a_facility(kind=FacilityKind.HOSPITAL, places=2)
    referral = a_referral(ReferralStatus.SUBMITTED, case=told, facility=facility)
    fact = told.health_facts.filter(kind=K.TB).get()
    allowed(referral, fact, owner)

    approved = referral_actions.approve(referral, by=a_user(Role.SECTION_HEAD, office=section))

    html = approved.letter.html
    assert "TBC: dipastikan" in html
    assert "persetujuan orangnya atau walinya, sendiri" in html
    assert not says(html, "HIV")
    assert not Entry.objects.filter(note__icontains="TBC").exists()
    with pytest.raises(PermissionDenied, match="sudah dibuat"):
        allowed(approved, told.health_facts.filter(kind=K.HIV).first(), owner)


@pytest.mark.parametrize(
    ("kind", "needed"),
    [
        (FacilityKind.UPT, {K.TB, K.PREGNANCY}),
        (FacilityKind.AGENCY, set()),
        (FacilityKind.HOSPITAL, {K.HIV, K.TB, K.SEXUAL_VIOLENCE, K.PREGNANCY, K.DRUGS}),
    ],
)
def test_each_recipient_may_be_told_what_it_needs(owner, told, kind, needed):
    referral = a_referral(case=told, facility=a_facility(kind=kind))

    assert {fact.kind for fact in may_be_told(referral)} == needed
    if K.HIV not in needed:
        with pytest.raises(ValidationError, match="tidak memerlukan"):
            allowed(referral, told.health_facts.filter(kind=K.HIV).first(), owner)


def test_consent_is_kept_in_its_words_and_can_be_taken_back(owner, told):
    referral = a_referral(case=told, facility=a_facility(kind=FacilityKind.HOSPITAL))
    fact = told.health_facts.filter(kind=K.TB).get()
    with pytest.raises(ValidationError):
        allowed(referral, fact, owner, text="")
    row = allowed(referral, fact, owner)

    referral_actions.withdraw_health(row, by=owner)

    row.refresh_from_db()
    assert row.text == "Saya setuju dokter mengetahuinya."
    assert told_in_letter(referral) == []


def test_who_may_not_read_may_not_allow_either(as_user, section, told):
    referral = a_referral(case=told, facility=a_facility(kind=FacilityKind.HOSPITAL))
    head, kabid = (
        a_user(Role.SECTION_HEAD, office=section),
        a_user(Role.DIVISION_HEAD, office=section.parent),
    )
    url = reverse("referrals:health", args=[referral.number])

    assert as_user(head).get(url).status_code == 200
    with pytest.raises(PermissionDenied):
        allowed(referral, told.health_facts.first(), kabid)
