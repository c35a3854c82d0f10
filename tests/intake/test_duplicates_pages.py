"""The list of pairs, the page with three answers, and what a linked person's file shows."""

import pytest
from django.urls import reverse
from django.utils import timezone

from intake import actions, repeats, same
from intake.comparison import compare
from intake.models import BodyMark, DuplicateProposal, Flag, PersonLink, Promise
from intake.permissions import register
from ppks_service.accounts.roles import Role
from ppks_service.worklist.registry import work_of
from tests.factories import a_case, a_person, a_section, a_user, an_area, clocks, number_series

LIST = "/orang/ganda/"
REASONS = [
    {"words": "Nama mirip: “Aulia Putri”", "weight": 4.0, "fits": True},
    {"words": "Asal berbeda", "weight": -1.0, "fits": False},
]


def a_pair(section, *, flags=(), **fields):
    left, right = (
        a_case(section=section, status="ended", flags=list(flags), person=a_person(name)).person
        for name in ("Aulia Putri", "Aulia Poetri")
    )
    fields = {"score": 0.95, "reasons": REASONS, "source": "nightly"} | fields
    return actions.propose(left, right, by=None, **fields)


def address(pair):
    return f"/orang/banding/?a={pair.left.register_number}&b={pair.right.register_number}"


def test_the_list_shows_a_pair_with_its_reasons_and_opens_it(as_user, section, worker):
    pair = a_pair(section)

    html = as_user(worker).get(LIST).content.decode()

    for words in ("Aulia Putri", "Aulia Poetri", "Sangat mirip", "Nama mirip: “Aulia Putri”"):
        assert words in html
    assert f"a={pair.right.register_number}&amp;b={pair.left.register_number}" in html


def test_a_protected_pair_is_listed_by_initials_to_the_head_and_not_to_others(
    as_user, section, worker
):
    a_pair(section, flags=[Flag.CHILD])
    head = a_user(Role.SECTION_HEAD, office=section)

    seen = as_user(head).get(LIST).content.decode()

    assert "A.P." in seen
    assert "Aulia" not in seen
    assert "A.P." not in as_user(worker).get(LIST).content.decode()
    assert [item.who for item in work_of(head) if item.kind == "orang-ganda"] == ["A.P. dan A.P."]
    assert not [item for item in work_of(worker) if item.kind == "orang-ganda"]


def test_a_pair_of_another_section_is_not_there(as_user, section, worker):
    pair = a_pair(a_section())

    assert "Tidak ada pasangan" in as_user(worker).get(LIST).content.decode()
    assert as_user(worker).get(address(pair)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_pair_and_three(
    as_user, section, worker, django_assert_num_queries, rows
):
    for _ in range(rows):
        a_pair(section)
    client = as_user(worker)

    with django_assert_num_queries(8):
        assert len(client.get(LIST).context["lines"]) == rows


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", 2),
        ("?jawaban=open", 1),
        ("?jawaban=not_same", 1),
        ("?dari=import", 0),
        ("?jawaban=x", 2),
    ],
)
def test_the_list_is_narrowed(as_user, section, worker, query, shown):
    a_pair(section)
    actions.answer_not_same(a_pair(section), by=worker)
    actions.answer_unsure(a_pair(section), by=worker, due_on=timezone.localdate())

    assert len(as_user(worker).get(LIST + query).context["lines"]) == shown


def test_the_same_on_the_page_links_the_two_and_needs_its_ground(as_user, section, worker):
    pair = a_pair(section)
    client = as_user(worker)

    refused = client.post(address(pair), {"act": "same", "head": pair.left.register_number})
    assert "Pilih dasar" in refused.content.decode()
    assert not PersonLink.objects.exists()
    client.post(
        address(pair), {"act": "same", "head": pair.left.register_number, "ground": "photo"}
    )

    link = PersonLink.objects.get()
    assert (link.person, link.head, link.root) == (pair.right, pair.left, pair.left)
    shown = client.get(address(pair)).content.decode()
    assert "Penggabungan yang dapat dibatalkan" in shown
    client.post(reverse("intake:link_undo", args=[link.pk]), {"reason": "Keliru orang"})
    link.refresh_from_db()
    assert (link.undone_by, link.undone_reason) == (worker, "Keliru orang")
    assert not same.group_of(pair.left.pk).is_linked


@pytest.mark.parametrize(
    ("answer", "state"),
    [({"act": "not_same", "note": "Kembar"}, "not_same"), ({"act": "unsure"}, "unsure")],
)
def test_the_other_answers_on_the_page(as_user, section, worker, answer, state):
    pair = a_pair(section)
    due = {"due_on": timezone.localdate().isoformat(), "owner": worker.pk}

    as_user(worker).post(address(pair), answer | (due if state == "unsure" else {}))

    assert DuplicateProposal.objects.get().state == state


def test_unsure_is_a_task_of_whom_the_page_names_until_the_day_it_names(as_user, section, worker):
    clocks()
    pair, colleague = a_pair(section), a_user(Role.SOCIAL_WORKER, office=section)
    day = timezone.localdate() + timezone.timedelta(days=4)

    as_user(worker).post(
        address(pair),
        {"act": "unsure", "due_on": str(day), "owner": colleague.pk, "note": "Tanya kakaknya"},
    )

    (task,) = [item for item in work_of(colleague) if item.kind == "orang-ganda"]
    assert task.what == "Cari kepastian: orang yang sama?"
    assert timezone.localdate(task.due_at) == day
    assert not [item for item in work_of(worker) if item.kind == "orang-ganda"]
    actions.answer_not_same(pair, by=colleague)
    assert not [item for item in work_of(colleague) if item.kind == "orang-ganda"]


def test_two_that_nobody_asked_about_can_be_answered_too(as_user, section, worker):
    one, other = (a_case(section=section, status="ended").person for _ in range(2))

    as_user(worker).post(
        f"/orang/banding/?a={one.register_number}&b={other.register_number}", {"act": "not_same"}
    )

    pair = DuplicateProposal.objects.get()
    assert (pair.source, pair.state, pair.owner) == ("officer", "not_same", worker)


def test_a_second_officer_confirms_on_the_page(as_user, section):
    first, second = (a_user(Role.SECTION_HEAD, office=section) for _ in range(2))
    pair = a_pair(section, flags=[Flag.CHILD])
    as_user(first).post(
        address(pair), {"act": "same", "head": pair.left.register_number, "ground": "family"}
    )

    assert "petugas kedua bukan Anda" in as_user(first).get(address(pair)).content.decode()
    assert [i.what for i in work_of(second)] == ["Petugas kedua: benar orang yang sama?"]
    assert not [i for i in work_of(first) if i.kind == "orang-ganda"]
    as_user(second).post(address(pair), {"act": "confirm"})

    assert PersonLink.objects.get().confirmed_by == second


def test_photos_are_shown_when_asked_for_and_each_look_is_logged(as_user, section, worker, upload):
    pair = a_pair(section)
    actions.set_photo(pair.left, by=worker, upload=upload())
    client = as_user(worker)

    assert "<img" not in client.get(address(pair)).content.decode()
    shown = client.get(address(pair) + "&foto=1").content.decode()

    number = pair.left.cases.get().number
    assert f'src="/kasus/{number}/foto/"' in shown


def test_care_at_the_same_time_is_pointed_out(as_user, section, worker):
    one, other = (a_case(section=section).person for _ in range(2))

    html = (
        as_user(worker)
        .get(f"/orang/banding/?a={one.register_number}&b={other.register_number}")
        .content.decode()
    )

    assert "Waktunya bertumpuk" in html


# --- One history ---------------------------------------------------------------------------------


def link(one, head, by):
    return actions.answer_same(same.pair_of(one, head), by=by, ground="photo", head=head)


def ended(section, days, **fields):
    now = timezone.now()
    return a_case(
        section=section,
        status="ended",
        opened_at=now - timezone.timedelta(days=days),
        ended_at=now - timezone.timedelta(days=days - 5),
        end_reason="reunited",
        **fields,
    )


def test_the_file_shows_the_cases_of_both_as_one_history(as_user, section, worker):
    clocks()
    earlier, now = ended(section, 90), a_case(section=section, owner=worker)
    actions.add_promise(
        Promise(
            case=earlier,
            signed_on=timezone.localdate() - timezone.timedelta(days=85),
            signed_by="Ibu Rosma, ibunya",
            content="Tidak kembali ke jalan",
            valid_until=timezone.localdate() + timezone.timedelta(days=30),
            fetched_by="Ibu Rosma, ibunya",
        ),
        by=worker,
    )
    client = as_user(worker)
    apart = client.get(f"/kasus/{now.number}/").content.decode()
    link(earlier.person, now.person, worker)

    together = client.get(f"/kasus/{now.number}/").content.decode()

    assert "Berulang" not in apart
    for words in (
        "Berulang (2 kali)",
        earlier.number,
        "reunifikasi keluarga",
        "masih berlaku sampai",
        "dijemput Ibu Rosma",
        f'Satu orang dengan <a class="pk-code" href="/orang/banding/?a={now.person.register_number}',
    ):
        assert words in together
    assert "Berulang (2 kali)" in client.get(f"/kasus/{now.number}/identitas/").content.decode()


def test_what_was_promised_in_a_closed_file_is_not_told(section, worker):
    elsewhere = ended(a_section(), 90)
    signer = a_user(Role.REGISTRAR, office=elsewhere.section)
    actions.add_promise(
        Promise(case=elsewhere, signed_on=timezone.localdate(), signed_by="Ibu", content="Janji"),
        by=signer,
    )
    now = a_case(section=section, person=elsewhere.person)

    history = repeats.history_before(worker, now)

    assert (history.times, history.promise) == (2, "")
    assert not history.episodes[0].may_open


def test_who_has_two_numbers_is_taken_in_under_the_one_shown(section):
    registrar = a_user(Role.REGISTRAR, office=section)
    number_series()
    one, head = ended(section, 90).person, ended(section, 60).person
    link(one, head, registrar)
    from intake.models import Case

    case = actions.register_arrival(Case(door="walk_in"), by=registrar, person=one)

    assert (case.person, case.repeat_count) == (head, 2)
    assert register.allows(registrar, case)


def test_a_running_case_under_the_other_number_takes_the_encounter(section):
    from intake.models import Case
    from tests.factories import an_encounter

    registrar = a_user(Role.REGISTRAR, office=section)
    running, head = a_case(section=section), ended(section, 60).person
    link(running.person, head, registrar)

    joined = actions.register_arrival(
        Case(door="raid"), by=registrar, person=head, encounter=an_encounter()
    )

    assert joined == running


@pytest.mark.parametrize(
    ("one", "other", "tone", "verdict"),
    [
        ("12.71", "12.71", "ok", "Cocok"),
        ("12.71.01", "12.71.02", "ok", "Cocok sebagian"),
        ("12.75", "12.07", "late", "Berbeda"),  # both "…, Sumatera Utara, pengakuan"
        ("12.75", None, "calm", "Belum diketahui"),
    ],
)
def test_origin_fits_by_the_area_and_not_by_the_province_that_all_share(
    worker, one, other, tone, verdict
):
    persons = [
        a_person(claimed_origin=an_area(code, f"Contoh {code}") if code else None)
        for code in (one, other)
    ]

    line = next(x for x in compare(worker, *persons).lines if x.label == "Asal")

    assert (line.tone, line.verdict) == (tone, verdict)


@pytest.mark.parametrize(
    ("marks", "tone", "verdict"),
    [
        ((("scar", "neck"), ("scar", "neck")), "ok", "Cocok"),
        ((("scar", "neck"), ("tattoo", "neck")), "calm", "Perlu dilihat"),
        ((("scar", "neck"), None), "calm", "Belum diketahui"),
    ],
)
def test_marks_speak_for_it_and_marks_apart_speak_neither_way(worker, marks, tone, verdict):
    persons = [a_case(owner=worker).person for _ in marks]
    for person, mark in zip(persons, marks, strict=True):
        if mark:
            kind, region = mark
            actions.add_mark(BodyMark(person=person, kind=kind, region=region), by=worker)

    lines = {line.label: line for line in compare(worker, *persons).lines}

    assert (lines["Ciri tubuh"].tone, lines["Ciri tubuh"].verdict) == (tone, verdict)
