"""Pages by key: forth and back without a row lost or shown twice, also where rows come from several sets."""

import datetime as dt
from urllib.parse import parse_qs

import pytest
from django.utils import timezone

from ppks_service.documents.models import DocumentStatus, IssuedDocument
from ppks_service.keyset import page_by_key
from tests.factories import a_document, a_user


@pytest.fixture
def letters(db):
    """Seven letters of three days, two of a day with one date: the key decides among them."""
    today = timezone.localdate()
    return [a_document(dated_on=today - dt.timedelta(days=n // 3)).pk for n in range(7)]


def walked(found, *, forth=True, **how):
    """The keys of all pages, page by page."""
    asked, seen = {}, []
    while True:
        page = page_by_key(found, asked, by="dated_on", size=3, **how)
        seen.append([row.pk for row in page.rows])
        query = page.next_query if forth else page.previous_query
        if not query:
            return seen, asked
        asked = {key: value for key, (value,) in parse_qs(query).items()}


def test_pages_hold_every_row_once_and_the_way_back_shows_the_same(letters):
    everything = IssuedDocument.objects.all()
    in_order = list(everything.order_by("-dated_on", "-pk").values_list("pk", flat=True))

    forth, last = walked(everything)

    assert [pk for page in forth for pk in page] == in_order
    assert [len(page) for page in forth] == [3, 3, 1]
    back = page_by_key(everything, last, by="dated_on", size=3).previous_query
    asked = {key: value for key, (value,) in parse_qs(back).items()}
    assert [r.pk for r in page_by_key(everything, asked, by="dated_on", size=3).rows] == forth[1]


def test_oldest_may_come_first(letters):
    everything = IssuedDocument.objects.all()

    pages, _ = walked(everything, oldest_first=True)

    in_order = everything.order_by("dated_on", "pk").values_list("pk", flat=True)
    assert [pk for page in pages for pk in page] == list(in_order)


def test_what_several_sets_hold_is_shown_once_and_in_one_order(letters):
    everything = IssuedDocument.objects.all()
    half, others = everything.filter(pk__in=letters[:5]), everything.filter(pk__in=letters[3:])

    pages, _ = walked(everything, among=[half, others])

    in_order = everything.order_by("-dated_on", "-pk").values_list("pk", flat=True)
    assert [pk for page in pages for pk in page] == list(in_order)


def test_other_words_of_the_address_stay_and_a_key_that_is_none_begins_at_the_start(letters):
    everything = IssuedDocument.objects.all()

    page = page_by_key(everything, {"kind": "x", "sesudah": "abc"}, by="dated_on", size=3)

    assert len(page.rows) == 3
    assert parse_qs(page.next_query) == {"kind": ["x"], "sesudah": [str(page.rows[-1].pk)]}
    assert not page.previous_query


def test_list_of_letters_goes_on_behind_the_last_one(as_user, db, monkeypatch):
    monkeypatch.setattr("ppks_service.documents.views.PAGE_SIZE", 2)
    user = a_user()
    written = [a_document(by=user) for _ in range(3)]
    taken_back = a_document(by=user, status=DocumentStatus.WITHDRAWN, void_reason="Salah tanggal")
    client = as_user(user)

    first = client.get("/surat/?status=valid")
    second = client.get(f"/surat/?{first.context['page'].next_query}")

    shown = [row.pk for page in (first, second) for row in page.context["page"].rows]
    assert shown == [letter.pk for letter in reversed(written)]
    assert taken_back.pk not in shown


def test_a_page_whose_rows_have_left_the_list_begins_again(letters):
    """Nobody is told that there is nothing while there is something."""
    everything = IssuedDocument.objects.order_by("-dated_on", "-pk")
    in_order = [letter.pk for letter in everything]
    kept = IssuedDocument.objects.filter(pk__in=in_order[:3])

    page = page_by_key(kept, {"sesudah": str(in_order[2])}, by="dated_on", size=3)
    before = page_by_key(kept, {"sebelum": str(in_order[0])}, by="dated_on", size=3)

    assert [r.pk for r in page.rows] == [r.pk for r in before.rows] == in_order[:3]


@pytest.mark.parametrize("way", ["sesudah", "sebelum"])
def test_a_row_that_there_is_not_or_that_has_no_date_begins_at_the_start(letters, way):
    """As an address written by hand may ask; an undone import leaves such a key in a page that stands open."""
    everything = IssuedDocument.objects.all()
    start = [r.pk for r in page_by_key(everything, {}, by="dated_on", size=3).rows]

    page = page_by_key(everything, {way: "999999999"}, by="dated_on", size=3)
    undated = page_by_key(everything, {way: str(letters[0])}, by="voided_at", size=9)

    assert [r.pk for r in page.rows] == start
    assert (bool(page.next_query), page.previous_query) == (True, "")
    assert len(undated.rows) == len(letters)
