"""Several people at once: a family to one place or split with the reason, a group in batches."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from intake.models import Flag, Relation, RelationKind, Stage
from referrals import actions
from referrals.actions.groups import Choice
from referrals.companions import companions_of
from referrals.models import GroupKind, PlacementGroup, Referral
from tests.factories import a_case, a_facility, a_person, a_section, an_encounter
from upt_facilities.models import Criterion
from upt_facilities.shelf import shelf_now
from upt_facilities.together import common_places

pytestmark = pytest.mark.django_db


def a_file(section, **fields):
    return a_case(section=section, stage=Stage.PLANNING, **fields)


def a_family(section, children=2):
    mother = a_file(section, person=a_person(age=31, sex="P"))
    young = [a_file(section, person=a_person(age=5 + n)) for n in range(children)]
    for case in young:
        Relation.objects.create(person=mother.person, other=case.person, kind=RelationKind.MOTHER)
    return mother, young


def family(**fields):
    return PlacementGroup(kind=GroupKind.FAMILY, reason="Tidak punya rumah", **fields)


def test_a_family_goes_to_one_place(section, worker):
    mother, young = a_family(section)
    home = a_facility(places=5)

    group = actions.place_together(
        family(), [Choice(case, home) for case in (mother, *young)], by=worker
    )

    assert not group.is_split
    assert [r.facility for r in Referral.objects.order_by("pk")] == [home] * 3


def test_a_family_is_split_with_the_reason_only(section, worker):
    mother, (child, _) = a_family(section)
    choices = [Choice(mother, a_facility(places=1)), Choice(child, a_facility(places=1))]

    with pytest.raises(ValidationError, match="mengapa keluarga ini dipisah"):
        actions.place_together(family(), choices, by=worker)
    assert not Referral.objects.exists()
    group = actions.place_together(family(split_reason="Ibu dirawat"), choices, by=worker)

    assert group.is_split
    assert "Dipisah: Ibu dirawat" in Referral.objects.first().reason
    with pytest.raises(IntegrityError, match="split_says_why"), transaction.atomic():
        PlacementGroup.objects.update(split_reason="")


def test_a_group_goes_to_several_places_in_batches(section, worker):
    cases = [a_file(section) for _ in range(3)]
    first, second = a_facility(places=2), a_facility(places=2)
    choices = [Choice(cases[0], first), Choice(cases[1], first, 2), Choice(cases[2], second, 2)]

    group = actions.place_together(
        PlacementGroup(kind=GroupKind.BATCH, reason="Razia malam"), choices, by=worker
    )

    assert [m.batch for m in group.members.order_by("pk")] == [1, 2, 2]


def test_all_or_none_of_a_group_is_asked_for(section, worker):
    own, foreign = a_file(section), a_file(a_section())
    home = a_facility(places=5)

    with pytest.raises(PermissionDenied):
        actions.place_together(family(), [Choice(own, home), Choice(foreign, home)], by=worker)

    assert not Referral.objects.exists()


def test_companions_are_family_and_who_was_met_together_but_no_exploiter(section, worker):
    mother, young = a_family(section)
    met = an_encounter()
    alone = a_file(section, encounter=met)
    beside = a_file(section, encounter=an_encounter(raid=met.raid, met_with=met))
    exploiter = a_file(section)
    Relation.objects.create(
        person=exploiter.person, other=mother.person, kind=RelationKind.EXPLOITER
    )
    a_file(section, flags=[Flag.TRAFFICKING])

    assert companions_of(young[0], worker) == [young[0], mother, young[1]]
    assert companions_of(alone, worker) == [alone, beside]
    assert companions_of(beside, worker) == [beside, alone]


@pytest.mark.parametrize("rows", [1, 3])
def test_common_places_cost_the_same_for_one_and_three(section, rows, django_assert_num_queries):
    cases = [a_file(section) for _ in range(rows)]
    for _ in range(rows):
        a_facility(places=3)

    shelf_now()  # read once for many requests

    with django_assert_num_queries(7):
        places = common_places(cases)

    assert all(place.takes_all for place in places)


def test_what_takes_all_stands_first(section):
    mother, young = a_family(section)
    for_women = a_facility(places=9)
    Criterion.objects.create(
        facility=for_women, fact="sex", operator="is", value="P", severity="must", text="Perempuan"
    )
    small, home = a_facility(places=1), a_facility(places=3)

    places = common_places([mother, *young])

    assert [place.facility for place in places] == [home, small, for_women]
    assert places[2].in_words == "menerima 1 dari 3, 9 tempat kosong"


def test_page_asks_for_the_reason_of_a_split_and_keeps_what_was_chosen(as_user, section, worker):
    mother, (child, _) = a_family(section)
    one, two = a_facility(places=1), a_facility(places=1)
    client, url = as_user(worker), reverse("referrals:together", args=[mother.number])
    chosen = {
        "kind": "family",
        "reason": "Tidak punya rumah",
        f"tempat-{mother.pk}": one.code,
        f"tempat-{child.pk}": two.code,
        **{f"gelombang-{case.pk}": 1 for case in companions_of(mother, worker)},
    }

    refused = client.post(url, chosen)
    client.post(url, chosen | {"split_reason": "Ibu dirawat"})

    assert "Tulis mengapa keluarga ini dipisah" in refused.content.decode()
    assert "Ibu dirawat" in client.get(url).content.decode()
    assert Referral.objects.count() == 2
