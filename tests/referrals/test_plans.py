"""Plans: measured goals, acts in work lists, agreements, versions and templates."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from intake.models import NeedDomain, Stage
from ppks_service.accounts.roles import Role
from ppks_service.workflow import WrongStatus
from ppks_service.worklist.clocks import Clocks, end_of_work
from referrals import actions
from referrals.models import (
    ActionStatus,
    AgreedBy,
    PlanAction,
    PlanAgreement,
    PlanStatus,
    PlanTemplate,
    TemplateAction,
    TemplateGoal,
)
from referrals.plan_changes import changes_between, changes_since_approval
from referrals.reference_templates import TEMPLATES, load_templates
from referrals.suggestions import suggestions_for
from referrals.work_plans import work
from tests.factories import (
    STROKES,
    a_case,
    a_need,
    a_plan,
    a_signature_given,
    a_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
S = PlanStatus


@pytest.fixture
def case(section, worker):
    return a_case(section=section, owner=worker, stage=Stage.ANALYSIS)


def an_act(plan, **fields):
    fields = {"what": "Cari keluarga", "by_kind": "office", "due_on": timezone.localdate()} | fields
    return PlanAction.objects.create(goal=plan.goals.get(), **fields)


def works(user):
    return [item for item in work(user, Clocks()) if item.kind == "tindakan"]


# --- Goals and acts --------------------------------------------------------------------------


def test_goal_that_cannot_be_measured_is_not_agreed(case, worker):
    plan = a_plan(case)
    an_act(plan)
    plan.goals.update(measure="")

    with pytest.raises(ValidationError, match="belum terukur: Tinggal aman"):
        actions.agree_plan(plan, by=worker, agreed_by="person", given=a_signature_given())


def test_done_says_its_result_and_who_saw_it(case, worker):
    act = an_act(a_plan(case))

    with pytest.raises(ValidationError, match="Tulis hasil"):
        actions.move_action(act, by=worker, status=ActionStatus.DONE)
    done = actions.move_action(act, by=worker, status=ActionStatus.DONE, note="Adik ditemukan")

    assert (done.settled_by, done.status_note) == (worker, "Adik ditemukan")
    with pytest.raises(IntegrityError, match="done_says_result"), transaction.atomic():
        PlanAction.objects.update(status_note="")


def test_act_is_given_to_nobody_who_may_not_open_the_file(case, worker):
    plan = a_plan(case)
    act = PlanAction(goal=plan.goals.get(), what="x", by_kind="office", owner=a_user())

    with pytest.raises(ValidationError, match="tidak dapat membuka berkas ini"):
        actions.add_action(act, by=worker)


def test_due_act_waits_in_the_list_of_its_owner_alone(case, worker, section):
    colleague = a_user(Role.REGISTRAR, office=section)
    plan = a_plan(case, S.AGREED)
    an_act(plan, owner=colleague, due_on=timezone.localdate() + dt.timedelta(days=2))

    assert [item.what for item in works(colleague)] == ["Cari keluarga"]
    assert works(worker) == []
    assert works(a_user()) == []


def test_overdue_act_of_another_comes_to_who_answers_for_the_case(case, worker, section):
    colleague = a_user(Role.SOCIAL_WORKER, office=section)
    plan = a_plan(case, S.AGREED)
    an_act(plan, owner=colleague, due_on=timezone.localdate() - dt.timedelta(days=1))

    assert [item.what for item in works(worker)] == [f"Tagih {colleague}: Cari keluarga"]


@pytest.mark.parametrize("status", [S.DRAFT, S.SUPERSEDED])
def test_act_of_a_plan_that_does_not_count_waits_for_nobody(case, worker, status):
    an_act(a_plan(case, status, agreed_by="person"))

    assert works(worker) == []


def test_act_taken_over_stays_due_while_the_new_version_is_written(case, worker):
    an_act(a_plan(case, S.APPROVED))

    actions.write_plan(case, by=worker, reason="Sesudah kunjungan")

    assert [item.what for item in works(worker)] == ["Cari keluarga"]


@pytest.mark.parametrize("rows", [1, 3])
def test_work_costs_the_same_for_one_act_and_three(case, worker, django_assert_num_queries, rows):
    for _ in range(rows):
        plan = a_plan(a_case(section=case.section, owner=worker), S.AGREED)
        an_act(plan)
        an_act(plan, what="Urus KTP")
    held_clocks = Clocks()

    with django_assert_num_queries(4):
        items = list(work(worker, held_clocks))

    assert len(items) == rows


def test_acts_of_one_case_share_a_line_that_leads_to_its_plan(as_user, case, section):
    colleague = a_user(Role.REGISTRAR, office=section)
    plan = a_plan(case, S.AGREED)
    today = timezone.localdate()
    an_act(plan, owner=colleague, what="Urus KTP", due_on=today)
    an_act(plan, owner=colleague, due_on=today - dt.timedelta(days=1))

    [line] = works(colleague)

    assert (line.what, line.act) == ("Cari keluarga, dan 1 tindakan lain", "Buka rencana")
    assert line.due_at == end_of_work(today - dt.timedelta(days=1))
    assert "Urus KTP" in as_user(colleague).get(line.url).content.decode()


def test_owner_without_plans_says_how_their_act_ended(as_user, case, section):
    colleague = a_user(Role.REGISTRAR, office=section)
    act = an_act(a_plan(case, S.AGREED), owner=colleague)
    url = reverse("referrals:plan_action_state", args=[case.number, act.pk])

    as_user(colleague).post(url, {"status": "done", "note": "Ditemui"})

    act.refresh_from_db()
    assert (act.status, act.settled_by) == (ActionStatus.DONE, colleague)


def test_act_of_another_is_not_settled_by_a_registrar(case, worker, section):
    act = an_act(a_plan(case, S.AGREED), owner=worker)

    with pytest.raises(PermissionDenied):
        actions.move_action(act, by=a_user(Role.REGISTRAR, office=section), status="done", note="x")


# --- Agreement -------------------------------------------------------------------------------


def test_agreement_is_signed_on_the_page(as_user, case, worker):
    plan = a_plan(case)
    an_act(plan)
    url = reverse("referrals:plan_agree", args=[case.number])
    signed = {"ttd-name": "Ani Contoh", "ttd-position": "kakak", "ttd-way": "drawn"}
    client = as_user(worker)

    unsigned = client.post(url, {"agreed_by": "guardian"})
    client.post(
        url,
        {"agreed_by": "guardian", "aid": "juru bahasa isyarat", "ttd-strokes": STROKES} | signed,
    )

    assert unsigned.status_code == 200
    agreement = PlanAgreement.objects.get()
    assert (agreement.signature.name, agreement.aid) == ("Ani Contoh", "juru bahasa isyarat")
    picture = client.get(reverse("referrals:plan_signature", args=[case.number, agreement.pk]))
    assert picture["Content-Type"] == "image/svg+xml"
    plan.refresh_from_db()
    assert (plan.status, plan.agreed_name) == (S.AGREED, "Ani Contoh")


def test_consent_refused_and_later_given_stand_beside_each_other(case, worker, section):
    plan = a_plan(case)
    an_act(plan)
    refused = actions.agree_plan(
        plan, by=worker, agreed_by="nobody", not_agreed_reason="Menolak; masih takut"
    )
    head = a_user(Role.SECTION_HEAD, office=section)
    actions.approve_plan(refused, by=head)

    given = actions.ask_consent_again(
        plan, by=worker, agreed_by="guardian", given=a_signature_given("Budi Contoh")
    )

    assert (given.status, given.agreed_by, given.not_agreed_reason) == (
        S.APPROVED, AgreedBy.GUARDIAN, "",
    )  # fmt: skip
    rows = PlanAgreement.objects.order_by("pk")
    assert [row.reason for row in rows] == ["Menolak; masih takut", ""]
    with pytest.raises(WrongStatus, match="sudah ada"):
        actions.ask_consent_again(plan, by=worker, agreed_by="nobody", not_agreed_reason="x")


def test_agreement_stays_as_it_was_given(case, worker):
    plan = a_plan(case)
    an_act(plan)
    actions.agree_plan(plan, by=worker, agreed_by="nobody", not_agreed_reason="Menolak")

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        PlanAgreement.objects.update(reason="Setuju")


def test_agreement_without_signature_is_refused_by_the_database(case, worker):
    with pytest.raises(IntegrityError, match="plan_agreement_is_signed"), transaction.atomic():
        PlanAgreement.objects.create(
            plan=a_plan(case), agreed_by="person", asked_at=timezone.now(), recorded_by=worker
        )


# --- Versions --------------------------------------------------------------------------------


def test_revision_says_why_and_what_it_changed(case, worker):
    old = a_plan(case, S.APPROVED)
    kept, gone = an_act(old), an_act(old, what="Antar ke RSJ")
    with pytest.raises(ValidationError, match="mengapa rencana direvisi"):
        actions.write_plan(case, by=worker)

    new = actions.write_plan(case, by=worker, reason="Keluarga ditemukan saat kunjungan")
    act = PlanAction.objects.get(former=kept)
    act.due_on += dt.timedelta(days=10)
    actions.edit_action(act, by=worker)
    actions.remove_action(PlanAction.objects.get(former=gone), by=worker)
    actions.add_action(
        PlanAction(goal=new.goals.get(), what="Latih keluarga", by_kind="partner"), by=worker
    )

    changes = changes_between(old, new)
    assert [(c.label, bool(c.was), bool(c.now)) for c in changes] == [
        ("Tindakan: Cari keluarga", True, True),
        ("Tindakan: Antar ke RSJ", True, False),
        ("Tindakan: Latih keluarga", False, True),
    ]
    assert changes_since_approval(new) == changes
    assert changes_since_approval(old) == []


def test_old_version_is_read_and_the_new_one_shows_the_difference(as_user, case, worker):
    an_act(a_plan(case, S.APPROVED))
    new = actions.write_plan(case, by=worker, reason="Keluarga ditemukan")
    goal = new.goals.get()
    goal.goal = "Kembali ke keluarga"
    actions.edit_goal(goal, by=worker)
    url = reverse("referrals:plan", args=[case.number])
    client = as_user(worker)

    now = client.get(url).content.decode()
    before = client.get(url + "?versi=1").content.decode()

    assert "Yang berubah dari versi 1" in now
    assert "Keluarga ditemukan" in now
    assert "Kembali ke keluarga" not in before
    assert "Tinggal aman sebelum akhir bulan" in before


def test_revision_without_reason_is_refused_by_the_database(case):
    a_plan(case, S.SUPERSEDED, agreed_by="person")
    second = a_plan(case)

    with pytest.raises(IntegrityError, match="plan_revision_says_why"), transaction.atomic():
        type(second).objects.filter(version=2).update(revision_reason="")


# --- Templates -------------------------------------------------------------------------------


@pytest.fixture
def admin():
    return a_user(Role.DATA_ADMIN)


def a_template(admin, *, types=(), domain=NeedDomain.SHELTER):
    draft = actions.begin_template("Lansia contoh", types=types, by=admin)
    actions.write_template_goal(
        draft,
        TemplateGoal(
            domain=domain, goal="Tinggal aman", measure="Tempat", target="UPT", within_days=30
        ),
        [TemplateAction(what="Ajukan rujukan", by_kind="office", within_days=7)],
        by=admin,
    )
    return draft


def test_shipped_templates_are_complete_and_loaded_once():
    load_templates()
    load_templates()

    assert PlanTemplate.objects.filter(status="published").count() == len(TEMPLATES) == 7
    assert not TemplateGoal.objects.filter(actions__isnull=True).exists()


def test_published_template_stays_as_it_is(admin):
    template = actions.publish_template(a_template(admin), by=admin)

    with pytest.raises(WrongStatus, match="sudah terbit"):
        actions.set_template_frame(template, title="Lain", types=[], by=admin)
    for change in (
        lambda: PlanTemplate.objects.update(title="Lain"),
        lambda: TemplateGoal.objects.update(goal="Lain"),
        lambda: TemplateAction.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            change()


def test_next_version_retires_the_one_in_use(admin):
    first = actions.publish_template(a_template(admin), by=admin)
    second = actions.begin_template_version(first, by=admin)

    actions.publish_template(second, by=admin)

    states = dict(PlanTemplate.objects.values_list("version", "status"))
    assert states == {1: "retired", 2: "published"}
    assert second.goals.get().actions.get().what == "Ajukan rujukan"


def test_templates_are_written_by_admin_data_only(worker):
    with pytest.raises(PermissionDenied, match="admin data"):
        actions.begin_template("x", by=worker)


def test_suggestion_is_taken_by_one_tick_and_then_edited(as_user, admin, case, worker):
    need = a_need(case, domain=NeedDomain.SHELTER)
    actions.publish_template(a_template(admin, types=["11"]), by=admin)
    plan = actions.write_plan(case, by=worker)
    one = suggestions_for(case.owner, case)[0].fitting[0]
    client = as_user(worker)
    url = reverse("referrals:plan_take_over", args=[case.number])

    page = client.get(url).content.decode()
    client.post(url, {"saran": one.value})
    client.post(url, {"saran": one.value})  # pressed twice, taken once

    assert "Tinggal aman" in page
    goal = plan.goals.get()
    act = goal.actions.get()
    assert (goal.need, goal.is_measurable, act.owner) == (need, True, worker)
    assert act.due_on == timezone.localdate() + dt.timedelta(days=7)
    edit = reverse("referrals:plan_action_edit", args=[case.number, act.pk])
    client.post(edit, {"what": "Ajukan ke UPT Binjai", "by_kind": "office", "due_on": "2027-01-10"})
    act.refresh_from_db()
    assert act.what == "Ajukan ke UPT Binjai"


def test_suggestion_of_another_case_is_refused(admin, case, worker):
    template = actions.publish_template(a_template(admin), by=admin)
    plan = actions.write_plan(case, by=worker)

    with pytest.raises(ValidationError, match="kasus lain"):
        actions.take_over(plan, [(a_need(), template.goals.get())], by=worker)


def test_template_is_written_and_published_in_pages(as_user, admin):
    client = as_user(admin)
    client.post(reverse("referrals:plan_templates"), {"title": "Lansia contoh"})
    template = PlanTemplate.objects.get()
    rows = {"tindakan-TOTAL_FORMS": "3", "tindakan-INITIAL_FORMS": "0"}
    act = {
        "tindakan-0-what": "Periksa",
        "tindakan-0-by_kind": "partner",
        "tindakan-0-within_days": "3",
    }
    goal = {
        "domain": "health",
        "goal": "Sehat",
        "measure": "Surat dokter",
        "target": "Ada",
        "within_days": "14",
    }

    saved = client.post(
        reverse("referrals:plan_template_goal", args=[template.pk, 0]), goal | rows | act
    )
    shown = client.get(reverse("referrals:plan_template", args=[template.pk])).content.decode()
    client.post(reverse("referrals:plan_template_move", args=[template.pk]), {"act": "publish"})

    assert saved.status_code == 302
    assert "Surat dokter" in shown
    template.refresh_from_db()
    assert template.status == "published"


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_templates_costs_the_same_for_one_and_three(
    as_user, admin, django_assert_num_queries, rows
):
    for n in range(rows):
        actions.begin_template(f"Templat {n}", by=admin)
    client = as_user(admin)

    with django_assert_num_queries(7):
        response = client.get(reverse("referrals:plan_templates"))

    assert len(response.context["templates"]) == rows
