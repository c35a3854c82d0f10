"""The pages of plans, referrals, decisions, answers and services."""

import datetime as dt
import io

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone

from intake.models import Stage
from ppks_service.accounts.roles import Role
from ppks_service.documents.actions import pdf_of
from ppks_service.journal.models import Entry
from ppks_service.worklist.clocks import Clocks
from referrals import actions, queries
from referrals.models import PlanStatus, Referral, ReferralStatus, ServiceGiven, ServicePlan
from referrals.referral_page import acts_for
from referrals.work import work
from tests import pdf_norms
from tests.factories import (
    MEASURED,
    STROKES,
    a_case,
    a_facility,
    a_need,
    a_person,
    a_plan,
    a_referral,
    a_stay,
    a_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
S = ReferralStatus
SIGNED = {
    "ttd-name": "Yang Bersangkutan",
    "ttd-position": "Orangnya sendiri",
    "ttd-way": "drawn",
    "ttd-strokes": STROKES,
}
ODD_NAME = "{{ 7*7 }}<script>"


def officer_of(referral):
    return a_user(Role.FACILITY_OFFICER, office=referral.facility.office)


# --- Lists cost the same whatever their length -----------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_inbox_costs_the_same_for_one_row_and_three(
    as_user, django_assert_num_queries, section, head, rows
):
    for _ in range(rows):
        a_referral(S.SUBMITTED, case=a_case(section=section))
        a_plan(a_case(section=section), PlanStatus.AGREED)
    client = as_user(head)

    with django_assert_num_queries(14):
        response = client.get(reverse("referrals:inbox"))

    assert response.context["inbox"].waiting == rows * 2


@pytest.mark.parametrize("rows", [1, 3])
def test_decided_costs_the_same_for_one_row_and_three(
    as_user, django_assert_num_queries, section, head, rows
):
    for _ in range(rows):
        a_referral(S.APPROVED, case=a_case(section=section))
    client = as_user(head)

    with django_assert_num_queries(12):
        response = client.get(reverse("referrals:inbox") + "?tab=diputuskan")

    assert len(response.context["signed"]) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_one_row_and_three(
    as_user, django_assert_num_queries, section, worker, rows
):
    for _ in range(rows):
        a_referral(S.APPROVED, case=a_case(section=section))
    client = as_user(worker)

    with django_assert_num_queries(10):
        response = client.get(reverse("referrals:list"))

    assert len(response.context["drawn"]) == rows


def test_chips_count_what_is_in_somebodys_hands_and_not_what_is_over(as_user, section, worker):
    a_referral(S.APPROVED, case=a_case(section=section))
    a_referral(S.APPROVED)  # of another section

    chips = as_user(worker).get(reverse("referrals:list")).context["chips"]

    counted = {key: number for key, _, number in chips}
    assert counted == {"": None, "jawaban": 1, "tiba": None, "tidak-jadi": None, "selesai": None}


def test_receiving_side_has_no_chip_of_what_it_never_sees(as_user):
    referral = a_referral(S.APPROVED)

    chips = as_user(officer_of(referral)).get(reverse("referrals:list")).context["chips"]

    assert [key for key, _, _ in chips] == ["", "jawaban", "tiba"]


# --- From the plan to the decision -----------------------------------------------------------


def test_plan_page_is_loud_about_a_need_without_plan(as_user, section, worker):
    case = a_case(section=section, owner=worker, stage=Stage.ANALYSIS)
    a_need(case, description="Pemeriksaan kesehatan")
    client = as_user(worker)

    client.post(reverse("referrals:plan_write", args=[case.number]))
    page = client.get(reverse("referrals:plan", args=[case.number])).content.decode()

    assert "Belum ada rencana." in page
    assert "1 kebutuhan mendesak belum punya tindakan" in page


def test_plan_is_written_agreed_and_decided_by_its_pages(as_user, section, worker, head):
    case = a_case(section=section, owner=worker, stage=Stage.ANALYSIS)
    need = a_need(case)
    client = as_user(worker)
    number = case.number
    client.post(reverse("referrals:plan_write", args=[number]))
    client.post(
        reverse("referrals:plan_goal", args=[number, need.pk]), {"goal": "Tinggal aman"} | MEASURED
    )
    plan = case.plans.get()
    client.post(
        reverse("referrals:plan_action", args=[number, plan.goals.get().pk]),
        {"what": "Ajukan rujukan", "by_kind": "office", "due_on": "2027-01-10"},
    )

    client.post(reverse("referrals:plan_agree", args=[number]), {"agreed_by": "person"} | SIGNED)
    as_user(head).post(reverse("referrals:plan_decide", args=[plan.pk]), {"putusan": "setujui"})

    plan.refresh_from_db()
    assert (plan.status, plan.approved_by) == (PlanStatus.APPROVED, head)


def test_place_is_chosen_and_asked_for_in_one_go(as_user, section, worker):
    facility = a_facility(places=2)
    case = a_case(section=section, owner=worker, stage=Stage.PLANNING)
    url = reverse("referrals:places", args=[case.number]) + f"?tempat={facility.code}"
    client = as_user(worker)

    page = client.get(url)
    client.post(url, {"reason": "Tanpa keluarga", "ward": "", "simpan": "ajukan"})

    assert facility.name in page.content.decode()
    assert Referral.objects.get().status == S.SUBMITTED


def test_misfit_is_chosen_on_the_page_with_a_reason_only(as_user, section, worker):
    facility = a_facility(places=1)
    a_stay(place=facility.wards.get().places.get())
    case = a_case(section=section, owner=worker, stage=Stage.PLANNING)
    url = reverse("referrals:places", args=[case.number]) + f"?tempat={facility.code}"
    client = as_user(worker)

    refused = client.post(url, {"reason": "Tanpa keluarga", "simpan": "ajukan"})
    assert not Referral.objects.exists()
    assert "override_reason" in refused.context["form"].errors
    client.post(url, {"reason": "x", "override_reason": "Menunggu kosong", "simpan": "draf"})

    assert Referral.objects.get().status == S.DRAFT


def test_inbox_puts_the_older_plan_above_the_younger_referral(section, head):
    a_referral(S.SUBMITTED, case=a_case(section=section))
    long_ago = timezone.now() - dt.timedelta(days=9)
    plan = a_plan(a_case(section=section, stage=Stage.ANALYSIS), PlanStatus.AGREED)
    ServicePlan.objects.filter(pk=plan.pk).update(agreed_at=long_ago)

    inbox = queries.inbox_of(head, Clocks())

    assert [row.is_plan for row in inbox.in_order] == [True, False]


@pytest.mark.parametrize("has_left", [False, True])
def test_place_is_sought_next_only_by_who_lives_nowhere(section, has_left):
    case = a_case(section=section, stage=Stage.ACTION)
    a_plan(case, PlanStatus.APPROVED)
    left = {"exit_at": timezone.now() - dt.timedelta(hours=1)} if has_left else {}
    stay = a_stay(case, **left)
    referral = a_referral(S.ARRIVED, case=case, facility=stay.facility)
    Referral.objects.filter(pk=referral.pk).update(stay=stay)

    acts = acts_for(a_user(Role.SOCIAL_WORKER, office=section), case)

    assert [act.is_next for act in acts if act.label == "Cari tempat"] == [has_left]


def test_inbox_to_approval_takes_three_presses(as_user, section, head):
    referral = a_referral(S.SUBMITTED, case=a_case(section=section))
    client = as_user(head)

    inbox = client.get(reverse("referrals:inbox")).content.decode()
    decide = reverse("referrals:decide", args=[referral.number])
    page = client.get(decide).content.decode()
    done = client.post(decide, {"putusan": "setujui"}, follow=True).content.decode()

    assert f'href="{decide}"' in inbox
    assert 'name="putusan" value="setujui"' in page
    assert "Disetujui." in done
    assert "dipesan sampai" in done
    assert Referral.objects.get().status == S.APPROVED


def test_return_asks_for_its_reason(as_user, section, head):
    referral = a_referral(S.SUBMITTED, case=a_case(section=section))
    url = reverse("referrals:decide", args=[referral.number])
    client = as_user(head)

    refused = client.post(url, {"putusan": "kembalikan"})
    assert "Pilih alasan mengembalikan atau menolak." in refused.content.decode()
    client.post(url, {"putusan": "kembalikan", "code": "papers", "note": "Lengkapi"})

    assert Referral.objects.get().status == S.RETURNED


def test_full_house_is_said_on_the_page_and_the_reason_stays(as_user, section, head):
    facility = a_facility(places=1)
    a_stay(place=facility.wards.get().places.get())
    referral = a_referral(S.SUBMITTED, case=a_case(section=section), facility=facility)

    page = as_user(head).post(
        reverse("referrals:decide", args=[referral.number]), {"putusan": "setujui"}
    )

    assert "Tempat terakhir baru saja dipesan orang lain." in page.content.decode()
    assert referral.reason in page.content.decode()


def test_what_a_head_may_not_decide_has_its_reason(as_user, section, head):
    referral = a_referral(S.SUBMITTED, case=a_case(section=section), submitted_by=head)
    client = as_user(head)

    tab = client.get(reverse("referrals:inbox") + "?tab=tidak-boleh").content.decode()
    page = client.get(reverse("referrals:decide", args=[referral.number])).content.decode()
    refused = client.post(
        reverse("referrals:decide", args=[referral.number]), {"putusan": "setujui"}
    )

    assert "Anda yang mengajukan rujukan ini" in tab
    assert "Anda yang mengajukan rujukan ini" in page
    assert 'value="setujui"' not in page
    assert refused.status_code == 403
    assert "Yang dapat" in refused.content.decode()


# --- The receiving side ----------------------------------------------------------------------


def test_receiving_side_sees_its_own_open_referrals_only(as_user):
    referral, other = a_referral(S.APPROVED), a_referral(S.APPROVED)
    waiting = a_referral(S.SUBMITTED, facility=referral.facility)
    client = as_user(officer_of(referral))

    assert client.get(reverse("referrals:show", args=[referral.number])).status_code == 200
    for hidden in (other, waiting):
        assert client.get(reverse("referrals:show", args=[hidden.number])).status_code == 404
    assert [r for r, _, _ in client.get(reverse("referrals:list")).context["drawn"]] == [referral]


def test_receiving_side_reads_no_case_file_and_leaves_its_mark(as_user):
    referral = a_referral(S.APPROVED)

    page = as_user(officer_of(referral)).get(reverse("referrals:show", args=[referral.number]))

    referral.refresh_from_db()
    assert reverse("intake:case_show", args=[referral.case.number]) not in page.content.decode()
    assert referral.seen_at is not None
    assert Entry.objects.filter(action="referral.read").exists()


def test_accept_arrive_and_decline_by_the_pages(as_user):
    referral = actions.approve(
        r := a_referral(S.SUBMITTED),
        by=a_user(Role.SECTION_HEAD, office=r.case.section),
        at=timezone.now() - dt.timedelta(hours=2),
    )
    client = as_user(officer_of(referral))
    number = [referral.number]

    refused = client.post(reverse("referrals:decline", args=number), {"code": ""})
    client.post(reverse("referrals:accept", args=number), {})
    form = client.get(reverse("referrals:arrive", args=number))
    arrived = client.post(
        reverse("referrals:arrive", args=number),
        {
            "arrived_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
            "condition": "Sadar",
            "belongings": "Satu tas",
            "brought_by": "Petugas antar",
            "handed_by": "Petugas contoh",
            "witness": "",
            "place": "",
        },
    )

    referral.refresh_from_db()
    assert refused.status_code == 200
    assert form.status_code == 200
    assert referral.status == S.ARRIVED
    assert arrived["Location"] == reverse("facilities:stay_show", args=[referral.stay_id])


def test_form_opened_in_the_minute_of_the_approval_and_sent_later_is_received(as_user):
    held_at = (timezone.now() - dt.timedelta(minutes=9)).replace(second=20, microsecond=0)
    r = a_referral(S.SUBMITTED)
    head = a_user(Role.SECTION_HEAD, office=r.case.section)
    referral = actions.approve(r, by=head, at=held_at)
    client = as_user(officer_of(referral))
    client.post(reverse("referrals:accept", args=[referral.number]), {})
    said = dict.fromkeys(("condition", "belongings", "brought_by", "handed_by"), "Contoh")

    def sent(minute):
        at = timezone.localtime(minute).strftime("%Y-%m-%dT%H:%M")
        return client.post(
            reverse("referrals:arrive", args=[referral.number]), said | {"arrived_at": at}
        )

    before = sent(held_at - dt.timedelta(minutes=1))
    assert "sesudah tempat dipesan" in before.content.decode()
    assert sent(held_at).status_code == 302
    referral.refresh_from_db()
    assert (referral.status, referral.stay.arrived_at.minute) == (S.ARRIVED, held_at.minute)


def test_protected_person_is_initials_in_lists(as_user, section, head):
    case = a_case(section=section, person=a_person("Rahasia Sekali"), flags=["child"])
    a_referral(S.SUBMITTED, case=case)

    for url in (reverse("referrals:inbox"), reverse("referrals:list")):
        page = as_user(head).get(url).content.decode()
        assert "Rahasia Sekali" not in page
        assert "R.S." in page


def test_person_stays_out_of_titles(as_user, section, head):
    case = a_case(section=section, person=a_person("Nama Terang"))
    referral = a_referral(S.SUBMITTED, case=case)
    client = as_user(head)

    for name in ("referrals:show", "referrals:decide"):
        page = client.get(reverse(name, args=[referral.number])).content.decode()
        assert "Nama Terang" in page
        assert "Nama Terang" not in page.partition("</title>")[0]


# --- Letters ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "heading"), [("upt", "Rekomendasi penempatan"), ("hospital", "Rujukan layanan")]
)
def test_letter_is_tagged_and_says_what_was_decided(section, head, kind, heading):
    head.full_name, head.rank, head.nip = "Bonar Contoh", "Penata", "197505152000031002"
    head.position = "Kepala Seksi Contoh"
    head.save()
    case = a_case(section=section, person=a_person(ODD_NAME), stage=Stage.PLANNING)
    facility = a_facility(places=1, kind=kind)
    approved = actions.approve(a_referral(S.SUBMITTED, case=case, facility=facility), by=head)

    reader = pypdf.PdfReader(io.BytesIO(pdf_of(approved.letter)))

    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert pdf_norms.findings(pdf_of(approved.letter)) == []
    for said in (
        heading,
        ODD_NAME,
        approved.number,
        approved.letter.number,
        case.person.register_number,
        "197505152000031002"[:8],
        "Kepala Seksi Contoh",
        "Bukan tanda tangan elektronik tersertifikasi",
    ):
        assert said in text
    assert ("Jawaban rujukan" in text) == (kind == "hospital")
    assert "49<script>" not in text  # the name was shown, not run


def test_odd_name_is_harmless_on_every_page(as_user, section, worker, head):
    case = a_case(section=section, owner=worker, person=a_person(ODD_NAME), stage=Stage.PLANNING)
    referral = a_referral(S.SUBMITTED, case=case)

    for user, name, key in (
        (head, "referrals:decide", referral.number),
        (head, "referrals:show", referral.number),
        (worker, "referrals:plan", case.number),
        (worker, "referrals:places", case.number),
        (worker, "referrals:services", case.number),
    ):
        page = as_user(user).get(reverse(name, args=[key])).content.decode()
        assert "{{ 7*7 }}&lt;script&gt;" in page
        assert ODD_NAME not in page


# --- Services --------------------------------------------------------------------------------


def test_services_of_a_case_are_recorded_and_read_by_day(as_user, section, worker):
    case = a_case(section=section, owner=worker, stage=Stage.PLANNING)
    url = reverse("referrals:services", args=[case.number])
    client = as_user(worker)

    client.post(url, {"needs": ["DP01", "DP02"], "given_on": timezone.localdate().isoformat()})

    ledger = client.get(url).context["ledger"]
    assert [(row.need, row.total) for row in ledger.rows] == [("DP01", 1), ("DP02", 1)]


def test_ward_page_records_for_the_ticked(as_user):
    facility = a_facility(places=2)
    ward = facility.wards.get()
    stays = [a_stay(place=place) for place in ward.places.all()]
    client = as_user(a_user(Role.FACILITY_OFFICER, office=facility.office))
    url = reverse("referrals:ward_services", args=[facility.code, ward.pk])

    page = client.get(url)
    client.post(
        url,
        {"need": "DP02", "given_on": timezone.localdate().isoformat(), "cases": [stays[0].case_id]},
    )

    assert len(page.context["residents"]) == 2
    assert ServiceGiven.objects.get().case == stays[0].case


# --- What waits for whom ---------------------------------------------------------------------


def kinds(user):
    return {item.kind for item in work(user, Clocks())}


def test_work_names_what_waits_for_each(section, worker, head):
    def case():
        return a_case(section=section, owner=worker)

    a_referral(S.DRAFT, case=case())
    a_referral(S.RETURNED, case=case())
    a_referral(S.SUBMITTED, case=case())
    a_referral(S.DECLINED, case=case(), ended_at=timezone.now())
    a_referral(S.APPROVED, case=case(), decided_at=timezone.now() - dt.timedelta(days=5))
    a_plan(case(), PlanStatus.AGREED)
    a_case(section=section, owner=worker, stage=Stage.ANALYSIS)

    assert kinds(worker) == {"draf", "dikembalikan", "tidak_diterima", "tagih", "rencana"}
    assert kinds(head) == {"keputusan", "rencana_putus"}


def test_work_of_a_head_leaves_out_what_another_must_decide(section, head):
    theirs = a_referral(S.SUBMITTED, case=a_case(section=section))
    a_referral(S.SUBMITTED, case=a_case(section=section), submitted_by=head)
    a_plan(a_case(section=section), PlanStatus.AGREED, by=head)

    lines = [i for i in work(head, Clocks()) if i.kind in ("keputusan", "rencana_putus")]

    assert [line.code for line in lines] == [theirs.number]
    assert lines[0].detail == f"diajukan {theirs.submitted_by}"


def test_work_of_the_receiving_side():
    answer = a_referral(S.APPROVED)
    arrival = a_referral(S.ACCEPTED, facility=answer.facility)

    items = list(work(officer_of(answer), Clocks()))

    assert {(item.kind, item.code) for item in items} == {
        ("jawaban", answer.number),
        ("kedatangan", arrival.number),
    }


def test_board_shows_who_comes_and_what_waits(as_user):
    answer = a_referral(S.APPROVED, case=a_case(person=a_person("Orang Dijawab")))
    a_referral(S.ACCEPTED, case=a_case(person=a_person("Orang Ditunggu")), facility=answer.facility)

    page = as_user(officer_of(answer)).get(reverse("facilities:board", args=[answer.facility.code]))

    assert "Orang Dijawab" in page.content.decode()
    assert "Orang Ditunggu" in page.content.decode()


def test_case_file_says_what_hinders(as_user, section, worker):
    case = a_case(section=section, owner=worker, stage=Stage.PLANNING)
    a_referral(S.SUBMITTED, case=case)

    page = as_user(worker).get(reverse("intake:case_show", args=[case.number])).content.decode()

    assert "menunggu keputusan Kepala Seksi sejak" in page
    assert "Tarik kembali" in page
