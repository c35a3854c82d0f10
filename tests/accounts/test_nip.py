"""NIP: eighteen digits of which each part can be."""

import pytest
from django.core.exceptions import ValidationError

from ppks_service.accounts.nip import check_nip


def test_a_nip_whose_parts_can_be_is_taken():
    check_nip("197505152000031002")
    check_nip("199405152022211002")  # of a contract


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("19750515200003100", "18 angka"),
        ("1975 0515 2000 0310", "18 angka"),
        ("197513152000031002", "tanggal lahir"),
        ("197505152000131002", "pengangkatan"),
        ("197505152000033002", "laki-laki"),
        ("199905152003031002", "usia kerja"),
    ],
)
def test_a_part_that_cannot_be_is_named(number, sentence):
    with pytest.raises(ValidationError, match=sentence):
        check_nip(number)
