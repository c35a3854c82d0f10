"""Every address by every role, against the table in ``tests/access.py``."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ppks_service.accounts.roles import Role
from tests.access import ADDRESSES, PUBLIC, STAFF
from tests.factories import a_user

THROUGH = {200, 302, 303, 404, 405}
NOTHING_POSTED = 400  # a program that may, but sent nothing that can be read


def names(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """The full names of all addresses."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            deeper = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from names(entry, deeper)
        elif isinstance(entry, URLPattern):
            assert entry.name, f"{entry.pattern} has no name"
            yield prefix + entry.name


def test_every_address_says_who_may_use_it():
    assert sorted(set(names())) == sorted(ADDRESSES)


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_address_answers_each_role_as_the_table_says(name, as_user, client, db):
    access = ADDRESSES[name]
    url = reverse(name, kwargs=access.arguments or None)

    anonymous = getattr(client, access.method)(url)

    if access.who == PUBLIC:
        assert anonymous.status_code in THROUGH
    elif access.by_program:
        assert anonymous.status_code == 401
        assert anonymous.json()["why"]
    else:
        assert anonymous.status_code == 302
        assert reverse("accounts:sign_in") in anonymous["Location"]
    for role in Role:
        response = getattr(as_user(a_user(role)), access.method)(url)
        if access.who in (PUBLIC, STAFF) or role in access.who:
            through = THROUGH | ({NOTHING_POSTED} if access.by_program else set())
            assert response.status_code in through, f"{role} got {response.status_code}"
        else:
            assert response.status_code == 403, f"{role} got {response.status_code}"
            assert "Yang dapat" in response.content.decode()
