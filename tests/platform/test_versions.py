"""The buttons of a version are one view, whatever has versions: what they do, say and lead to."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from ppks_service.views_versions import DONE
from tests.documents.test_letter_kinds import begin
from tests.factories import a_facility, a_user
from tests.intake.test_instruments_in_pages import a_draft
from tests.referrals.test_plans import a_template

pytestmark = pytest.mark.django_db

# What is made, its journal word, and the addresses of its buttons, its page and the list.
VERSIONED = {
    "instrument": (
        a_draft,
        "intake:instrument_move",
        "intake:instrument_show",
        "intake:instruments",
    ),
    "plan_template": (
        a_template,
        "referrals:plan_template_move",
        "referrals:plan_template",
        "referrals:plan_templates",
    ),
    "letter_kind": (begin, "documents:kind_move", "documents:kind", "documents:kinds"),
}


@pytest.mark.parametrize("word", VERSIONED)
def test_version_is_published_followed_retired_and_its_draft_thrown_away(as_user, word):
    make, move, shown, listed = VERSIONED[word]
    admin = a_user(Role.DATA_ADMIN)
    first, client = make(admin), as_user(admin)
    versions = type(first).objects.order_by("version")

    def press(version, act):
        answer = client.post(reverse(move, args=[version.pk]), {"act": act})
        return answer.url, [str(said) for said in get_messages(answer.wsgi_request)][-1]

    page = reverse(shown, args=[first.pk])
    assert press(first, "publish") == (page, DONE["publish"].format(first))
    to, said = press(first, "version")
    draft = versions.last()
    assert draft.version == 2
    assert str(draft.pk) in to
    assert said == DONE["version"]
    assert press(first, "version")[1].startswith("Versi baru ")  # there is a draft already
    assert press(draft, "retire")[0] == reverse(shown, args=[draft.pk])
    assert versions.last().status == "draft"
    assert press(draft, "discard") == (reverse(listed), DONE["discard"])
    assert press(first, "retire") == (page, DONE["retire"].format(first))
    assert list(versions.values_list("status", flat=True)) == ["retired"]
    acts = Entry.objects.filter(action__startswith=f"{word}.").order_by("pk")
    assert [entry.action.partition(".")[2] for entry in acts][-4:] == [
        "publish",
        "begin",
        "discard",
        "retire",
    ]
    assert client.post(reverse(move, args=[first.pk]), {"act": "burn"}).status_code == 404


def test_draft_of_admission_rules_is_begun_once_and_thrown_away(as_user):
    facility = a_facility()
    client, move = as_user(a_user(Role.DATA_ADMIN)), "facilities:criteria_move"

    def press(act):
        answer = client.post(reverse(move, args=[facility.code]), {"act": act})
        assert answer.url == reverse("facilities:criteria", args=[facility.code])
        return [str(said) for said in get_messages(answer.wsgi_request)][-1]

    assert press("version") == DONE["version"]
    press("version")
    assert facility.criteria_versions.count() == 1
    assert press("discard") == DONE["discard"]
    assert "sudah terbit atau dibuang" in press("discard")
