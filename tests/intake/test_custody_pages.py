"""The pages of custody and belongings: who sees what, what is written down, what a page costs."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from intake.models import BelongingItem, Handover, HandoverPerson, HolderKind, ItemKind, Outcome
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from tests.factories import (
    STROKES,
    a_case,
    a_handover,
    a_raid,
    a_user,
    an_encounter,
    an_item,
)

pytestmark = pytest.mark.django_db


def party(prefix, name, **fields):
    fields = {"name": name, "position": "Regu A", "way": "drawn", "strokes": STROKES} | fields
    return {f"{prefix}-{key}": value for key, value in fields.items()}


def sent(*ticks, **fields):
    """What the form sends."""
    return {
        "client_uuid": str(Handover().client_uuid),
        "orang": list(ticks),
        "from_kind": "street",
        "to_kind": HolderKind.VEHICLE.value,
        "to_name": "Dalmas 2",
        "at": f"{timezone.localtime():%Y-%m-%dT%H:%M}",
        "condition": "Sehat",
        **party("giver", "Rudi"),
        **party("receiver", "Sopir"),
    } | fields


@pytest.fixture
def officer():
    return a_user(Role.FIELD_OFFICER)


def test_form_hands_over_whom_it_ticks(as_user, officer):
    raid = a_raid(by=officer)
    one, two, _ = (an_encounter(raid=raid) for _ in range(3))
    item = an_item(one)
    url = reverse("intake:handover_new", args=[raid.number])

    form = as_user(officer).get(url).content.decode()
    answer = as_user(officer).post(
        url,
        sent(
            f"{one.pk}:0",
            f"{two.pk}:0",
            **{f"keadaan-{one.pk}": "Demam", f"ikut-{one.pk}": [item.pk]},
        ),
    )

    assert f'value="{one.pk}:0"' in form
    handover = Handover.objects.get()
    assert answer["Location"] == reverse("intake:handover_show", args=[handover.pk])
    conditions = list(handover.people.order_by("pk").values_list("condition", flat=True))
    assert conditions == ["Demam", "Sehat"]
    assert item.changes.order_by("-step").first().handover == handover


def test_all_are_ticked_by_one_link(as_user, officer):
    raid = a_raid(by=officer)
    for _ in range(3):
        an_encounter(raid=raid)
    client = as_user(officer)
    url = reverse("intake:handover_new", args=[raid.number])

    page = client.get(url).text
    ticked = client.get(url, {"semua": "ya"}).text

    assert '<a class="btn btn-sm btn-plain" href="?semua=ya#h-siapa"' in page
    assert [len(re.findall(r'name="orang"[^>]* checked', one)) for one in (page, ticked)] == [0, 3]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"orang": []}, "Centang orang yang diserahkan."),
        ({"condition": ""}, "Tulis keadaan mereka"),
        ({"receiver-name": ""}, "Lengkapi bagian yang menerima."),
        ({"giver-strokes": ""}, "Belum ada tanda tangan"),
        ({"giver-way": "refused"}, "Tulis mengapa tidak ada tanda tangan."),
        ({"to_name": ""}, "Nama tempat, nomor kendaraan, atau nama keluarga: "),
        ({"to_kind": "street"}, "Ke mana: "),
    ],
)
def test_form_says_what_is_missing(as_user, officer, change, words):
    one = an_encounter(raid=a_raid(by=officer))
    url = reverse("intake:handover_new", args=[one.raid.number])

    page = as_user(officer).post(url, sent(f"{one.pk}:0") | change).content.decode()

    assert words.lower() in page.lower()
    assert Handover.objects.count() == 0


def test_form_of_an_old_page_is_told_who_was_quicker(as_user, officer):
    one = an_encounter(raid=a_raid(by=officer))
    a_handover(one, to=(HolderKind.SHELTER, "Rumah singgah"))

    url = reverse("intake:handover_new", args=[one.raid.number])
    page = as_user(officer).post(url, sent(f"{one.pk}:0")).content.decode()

    assert "sudah diserahterimakan ke Tempat penampungan: Rumah singgah" in page
    assert HandoverPerson.objects.count() == 1


def test_officer_of_another_raid_sees_neither_handover_nor_signature(as_user, officer):
    raid = a_raid(by=officer, status="closed")
    handover = a_handover(an_encounter(raid=raid))
    other = as_user(a_user(Role.FIELD_OFFICER))
    pages = [
        reverse("intake:handover_show", args=[handover.pk]),
        reverse("intake:handover_signature", args=[handover.pk, "penerima"]),
        reverse("intake:raid_custody", args=[raid.number]),
        reverse("intake:raid_belongings", args=[raid.number]),
    ]

    for url in pages:
        assert other.get(url).status_code == 404
        assert as_user(officer).get(url).status_code == 200


def test_signature_is_private_never_cached_and_its_reading_written_down(as_user, officer):
    handover = a_handover(an_encounter(raid=a_raid(by=officer)))

    url = reverse("intake:handover_signature", args=[handover.pk, "penyerah"])
    answer = as_user(officer).get(url)

    assert answer["Content-Type"] == "image/svg+xml"
    assert "no-store" in answer["Cache-Control"]
    entry = Entry.objects.get(action="custody.read")
    assert (entry.actor, entry.is_read) == (officer, True)


def test_protected_person_is_initials_and_their_file_goes_on_alone(as_user, officer):
    raid = a_raid(by=officer)
    encounter = an_encounter(Outcome.CASE, raid=raid, name="Rahasia Sekali")
    seen = an_encounter(raid=raid)
    handover = a_handover(encounter, seen)
    item = an_item(encounter, description="Buku harian")
    a_case(person=encounter.person, encounter=encounter, flags=["trafficking"])
    client = as_user(officer)

    pages = [
        client.get(reverse("intake:handover_show", args=[handover.pk])).content.decode(),
        client.get(reverse("intake:raid_custody", args=[raid.number])).content.decode(),
        client.get(reverse("intake:raid_belongings", args=[raid.number])).content.decode(),
    ]

    assert all("Rahasia Sekali" not in page for page in pages)
    assert "Buku harian" not in pages[2]
    assert "R.S." in pages[0]
    assert "1 orang diteruskan dari berkas kasusnya" in pages[1]
    assert client.get(reverse("intake:belonging", args=[item.pk])).status_code == 404


def test_file_shows_the_chain_and_the_things_of_its_person(as_user):
    encounter = an_encounter(Outcome.CASE)
    a_handover(encounter)
    an_item(encounter, description="Radio kecil")
    case = a_case(person=encounter.person, encounter=encounter)
    worker = as_user(a_user(Role.SOCIAL_WORKER, office=case.section))

    page = worker.get(reverse("intake:case_custody", args=[case.number])).content.decode()
    answer = worker.post(
        reverse("intake:case_handover_new", args=[case.number]),
        sent(
            f"{case.pk}:1",
            from_kind="vehicle",
            from_name="Dalmas 2",
            to_kind="family",
            to_name="Ibu kandung",
            **{"giver-name": "Sopir Contoh"},
        ),
    )

    assert "Kendaraan: Dalmas 2" in page
    assert "Radio kecil" in page
    assert answer.status_code == 302, answer.content.decode()
    assert Handover.objects.get(case=case).people.get().encounter == encounter


def test_file_asks_for_the_condition_of_its_person_once(as_user):
    case = a_case()
    worker = as_user(a_user(Role.SOCIAL_WORKER, office=case.section))
    url = reverse("intake:case_handover_new", args=[case.number])

    page = worker.get(url).content.decode()
    refused = worker.post(url, sent(f"{case.pk}:0", condition="")).content.decode()

    assert page.count("Keadaan") == 1
    assert "Keadaan saat diserahkan" in refused
    assert not Handover.objects.exists()


def test_what_is_still_kept_is_said_where_a_case_is_ended(as_user):
    encounter = an_encounter(Outcome.CASE)
    an_item(encounter, description="Radio kecil")
    case = a_case(person=encounter.person, encounter=encounter)
    case.owner = a_user(Role.SOCIAL_WORKER, office=case.section)
    case.save()

    page = as_user(case.owner).get(reverse("intake:case_end", args=[case.number])).content.decode()

    assert "Radio kecil" in page


def test_thing_of_a_file_without_an_encounter_is_registered_once(as_user):
    case = a_case()
    worker = as_user(a_user(Role.SOCIAL_WORKER, office=case.section))
    url = reverse("intake:case_belonging_new", args=[case.number])
    form = {
        "client_uuid": str(BelongingItem().client_uuid),
        "kind": ItemKind.MONEY.value,
        "description": "Uang kertas",
        "amount": "Rp45.000",
        "at": f"{timezone.localtime():%Y-%m-%dT%H:%M}",
        "where": "Brankas seksi",
    }

    worker.post(url, form)
    worker.post(url, form)

    item = BelongingItem.objects.get()
    assert (item.case, item.changes.count()) == (case, 2)


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_of_a_raid_cost_the_same_for_one_row_and_three(as_user, officer, rows):
    raid = a_raid(by=officer)
    for n in range(rows):
        one = an_encounter(raid=raid)
        an_item(one)
        a_handover(one, to=(HolderKind.VEHICLE, f"Mobil {n}"))
    client = as_user(officer)

    costs = {}
    for name in ("raid_custody", "handover_new", "raid_belongings"):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"intake:{name}", args=[raid.number]))
        costs[name] = len(queries)

    assert costs == {"raid_custody": 11, "handover_new": 8, "raid_belongings": 6}


@pytest.mark.parametrize("rows", [1, 3])
def test_handover_costs_the_same_for_one_person_and_three(
    as_user, officer, django_assert_num_queries, rows
):
    raid = a_raid(by=officer)
    handover = a_handover(*(an_encounter(raid=raid) for _ in range(rows)))
    client = as_user(officer)

    with django_assert_num_queries(10):
        client.get(reverse("intake:handover_show", args=[handover.pk]))
