"""The file of a protected person opens to who does not work on it only after a written reason."""

import datetime as dt
import html
import io
import re
from urllib.parse import parse_qs, urlsplit

import pypdf
import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from intake.actions.unseal import unseal
from intake.models import (
    DuplicateProposal,
    Flag,
    IdentityLevel,
    IdentityTask,
    Outcome,
    Paper,
    PaperKind,
    PersonLink,
    ReunionLock,
    SameGround,
    Stage,
)
from intake.seal import UnsealReason, is_sealed
from ppks_service.accounts.roles import Role
from ppks_service.documents.files import store_upload
from ppks_service.journal.models import Entry
from referrals.models import ConferenceParticipant, PlanAction, ReferralStatus
from tests.access import ADDRESSES, STAFF
from tests.factories import (
    a_called_conference,
    a_case,
    a_document,
    a_facility,
    a_handover,
    a_held_conference,
    a_mandate,
    a_person,
    a_place,
    a_plan,
    a_raid,
    a_referral,
    a_section,
    a_service,
    a_stay,
    a_user,
    a_visit,
    a_ward,
    an_assessment,
    an_encounter,
    an_item,
    clocks,
    number_series,
)

pytestmark = pytest.mark.django_db
NAME = "Melur Rahasia"
WORDS = "Pengaduan keluarga lewat surat 12/2026"


@pytest.fixture
def section():
    number_series()
    clocks()
    return a_section()


@pytest.fixture
def division(section):
    return a_user(Role.DIVISION_HEAD, office=section.parent)


def a_protected_case(section, **fields):
    fields = {"owner": a_user(office=section), "stage": Stage.PLANNING} | fields
    person = fields.pop("person", None) or a_person(NAME, sex="P")
    flags = [Flag.TRAFFICKING]
    return a_case(section=section, flags=flags, person=person, **fields)


@pytest.fixture
def case(section):
    return a_protected_case(section)


def opened(case, by, reason=UnsealReason.COMPLAINT, words=WORDS):
    return unseal(case, by=by, reason=reason, words=words)


def asks(response, case):
    """Whether the answer leads to the page that asks why."""
    address = reverse("intake:case_unseal", args=[case.number])
    return response.status_code == 302 and urlsplit(response["Location"]).path == address


def show(case):
    return reverse("intake:case_show", args=[case.number])


# --- Every address --------------------------------------------------------------------------------


@pytest.fixture
def whole_file(section, upload):
    """A protected file with one of everything, and the arguments by which its pages are asked for."""
    owner = a_user(office=section)
    person = a_person(NAME, sex="P", photo=store_upload(upload(), by=owner))
    raid = a_raid()
    encounter = an_encounter(Outcome.CASE, raid=raid, person=person, name=NAME)
    case = a_protected_case(section, owner=owner, person=person, encounter=encounter)
    document = a_document(case_pk=case.pk, by=owner, html=f"<p>{NAME}</p>")
    paper = Paper.objects.create(
        case=case, kind=PaperKind.OTHER, added_by=owner, file=store_upload(upload(), by=owner)
    )
    handover = a_handover(encounter, by=owner)
    plan = a_plan(case)
    conference = a_held_conference(case, by=owner)
    stay = a_stay(case, place=a_place(a_ward(a_facility(places=2), places=0)))
    pks = {
        "documents": document.pk,
        "facilities:stay": stay.pk,
        "evaluation:visit": a_visit(case).pk,
        "intake:paper_file": paper.pk,
        "intake:assessment": an_assessment(case).pk,
        "intake:belonging": an_item(encounter, by=owner).pk,
        "referrals:service": a_service(case).pk,
        "referrals:plan_action": plan.goals.get().actions.create(what="Antar", by_kind="office").pk,
        "referrals:conference_action": conference.actions.get().pk,
        "intake:handover": handover.pk,
        "facilities:waiting_list": stay.occupancy.place.ward_id,
    }
    texts = {
        "K-": case.number,
        "RJK-": a_referral(ReferralStatus.SUBMITTED, case=case).number,
        "CC-": conference.number,
        "tidak-ada": stay.facility.code,
        "T-": encounter.number,
        "OP-": raid.number,
    }
    return case, pks, texts


def filled(name, arguments, pks, texts):
    given = dict(arguments)
    for key, value in given.items():
        for mark, text in texts.items():
            if isinstance(value, str) and value.startswith(mark):
                given[key] = text
        if key == "pk":
            given[key] = next((pk for at, pk in pks.items() if name.startswith(at)), 0)
    return reverse(name, kwargs=given or None)


def text_of(response):
    content = b"".join(response)
    if content.startswith(b"%PDF"):
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        return " ".join(page.extract_text() for page in pages)
    return content.decode("utf-8", "replace")


# Big papers about nobody in particular, and the way out.
LEFT_OUT = {"accounts:sign_out", "documents:agenda_pdf", "evaluation:report_pdf"}
# Slow to lay out, and once is enough to see that a paper has the name: documents:pdf does.
PAPERS = {"intake:case_network_pdf", "referrals:conference_attendance"}


def walk(client, whole_file, only=ADDRESSES):
    """Every address that a division's head may use, with this file's arguments: name, answer, its text."""
    _, pks, texts = whole_file
    for name in only:
        access = ADDRESSES[name]
        if name in LEFT_OUT or not (access.who == STAFF or Role.DIVISION_HEAD in access.who):
            continue
        address = filled(name, access.arguments, pks, texts)
        response = getattr(client, access.method)(address)
        yield name, response, text_of(response)


@pytest.mark.long
def test_no_address_shows_the_name_before_the_reason_and_many_do_after(
    as_user, division, whole_file
):
    case, client = whole_file[0], as_user(division)

    asked, masked = set(), set()
    for name, response, text in walk(client, whole_file):
        assert NAME not in text, name
        (asked if asks(response, case) or response.status_code == 403 else masked).add(name)
    opened(case, division)
    file = {name for name in asked | masked if ADDRESSES[name].arguments} - PAPERS
    named = {name for name, _, text in walk(client, whole_file, only=sorted(file)) if NAME in text}

    assert len(named) > 20
    assert "documents:pdf" in named
    assert named - asked == {"intake:encounter_show"}  # of the raid: drawn, without the name


def test_pair_of_persons_is_compared_only_with_a_reason(as_user, section, division, case):
    other = a_case(section=section, person=a_person("Melur Lain"))
    numbers = {"a": case.person.register_number, "b": other.person.register_number}
    address = reverse("intake:person_compare", query=numbers)
    client = as_user(division)

    assert asks(client.get(address), case)
    opened(case, division)
    assert NAME in client.get(address).content.decode()


def test_link_of_a_protected_record_is_undone_only_with_a_reason(as_user, section, division, case):
    other, owner = a_person("Melur Lain"), case.owner
    link = PersonLink.objects.create(
        person=other,
        head=case.person,
        root=case.person,
        ground=SameGround.PHOTO,
        linked_by=owner,
        linked_at=timezone.now(),
    )
    address = reverse("intake:link_undo", args=[link.pk])

    assert asks(as_user(division).get(address), case)


def test_search_shows_initials_and_leads_to_the_question(as_user, division, case):
    client = as_user(division)

    page = client.post(reverse("intake:search"), {"q": case.number}, follow=True).content.decode()

    assert NAME not in page
    assert show(case) in page
    assert asks(client.get(show(case)), case)


def test_search_tells_where_somebody_was_last_only_after_the_reason(as_user, section, division):
    raid, person = a_raid(), a_person(NAME)
    met = an_encounter(Outcome.CASE, raid=raid, person=person, place="Simpang Contoh")
    case = a_protected_case(section, person=person, encounter=met)
    client, asked = as_user(division), {"q": case.number}
    address = reverse("intake:search")

    before = client.post(address, asked, follow=True).content.decode()
    opened(case, division)
    after = client.post(address, asked, follow=True).content.decode()

    assert "terkunci; terbuka dengan alasan" in before
    assert "terakhir dilihat: terkunci" not in after
    assert "· terakhir" in after


# --- Who is asked ---------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
def test_only_the_division_is_asked_and_nobody_sees_more_than_before(as_user, section, case, role):
    office = section.parent if role == Role.DIVISION_HEAD else section
    user = a_user(role, office=office)

    answer = as_user(user).get(show(case))

    if role == Role.DIVISION_HEAD:
        assert asks(answer, case)
    elif role == Role.SECTION_HEAD:
        assert answer.status_code == 200
    else:
        assert answer.status_code in (403, 404)
    unseal_page = as_user(user).get(reverse("intake:case_unseal", args=[case.number]))
    expected = {Role.DIVISION_HEAD: 200, Role.SECTION_HEAD: 302}.get(role, answer.status_code)
    assert unseal_page.status_code == expected


def test_unprotected_file_opens_without_a_reason(as_user, section, division):
    open_case = a_case(section=section)

    assert as_user(division).get(show(open_case)).status_code == 200


def second_decision(case, user):
    a_referral(ReferralStatus.ENDORSED, case=case)


def invitation(case, user):
    conference = a_called_conference(case)
    ConferenceParticipant.objects.create(
        conference=conference, role="member", user=user, name="x", agency="x"
    )


def planned_act(case, user):
    goal = a_plan(case).goals.get()
    PlanAction.objects.create(goal=goal, what="Temui keluarga", by_kind="office", owner=user)


def identity_task(case, user):
    IdentityTask.objects.create(
        person=case.person,
        level=IdentityLevel.FAMILY,
        owner=user,
        due_on=timezone.localdate(),
        opened_by=case.owner,
    )


def reunion_lock(case, user):
    ReunionLock.objects.create(case=case, reason="Dugaan eksploitasi", locked_by=case.owner)


def acting_in_the_section(case, user):
    a_mandate(a_user(Role.SECTION_HEAD, office=case.section), user)


def planned_visit(case, user):
    a_visit(case, assigned_to=user)


def owner_of_it(case, user):
    type(case).objects.filter(pk=case.pk).update(owner=user)


@pytest.mark.parametrize(
    "something",
    [
        second_decision,
        invitation,
        planned_act,
        identity_task,
        reunion_lock,
        acting_in_the_section,
        planned_visit,
        owner_of_it,
    ],
)
def test_whoever_has_something_to_do_in_the_file_is_not_asked(
    as_user, section, division, case, something
):
    other = a_protected_case(section, person=a_person("Kenanga Lain"))
    something(case, division)

    assert as_user(division).get(show(case)).status_code == 200
    if something is not acting_in_the_section:
        assert asks(as_user(division).get(show(other)), other)


def test_what_was_decided_is_looked_at_for_as_long_as_an_opening_lasts(section, division, case):
    referral = a_referral(ReferralStatus.APPROVED, case=case)
    assert is_sealed(division, case)

    type(referral).objects.filter(pk=referral.pk).update(decided_by=division)
    assert not is_sealed(division, case)
    long_ago = timezone.now() - dt.timedelta(hours=settings.UNSEAL_HOURS, minutes=1)
    type(referral).objects.filter(pk=referral.pk).update(decided_at=long_ago)
    assert is_sealed(division, case)


def test_seal_costs_one_query_and_none_where_nobody_is_asked(
    django_assert_num_queries, section, division, case
):
    head = a_user(Role.SECTION_HEAD, office=section)
    for user in (division, head):
        user.posts()

    with django_assert_num_queries(1):
        assert is_sealed(division, case)
    with django_assert_num_queries(0):
        assert not is_sealed(head, case)


# --- The opening ----------------------------------------------------------------------------------


def test_reason_opens_the_file_and_leads_back_to_what_was_wanted(as_user, division, case):
    client = as_user(division)
    wanted = reverse("intake:case_timeline", args=[case.number]) + "?page=1"
    question = client.get(wanted)["Location"]
    assert parse_qs(urlsplit(question).query)["next"] == [wanted]
    page = client.get(question).content.decode()
    assert "Berkas terlindungi" in page
    assert "Auditor / DPO" in page
    assert NAME not in page

    sent = {"buka-reason": "complaint", "buka-words": WORDS, "next": wanted}
    answer = client.post(question, sent)

    assert (answer.status_code, answer["Location"]) == (302, wanted)
    assert client.get(wanted).status_code == 200
    entry = Entry.objects.get(action="case.unseal")
    assert (entry.actor, entry.case_pk, entry.person_pk) == (division, case.pk, case.person_id)
    assert WORDS in entry.note
    assert "pengaduan" in entry.note
    until = dt.datetime.fromisoformat(entry.data["until"])
    lasts = until - entry.at
    assert dt.timedelta(hours=settings.UNSEAL_HOURS) >= lasts > dt.timedelta(hours=3, minutes=59)
    assert entry.data["reason"] == "complaint"


@pytest.mark.parametrize("given", [("", WORDS), ("complaint", ""), ("complaint", "  pendek  ")])
def test_reason_is_mandatory(as_user, division, case, given):
    address = reverse("intake:case_unseal", args=[case.number])
    sent = dict(zip(("buka-reason", "buka-words"), given, strict=True))

    answer = as_user(division).post(address, sent)

    assert answer.status_code == 200
    assert is_sealed(division, case)
    assert not Entry.objects.filter(action="case.unseal").exists()
    with pytest.raises(ValidationError):
        unseal(case, by=division, reason=given[0], words=given[1])


def test_whoever_may_not_open_the_file_opens_it_by_no_reason(section, case):
    stranger = a_user(Role.DIVISION_HEAD)

    with pytest.raises(PermissionDenied):
        opened(case, stranger)
    assert not Entry.objects.filter(action="case.unseal").exists()


def test_way_back_lies_in_this_house(as_user, division, case):
    sent = {"buka-reason": "law", "buka-words": WORDS, "next": "https://contoh.example/"}

    answer = as_user(division).post(reverse("intake:case_unseal", args=[case.number]), sent)

    assert answer["Location"] == show(case)


def test_opening_of_another_or_of_another_file_opens_nothing(section, division, case):
    colleague = a_user(Role.DIVISION_HEAD, office=section.parent)
    other = a_protected_case(section, person=a_person("Kenanga Lain"))

    opened(case, colleague)
    opened(other, division)

    assert is_sealed(division, case)
    assert not is_sealed(colleague, case)


def test_opening_ends_after_its_hours(monkeypatch, division, case):
    opened(case, division)
    real = timezone.now
    for minutes, is_over in ((-1, False), (1, True)):
        later = dt.timedelta(hours=settings.UNSEAL_HOURS, minutes=minutes)
        monkeypatch.setattr(timezone, "now", lambda later=later: real() + later)
        assert is_sealed(division, case) is is_over


def test_setting_shortens_an_opening_and_never_lengthens_one(settings, monkeypatch, division, case):
    opened(case, division)
    real, later = timezone.now, dt.timedelta(hours=settings.UNSEAL_HOURS, minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: real() + later)
    settings.UNSEAL_HOURS = 24
    assert is_sealed(division, case)

    monkeypatch.setattr(timezone, "now", lambda: real() + dt.timedelta(minutes=61))
    settings.UNSEAL_HOURS = 1
    assert is_sealed(division, case)


def test_auditor_and_the_file_itself_tell_of_the_opening(as_user, section, division, case):
    opened(case, division)
    head = a_user(Role.SECTION_HEAD, office=section)

    journal = as_user(a_user(Role.AUDITOR)).get("/jurnal/?perbuatan=terlindungi").content.decode()
    timeline = as_user(head).get(reverse("intake:case_timeline", args=[case.number]))
    side = as_user(head).get(show(case)).content.decode()

    for page in (journal, timeline.content.decode(), side):
        assert WORDS in page
        assert division.full_name in page


# --- What was typed -------------------------------------------------------------------------------


def test_act_that_meets_the_seal_keeps_what_was_typed_and_goes_on(as_user, section, division, case):
    other = a_case(section=section, person=a_person("Melur Lain"))
    numbers = {"a": case.person.register_number, "b": other.person.register_number}
    address = reverse("intake:person_compare", query=numbers)
    client, typed = as_user(division), {"act": "not_same", "note": "Dua orang, saya <kenal>"}

    met = client.post(address, typed)

    assert met.status_code == 403
    page = met.content.decode()
    assert "Isian Anda tidak hilang" in page
    assert NAME not in page
    assert not DuplicateProposal.objects.exists()
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    assert html.unescape(hidden["note"]) == typed["note"]
    short = client.post(address, typed | {"buka-reason": "law", "buka-words": "x"})
    assert short.status_code == 403
    done = client.post(address, typed | {"buka-reason": "law", "buka-words": WORDS})
    assert done.status_code == 302
    assert DuplicateProposal.objects.get().note == typed["note"]


def test_part_of_a_page_is_left_for_the_question(as_user, division, case):
    here = f"http://testserver{show(case)}"
    headers = {"HX-Request": "true", "HX-Current-URL": here}

    answer = as_user(division).get(show(case), headers=headers)

    assert parse_qs(urlsplit(answer["HX-Redirect"]).query)["next"] == [show(case)]
