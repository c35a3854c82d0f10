"""What a NIK says, and what speaks against it. Serials 9xxx are nobody's."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake import nik

TODAY = dt.date(2026, 11, 24)
born = st.dates(min_value=dt.date(1930, 1, 1), max_value=TODAY)


def a_nik(day: dt.date, sex: str = "L", area: str = "127101", serial: str = "9003") -> str:
    number = day.day + (40 if sex == "P" else 0)
    return f"{area}{number:02d}{day:%m%y}{serial}"


@given(born, st.sampled_from("LP"), st.integers(9000, 9999))
def test_a_number_made_of_a_birth_date_is_read_back(day, sex, serial):
    number = a_nik(day, sex, serial=str(serial))

    assert nik.errors(number, today=TODAY) == []
    reading = nik.read(number, today=TODAY)
    assert reading.sex == sex
    assert reading.born_on(near=day) == day
    assert (reading.province, reading.regency, reading.district) == ("12", "12.71", "12.71.01")
    assert nik.warnings(number, today=TODAY, sex=sex, born_on=day, birth_is_exact=True) == []


@given(st.text(max_size=40))
def test_any_text_is_judged_without_a_crash(text):
    faults = nik.errors(nik.digits(text), today=TODAY)

    assert all(fault.endswith((".", "?")) for fault in faults)


@given(born, st.dates(min_value=dt.date(1930, 1, 1), max_value=TODAY))
def test_the_century_is_never_in_the_future(day, near):
    reading = nik.read(a_nik(day), today=TODAY)

    assert reading.born_on() <= TODAY
    assert reading.born_on(near) <= TODAY


@given(st.text(alphabet="0123456789", min_size=9, max_size=40))
def test_masking_hides_all_but_eight_digits(number):
    assert len(nik.masked(number)) == len(number)
    assert sum(c != "•" for c in nik.masked(number)) == 8


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("127101", "16 angka"),
        ("12710101016390O3", "16 angka"),
        ("١٢٧١٠١٠١٠١٦٣٩٠٠٣", "16 angka"),
        ("1111111111111111", "sama semua"),
        ("1271010101630000", "0000"),
        ("1271013202639003", "tanggal lahir"),
        ("1271017202639003", "tanggal lahir"),
        ("1271013002639003", "tanggal lahir"),
        ("1271010113639003", "tanggal lahir"),
        ("1271010000639003", "KK"),
    ],
)
def test_what_cannot_be_a_nik_is_an_error(number, says):
    assert says in " ".join(nik.errors(number, today=TODAY))


@pytest.mark.parametrize(
    ("known", "says"),
    [
        ({"sex": "P"}, "laki-laki"),
        ({"born_on": dt.date(1963, 1, 2), "birth_is_exact": True}, "Tanggal lahir menurut NIK"),
        ({"born_on": dt.date(1975, 1, 1)}, "Tahun lahir menurut NIK 1963"),
        ({"known_areas": {"12"}}, "kabupaten/kota 12.71"),
        ({"known_areas": {"12", "12.71"}}, "kecamatan 12.71.01"),
        ({"origin": ("12.09", "Kab. Asahan")}, "asal di berkas Kab. Asahan"),
        ({"origin": ("11", "Aceh")}, "asal di berkas Aceh"),
        ({"family_card": "1271010101639003"}, "nomor KK"),
    ],
)
def test_what_disagrees_with_the_file_is_a_warning(known, says):
    number = "1271010101639003"

    assert nik.errors(number, today=TODAY) == []
    assert says in " ".join(nik.warnings(number, today=TODAY, **known))


def test_an_estimated_year_may_be_off_by_five():
    known = {"born_on": dt.date(1968, 1, 1), "sex": "L"}

    assert nik.warnings("1271010101639003", today=TODAY, **known) == []


@pytest.mark.parametrize("code", ["", "12", "12.71", "12.71.05", "12.71.05.1001"])
def test_an_origin_in_the_same_regency_is_no_warning(code):
    assert nik.warnings("1271010101639003", today=TODAY, origin=(code, "Sini")) == []


def test_an_unknown_province_is_a_warning():
    assert nik.errors("9971010101639003", today=TODAY) == []
    assert nik.warnings("9971010101639003", today=TODAY) == ["Kode provinsi 99 tidak dikenal."]


def test_a_leap_day_is_read_in_the_century_that_has_it():
    assert nik.read("1271012902009003", today=TODAY).birth_days == (dt.date(2000, 2, 29),)
