"""A section with its worker and its head, as most tests of intake need them."""

import pytest

from ppks_service.accounts.roles import Role
from tests.factories import a_section, a_user


@pytest.fixture
def section(db):
    return a_section()


@pytest.fixture
def worker(section):
    return a_user(Role.SOCIAL_WORKER, office=section)


@pytest.fixture
def head(section):
    return a_user(Role.SECTION_HEAD, office=section)
