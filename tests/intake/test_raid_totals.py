"""Several sources of one raid, and its tally by sex and age."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from intake import actions
from intake.models import AgeBand, Outcome, RaidStatus, RaidStop, RaidTotal, Sex
from intake.tally import findings, standing_totals, tally_of
from tests.factories import a_raid, a_stop, an_encounter, number_series

pytestmark = pytest.mark.django_db


def a_total(raid, people=98, source="Satpol PP contoh", **fields):
    total = RaidTotal(raid=raid, source=source, people=people, stated_at=timezone.now(), **fields)
    return actions.add_total(total, by=raid.opened_by)


def a_counted_raid(people=2):
    raid = a_raid()
    stop = a_stop(raid, counted=people)
    for _ in range(people):
        an_encounter(stop=stop)
    return raid


def test_tally_by_sex_and_age_and_fate():
    raid = a_raid()
    stop = a_stop(raid, counted=4, counted_boys=2)
    an_encounter(stop=stop)
    an_encounter(Outcome.LET_GO, stop=stop, sex=Sex.FEMALE)
    an_encounter(stop=stop, age_band=AgeBand.CHILD)
    an_encounter(stop=stop, sex=Sex.UNKNOWN, age_band=AgeBand.UNKNOWN)

    groups = tally_of(raid).lines[0].groups

    assert [(g.label, g.counted, g.recorded, g.let_go) for g in groups] == [
        ("Laki-laki dewasa", None, 1, 0),
        ("Perempuan dewasa", None, 0, 1),
        ("Anak laki-laki", 2, 1, 0),
        ("Belum diketahui", None, 1, 0),
    ]
    assert [g.label for g in groups if g.differs] == ["Anak laki-laki"]


def test_guessed_part_of_a_sum_is_told_apart():
    raid = a_raid()
    a_stop(raid, counted=5)
    a_stop(raid, counted=100, counted_is_approximate=True)

    total = tally_of(raid).total

    assert (total.counted_words, total.guessed) == ("± 105", 100)


def test_parts_above_the_count_are_refused_by_the_database():
    stop = a_stop(counted=3)
    with pytest.raises(IntegrityError, match="raid_stop_parts_within_count"), transaction.atomic():
        RaidStop.objects.filter(pk=stop.pk).update(counted_men=2, counted_girls=2)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("raid_total_one_official", {"is_official": True, "official_reason": "Alasan"}),
        ("raid_total_official_has_reason", {"is_official": True}),
        (
            "raid_total_official_is_not_withdrawn",
            {"is_official": True, "official_reason": "a", "withdrawn_reason": "b"},
        ),
    ],
)
def test_official_is_guarded_by_the_database(name, change):
    raid = a_raid()
    first, second = a_total(raid), a_total(raid, 90)
    if name == "raid_total_one_official":
        actions.make_official(first, by=raid.opened_by, reason="Dihitung dua kali")
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        RaidTotal.objects.filter(pk=second.pk).update(**change)


def test_make_official_takes_the_place_of_the_earlier_one():
    raid = a_raid()
    first, second = a_total(raid), a_total(raid, 90)
    actions.make_official(first, by=raid.opened_by, reason="Pertama")
    actions.make_official(second, by=raid.opened_by, reason="Dihitung ulang")

    assert [t.people for t in standing_totals(raid) if t.is_official] == [90]


@pytest.mark.parametrize("act", [actions.make_official, actions.withdraw_total])
def test_judging_a_total_needs_a_reason(act):
    total = a_total(a_raid())
    with pytest.raises(ValidationError):
        act(total, by=total.recorded_by, reason=" ")


def test_total_of_a_closed_raid_is_refused():
    raid = a_raid(RaidStatus.CLOSED)
    with pytest.raises(PermissionDenied):
        a_total(raid)


def test_raid_with_differing_sources_closes_once_one_is_official():
    raid = a_counted_raid(2)
    ours, other = a_total(raid, 2, "Hitungan dinas contoh"), a_total(raid, 3)
    with pytest.raises(actions.RaidDoesNotAddUp, match="belum ada angka resmi"):
        actions.close_raid(raid, by=raid.opened_by)

    actions.make_official(ours, by=raid.opened_by, reason="Dicocokkan dengan foto")
    closed = actions.close_raid(raid, by=raid.opened_by)

    assert (closed.status, closed.closing_explanation) == (RaidStatus.CLOSED, "")
    assert other.people == 3


def test_official_number_that_is_not_what_was_written_needs_an_explanation():
    raid = a_counted_raid(2)
    actions.make_official(a_total(raid, 3), by=raid.opened_by, reason="Surat resmi")
    with pytest.raises(actions.RaidDoesNotAddUp, match="Angka resmi 3"):
        actions.close_raid(raid, by=raid.opened_by)

    closed = actions.close_raid(raid, by=raid.opened_by, explanation="Satu orang dicatat ganda")

    assert closed.closing_explanation == "Satu orang dicatat ganda"


def test_withdrawn_total_no_longer_counts():
    raid = a_counted_raid(2)
    total = a_total(raid, 30)
    actions.withdraw_total(total, by=raid.opened_by, reason="Salah ketik")

    assert findings(tally_of(raid), standing_totals(raid)) == []


def test_minutes_print_the_sources_and_every_stop_by_sex_and_age():
    number_series()
    raid = a_counted_raid(2)
    a_total(raid, 2, "Satpol PP kota contoh")
    actions.make_official(a_total(raid, 2), by=raid.opened_by, reason="Dicocokkan dengan foto")
    actions.close_raid(raid, by=raid.opened_by)

    html = actions.issue_raid_minutes(raid, by=raid.opened_by).html

    for words in ("Satpol PP kota contoh", "Ya. Dicocokkan dengan foto", "Laki-laki dewasa"):
        assert words in html


def test_pages_of_sources(as_user):
    raid = a_counted_raid(2)
    client, url = as_user(raid.opened_by), reverse("intake:raid_totals", args=[raid.number])

    client.post(
        url,
        {
            "source": "Berita contoh",
            "people": "100",
            "is_approximate": "on",
            "stated_at": "2026-09-18T22:00",
        },
    )
    total = raid.totals.get()
    judge = reverse("intake:total_judge", args=[raid.number, total.pk])
    refused = client.post(judge, {"reason": ""}).content.decode()
    client.post(judge, {"reason": "Satu-satunya hitungan"})
    shown = client.get(url).content.decode()
    raid_page = client.get(reverse("intake:raid_show", args=[raid.number])).content.decode()

    assert "Jadikan angka resmi" in refused
    assert "Berita contoh: ± 100 orang" in shown
    assert "Resmi" in shown
    assert "Angka resmi ± 100 (Berita contoh) tidak sama dengan 2 orang yang tertulis" in raid_page
    assert "Menurut jenis kelamin dan usia" in raid_page


@pytest.mark.parametrize("rows", [1, 3])
def test_sources_cost_the_same_for_one_and_three(as_user, django_assert_num_queries, rows):
    raid = a_raid()
    for n in range(rows):
        a_total(raid, n)
    client = as_user(raid.opened_by)
    with django_assert_num_queries(9):
        client.get(reverse("intake:raid_totals", args=[raid.number]))


def test_parts_without_a_count_are_the_count_and_more_than_it_are_refused(as_user):
    stop = a_stop()
    client = as_user(stop.raid.opened_by)
    url = reverse("intake:stop_edit", args=[stop.raid.number, stop.order])

    client.post(url, {"name": stop.name, "counted_men": "3", "counted_girls": "1"})
    stop.refresh_from_db()
    refused = client.post(url, {"name": stop.name, "counted": "2", "counted_men": "3"})

    assert (stop.counted, stop.counted_girls) == (4, 1)
    assert "Rincian di bawah melebihi hitungan ini." in refused.content.decode()
