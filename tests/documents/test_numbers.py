"""Numbers follow each other without a gap, each name by itself, and go back with what took them."""

import pytest
from django.db import transaction

from ppks_service.documents.models import Counter
from ppks_service.documents.numbers import (
    next_serial,
    next_serials,
    register_number,
    register_numbers,
)

pytestmark = pytest.mark.django_db


def test_serials_count_from_one_under_each_name():
    assert [next_serial("a"), next_serial("a"), next_serial("b"), next_serial("a")] == [1, 2, 1, 3]
    assert dict(Counter.objects.values_list("name", "last")) == {"a": 3, "b": 1}


def test_block_of_serials_is_told_by_its_first():
    assert [next_serials("a", 5), next_serials("a", 2), next_serial("a")] == [1, 6, 8]


def test_serial_goes_back_with_the_transaction():
    next_serial("a")
    with transaction.atomic():
        assert next_serial("a") == 2
        transaction.set_rollback(True)

    assert next_serial("a") == 2


def test_register_number_says_register_and_year():
    assert register_number("K", 2026) == "K-2026-000001"
    assert register_number("K", 2027) == "K-2027-000001"
    assert register_number("T", 2026) == "T-2026-000001"
    assert register_numbers("K", 2026, 3) == ["K-2026-000002", "K-2026-000003", "K-2026-000004"]
    assert register_number("K", 2026) == "K-2026-000005"
