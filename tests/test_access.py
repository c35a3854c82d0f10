"""Every address by every role, against the table in ``tests/access.py``."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ppks_service.accounts.roles import Role
from tests.access import ADDRESSES, PUBLIC, STAFF
from tests.conftest import LookingClient
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


@pytest.fixture(scope="module")
def sessions(django_db_setup, django_db_blocker):
    """The session of one signed-in user a role, shared by all addresses: what a test does to it is undone."""
    kept = transaction.atomic()
    with django_db_blocker.unblock():
        kept.__enter__()
        made = {role: session_of(a_user(role)) for role in Role}
    yield made
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        kept.__exit__(None, None, None)


def session_of(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def as_role(sessions, db):
    def signed_in(role):
        client = LookingClient()
        client.cookies[settings.SESSION_COOKIE_NAME] = sessions[role]
        return client

    return signed_in


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_address_answers_each_role_as_the_table_says(name, as_role, client):
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
        response = getattr(as_role(role), access.method)(url)
        if access.who in (PUBLIC, STAFF) or role in access.who:
            through = THROUGH | ({NOTHING_POSTED} if access.by_program else set())
            assert response.status_code in through, f"{role} got {response.status_code}"
        else:
            assert response.status_code == 403, f"{role} got {response.status_code}"
            assert "Yang dapat" in response.content.decode()
