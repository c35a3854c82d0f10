"""Who is it: proposals with reasons, and what they cost."""

import datetime as dt

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from intake import matching
from intake.matching import Description, Number, background, blocking, comparison, names
from intake.models import BodyMark, Identifier, Outcome, PersonName, Relation
from ppks_service.accounts.roles import Role
from ppks_service.crypto import encrypt, keyed_hash
from tests.factories import a_person, a_stop, a_user, an_area, an_encounter


@pytest.fixture(autouse=True)
def nothing_counted():
    background.forget()
    yield
    background.forget()


@pytest.fixture
def counted(db):
    """The share of each word is known: asked once for all tests of queries."""
    background.background()


def a_number(person, number, kind="nik"):
    Identifier.objects.create(
        person=person,
        kind=kind,
        number_encrypted=encrypt(number),
        number_hash=keyed_hash(number),
        masked="••••",
    )


def words_of(score):
    return [reason.words for reason in score.reasons]


def described(**known):
    known.setdefault("names", ("Suparman Siregar",))
    return Description(**known)


@pytest.fixture
def plain(monkeypatch):
    """Compare without a database: shares as they are known of Indonesian names."""
    monkeypatch.setattr(background, "background", background.Background)


# --- Reasons ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "sentence"),
    [
        ("Suparman", "Suparman", "Nama sama: Suparman"),
        ("Suparman", "Soeparman", "Nama hampir sama: Soeparman ~ Suparman (ejaan lama)"),
        ("Mhd Rizki", "Muhammad Rizki", "Nama hampir sama: Mhd Rizki ~ Muhammad Rizki (cara menulis lain)"),
        ("Rosmawati", "Rosmawari", "Nama hampir sama: Rosmawari ~ Rosmawati (beda satu-dua huruf)"),
        ("Rizki Amin", "Riski Amin", "Nama hampir sama: Riski Amin ~ Rizki Amin (bunyi sama)"),
        ("Zul", "Zulkifli", "Nama hampir sama: Zul ~ Zulkifli (nama pendek)"),
        ("M Rizki", "Muhammad Rizki", "Nama hampir sama: M Rizki ~ Muhammad Rizki (inisial)"),
        ("Lubis Ramli", "Ramli Lubis", "Nama hampir sama: Lubis Ramli ~ Ramli Lubis (urutan kata lain)"),
        ("Ramli Lubis", "Ramli", "Nama hampir sama: Ramli ~ Ramli Lubis (marga “lubis” hanya di satu nama)"),
        ("Siti Aminah", "Aminah", "Nama hampir sama: Aminah ~ Siti Aminah (kata “siti” hanya di satu nama)"),
        ("Ramli Lubis", "Ramli Pane", "Nama sebagian sama: Ramli Lubis ~ Ramli Pane (“lubis” ≠ “pane”)"),
        ("Ramli", "Togar", "Nama berbeda: Ramli ≠ Togar"),
    ],
)  # fmt: skip
def test_a_name_says_how_it_agrees(plain, one, other, sentence):
    assert words_of(matching.compare(Description(names=(one,)), Description(names=(other,)))) == [
        sentence
    ]


@pytest.mark.parametrize(
    ("left", "right", "sentence", "fits"),
    [
        ({"sex": "L"}, {"sex": "L"}, "Jenis kelamin sama: laki-laki", True),
        ({"sex": "L"}, {"sex": "P"}, "Jenis kelamin berbeda", False),
        ({"age_years": 60, "seen_on": dt.date(2026, 1, 1)}, {"age_years": 66, "seen_on": dt.date(2026, 1, 1)}, "Perkiraan lahir cocok: ±1960 dan ±1966", True),
        ({"age_years": 20, "seen_on": dt.date(2026, 1, 1)}, {"age_years": 66, "seen_on": dt.date(2026, 1, 1)}, "Perkiraan lahir tidak cocok: ±1960 dan ±2006 (selisih 46 tahun)", False),
        ({"birth_place": "Kota Medan"}, {"birth_place": "MEDAN"}, "Tempat lahir sama: Medan", True),
        ({"birth_place": "Sibolga"}, {"birth_place": "Medan"}, "Tempat lahir berbeda: Medan dan Sibolga", False),
        ({"origins": ("12.71.01",)}, {"origins": ("12.71.01.1001",)}, "Asal dari kecamatan yang sama", True),
        ({"origins": ("12.71.01",)}, {"origins": ("12.71.05",)}, "Asal dari kabupaten/kota yang sama, kecamatan lain", False),
        ({"origins": ("12.71",)}, {"origins": ("12.71.05",)}, "Asal dari kabupaten/kota yang sama", True),
        ({"origins": ("12.71",)}, {"origins": ("33.01",)}, "Asal dari provinsi yang berbeda", False),
        ({"marks": "Tato naga di lengan kiri"}, {"marks": "lengan kiri, tato naga"}, "Ciri tubuh sama", True),
        ({"relations": frozenset({5})}, {"relations": frozenset({5, 6})}, "Berhubungan dengan orang yang sama", True),
        ({"relations": frozenset({5})}, {"person_id": 5}, "Tercatat sebagai dua orang yang berhubungan atau ditemui bersama", False),
        ({"places": frozenset({"12.71.01"})}, {"places": frozenset({"12.71.01.1002"})}, "Pernah ditemui di kecamatan yang sama", True),
    ],
)  # fmt: skip
def test_each_field_says_what_it_found(plain, left, right, sentence, fits):
    (reason,) = matching.compare(Description(**left), Description(**right)).reasons

    assert (reason.words, reason.fits) == (sentence, fits)


@pytest.mark.parametrize(
    ("one", "other", "sentence"),
    [
        ("1980-03-12", "1980-03-12", "Tanggal lahir sama: 12-03-1980"),
        ("1980-03-12", "1980-12-03", "Tanggal dan bulan lahir tertukar: 12-03-1980 dan 03-12-1980"),
        ("1980-03-12", "1980-03-13", "Tanggal lahir hampir sama: 12-03-1980 dan 13-03-1980"),
        ("1980-03-12", "1962-07-01", "Tanggal lahir berbeda: 01-07-1962 dan 12-03-1980"),
    ],
)
def test_days_of_birth_say_how_they_agree(plain, one, other, sentence):
    left, right = (
        Description(born_on=dt.date.fromisoformat(day), birth_precision="day")
        for day in (one, other)
    )
    assert words_of(matching.compare(left, right)) == [sentence]


def test_a_year_is_no_day(plain):
    """A birth known to the year is stored as 1 January, and agrees with any day of that year."""
    year = Description(born_on=dt.date(1980, 1, 1), birth_precision="year")
    day = Description(born_on=dt.date(1980, 5, 7), birth_precision="day")

    assert words_of(matching.compare(year, day)) == ["Tahun lahir sama: 1980"]


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ("1271014503809001", "NIK sama"),
        ("1271014503809007", "NIK hampir sama: satu angka berbeda atau dua angka tertukar"),
        ("1271014503890001", "NIK hampir sama: satu angka berbeda atau dua angka tertukar"),
        ("1271054503809123", "NIK berbeda"),
    ],
)
def test_a_nik_is_compared_without_being_read(plain, other, sentence):
    left = Description(numbers=(Number.of("nik", "1271014503809001"),))
    right = Description(numbers=(Number("nik", keyed_hash(other)),))

    assert words_of(matching.compare(left, right)) == [sentence]
    assert "1271" not in repr(left)


@pytest.mark.parametrize(
    ("known", "birthday"),
    [
        ({}, dt.date(2001, 3, 31)),
        ({"born_on": dt.date(1903, 1, 1), "birth_precision": "year"}, dt.date(1901, 3, 31)),
        ({"born_on": dt.date(1950, 1, 1), "birth_precision": "estimate"}, None),
        ({"born_on": dt.date(1999, 5, 7), "birth_precision": "day"}, dt.date(1999, 5, 7)),
    ],
)
def test_a_nik_says_the_birthday_where_it_fits_what_is_known(known, birthday):
    one = Description(numbers=(Number.of("nik", "1271013103019001"),), **known)

    assert one.birthday == birthday


def test_a_family_card_is_shared_and_never_speaks_against(plain):
    left = Description(numbers=(Number.of("kk", "1271010101019001"),))

    same = matching.compare(left, Description(numbers=(Number.of("kk", "1271010101019001"),)))
    other = matching.compare(left, Description(numbers=(Number.of("kk", "1271010101019555"),)))

    assert words_of(same) == ["Nomor KK sama: satu keluarga, mungkin satu orang"]
    assert words_of(other) == ["Asal dari kecamatan yang sama"], "the cards say so much"


def test_what_is_unknown_is_no_disagreement(plain):
    known = described(sex="L", birth_place="Medan", origins=("12.71",), marks="tato", age_years=40)
    nothing = matching.compare(known, Description())

    assert nothing.reasons == ()
    assert nothing.weight == background.Background().prior


def test_a_placeholder_is_no_name(plain):
    left, right = Description(names=("Tidak Dikenal L-000001",)), Description(names=("Mr X",))

    assert matching.compare(left, right).reasons == ()


def test_a_rare_name_proves_more_than_a_common_one(plain):
    def weight(name):
        return matching.compare(Description(names=(name,)), Description(names=(name,))).weight

    assert weight("Telaumbanua") > weight("Muhammad") + 3


# --- Whichever is first ----------------------------------------------------------------------

NAMES = st.lists(
    st.sampled_from(
        ["Siti", "Sity", "Aminah", "Aminah", "Nur", "Nuraini", "Aini", "Lubis", "Loebis", "M", "Mhd",
         "Muhammad", "Abdurrahman", "Abdul", "Rahman", "Joko", "Djoko", "Yoko", "Zul", "Zulkifli"]
    ),
    max_size=5,
).map(" ".join)  # fmt: skip
CODES = st.sampled_from(["12", "12.71", "12.71.01", "12.71.01.1001", "12.05", "33.01.02"])
NIKS = st.sampled_from(["1271014503809001", "1271014503809007", "1271054503809123"])
DESCRIPTIONS = st.builds(
    Description,
    names=st.lists(NAMES, max_size=3).map(tuple),
    sex=st.sampled_from("LPU"),
    born_on=st.none() | st.dates(dt.date(1930, 1, 1), dt.date(2020, 1, 1)),
    birth_precision=st.sampled_from(["day", "month", "year", "estimate"]),
    age_years=st.none() | st.integers(0, 90),
    birth_place=st.sampled_from(["", "Medan", "Kota Medan", "Sibolga", "Tebing Tinggi"]),
    origins=st.lists(CODES, max_size=2).map(tuple),
    numbers=st.lists(st.builds(Number.of, st.sampled_from(["nik", "kk"]), NIKS), max_size=2).map(tuple),
    marks=st.sampled_from(["", "tato di lengan", "lengan bertato", "bekas luka"]),
    relations=st.frozensets(st.integers(1, 4), max_size=2),
    places=st.frozensets(CODES, max_size=2),
    person_id=st.none() | st.integers(1, 4),
)  # fmt: skip


@given(DESCRIPTIONS, DESCRIPTIONS)
def test_it_does_not_matter_who_is_compared_with_whom(one, other):
    background._kept = (float("inf"), background.Background())

    assert matching.compare(one, other) == matching.compare(other, one)


# --- Proposals -------------------------------------------------------------------------------


def test_a_person_is_proposed_with_the_reasons(db):
    twin = a_person("Soeparman Siregar", sex="L", age=41)
    for name in ("Togar Sinaga", "Suparni", "Marlan Siregar"):
        a_person(name)

    found = matching.candidates(described(sex="L", age_years=40, seen_on=dt.date.today()))

    assert found[0].person_id == twin.pk
    assert found[0].reasons[0].words == (
        "Nama hampir sama: Soeparman Siregar ~ Suparman Siregar (ejaan lama)"
    )


def test_an_alias_a_number_and_the_company_find_a_person(db):
    by_alias, by_number, mother = a_person("Rahmat"), a_person("Togar"), a_person("Tiur")
    child = a_person("")
    PersonName.objects.create(person=by_alias, name="Gondrong Pajak", kind="alias")
    a_number(by_number, "1271014503809001")
    Relation.objects.create(person=mother, other=child, kind="mother")

    def found(**known):
        return [c.person_id for c in matching.candidates(Description(**known), at_least=0)]

    assert found(names=("Gondrong Pajak",))[0] == by_alias.pk
    assert found(numbers=(Number.of("nik", "1271014503890001"),)) == [by_number.pk]
    assert found(relations=frozenset({mother.pk})) == [child.pk]


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("Juara Setia", "Juarasetea"),
        ("Juarasetia", "Juara Setia"),
        ("Poltakmanurung", "Poltak"),
        ("Mistikijah", "Mist"),
        ("Mist", "Mistikijah"),
        ("Wardana", "Wordana"),
        ("Prayoin Tanjung", "Tanjungprayoin"),
        ("Yado", "Yayo"),
        ("Fonhaha Halawa", "Fonaha"),
    ],
)
def test_a_name_is_looked_up_however_its_words_are_cut(db, asked, written):
    """Neither age nor origin helps: the name alone must find it, among others that begin alike."""
    person = a_person(written, age=None)
    for name in ("Juang", "Polin", "Minar", "Warsito"):
        a_person(name, age=None)

    looked_up = blocking.likely(Description(names=(asked,)), background.background())

    assert person.pk in looked_up


def test_somebody_of_the_same_district_and_age_is_looked_up(db):
    district = an_area("12.71.01", "Medan Kota")
    person = a_person("Karmanto", age=30, claimed_origin=district)
    a_person("Karmanto", age=60, claimed_origin=district)

    asked = Description(
        names=("Gondrong",), age_years=36, seen_on=dt.date.today(), origins=("12.71.01",)
    )

    assert blocking.likely(asked, background.background()) == [person.pk]


def test_a_word_that_very_many_bear_is_looked_up_by_age_and_origin_together(db):
    """Either alone finds thousands of a large register, and nobody whom no other way finds."""
    medan, binjai = an_area("12.71.01", "Medan Kota"), an_area("12.75.01", "Binjai Kota")
    both = a_person("Siregar Karmanto", age=30, claimed_origin=medan)
    of_age = a_person("Siregar Wagiman", age=30, claimed_origin=binjai)
    asked = Description(
        names=("Siregar Bonar",),
        age_years=30,
        seen_on=dt.date.today(),
        origins=("12.71.09",),
    )

    rare = blocking.likely(asked, background.Background({}, 700_000))
    common = blocking.likely(asked, background.Background({"srkr": 0.02}, 700_000))

    assert (set(rare), common) == ({both.pk, of_age.pk}, [both.pk])


def test_one_letter_may_be_wrong_beside_a_word_that_very_many_bear(db):
    person = a_person("Bunar Daulay", age=None)
    a_person("Bonar Sembiring", age=None)
    common = background.Background({"bnr": 0.02}, 700_000)

    assert blocking.likely(Description(names=("Bonar Taulay",)), common) == [person.pk]


def test_a_word_with_one_letter_wrong_is_looked_up_where_its_bearer_is_from(db):
    medan = an_area("12.71.01", "Medan Kota")
    person = a_person("Samtycani Mulia", age=None, claimed_origin=medan)

    def found(**known):
        asked = Description(names=("Samtikani Tarman",), **known)
        return blocking.likely(asked, background.background())

    assert (found(origins=("12.71.09",)), found(origins=("12.75.01",))) == ([person.pk], [])


@pytest.mark.parametrize("fact", ["met", "marks"])
def test_of_several_with_one_name_who_was_met_in_the_same_district_or_has_the_same_marks_stays(
    db, monkeypatch, fact
):
    monkeypatch.setattr(blocking, "COMPARED", 1)
    a_person("Karmanto Mulia", age=None)
    person = a_person("Karmanto Mulia", age=None, marks="tato naga di lengan kiri")
    stop = a_stop(area=an_area("12.71.02", "Medan Sunggal"))
    an_encounter(Outcome.CASE, stop=stop, person=person)
    known = {
        "met": {"places": frozenset({"12.71.02"})},
        "marks": {"marks": "lengan kiri ada tato naga"},
    }[fact]

    asked = Description(names=("Karmanto Mulia",), **known)

    assert blocking.likely(asked, background.background()) == [person.pk]


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Rukiah", "Rokeah"),
        ("Harlaun", "Arrlaon"),
        ("Yusuf Gulo", "Iusup Gulu"),
        ("Rosmawati", "Rosmauaty"),
        ("Ododogo Rahmat Zega", "Otodogorahmat"),
        ("Abdullah Saleh", "Abdullah Saleh bin Ilham"),
    ],
)
def test_a_name_is_found_as_it_is_heard(db, name, asked):
    person = a_person(name, age=None)
    a_person("Berliana Manik", age=None)

    (candidate,) = matching.candidates(Description(names=(asked,)), at_least=0)

    assert candidate.person_id == person.pk
    assert "Nama berbeda" not in candidate.reasons[0].words


@pytest.mark.parametrize(
    "asked",
    [
        {"marks": "di lengan kiri ada tato naga hitam; bekas operasi di perut"},
        {"marks": "Bekas luka", "body_marks": frozenset({("scar", "face_left")})},
    ],
)
def test_whoever_has_no_name_is_found_by_marks(db, asked):
    """A body map or a few words are often all that is known of somebody who cannot speak."""
    registrar = a_user(Role.REGISTRAR)
    marked = a_person("Tidak dikenal", age=40, marks="tato naga hitam, lengan kiri")
    BodyMark.objects.create(person=marked, kind="scar", region="face_left", noted_by=registrar)
    a_person("Tidak dikenal", age=40, marks="tato bunga di dada")
    a_person("Tidak dikenal", age=40, sex="P", marks="tato naga hitam di lengan kiri")

    found = blocking.likely(Description(sex="L", age_years=44, **asked), background.background())

    assert found == [marked.pk]


def test_a_father_who_is_named_once_does_not_speak_against(plain):
    def weight(*names):
        return matching.compare(*(Description(names=(name,)) for name in names)).weight

    assert weight("Togar bin Ilham", "Togar") == weight("Togar", "Togar")
    assert weight("Togar bin Ilham", "Togar bin Ilham") > weight("Togar bin Ilham", "Togar")
    assert weight("Togar bin Ilham", "Togar") > weight("Togar Ilham", "Togar")


def test_a_father_who_is_named_does_not_hide_a_name_that_many_bear(db):
    """The word alone is not looked up; the whole name without the father's is."""
    person = a_person("Abdullah", age=None)
    many = {names.key("abdulah"): 0.5, "~": 1e-6}

    asked = Description(names=("Abdullah bin Ilham",))

    assert blocking.likely(asked, background.Background(many, 100_000)) == [person.pk]


def test_a_rare_origin_proves_more_than_a_common_one():
    known = background.Background(
        areas=background._areas([("12.71.05", 0.2), ("12.71", 0.3), ("62.08.01", 0.0001)])
    )

    def bits(code):
        one = Description(origins=(code,))
        (finding,) = comparison.findings(one, one, known)
        return finding.bits

    assert known.area("12.71") == pytest.approx(0.5)
    assert known.area("12.71.05") == pytest.approx(0.2 / 0.7)
    assert bits("62.08.01") > bits("12.71.05") + 8
    assert bits("91.01.01") > bits("62.08.01"), "what is in no list of common ones is rarer still"


def test_a_number_says_the_district_of_whom_only_the_regency_is_known(plain):
    left = Description(origins=("12.71",), numbers=(Number.of("nik", "1271050503809001"),))
    right = Description(origins=("12.71.05",))

    assert "Asal dari kecamatan yang sama" in words_of(matching.compare(left, right))
    assert left.home_by() == ("12.71",)


def test_two_marks_weigh_more_than_one(plain):
    def weight(one, other):
        return matching.compare(Description(marks=one), Description(marks=other)).weight

    both = "tato naga di lengan kiri, bekas luka di dahi kanan"
    assert weight(both, "bekas luka di dahi kanan; tato naga di lengan kiri") > 4 + weight(
        both, "tato naga hitam di lengan kiri"
    )


def test_the_whole_name_counts_more_than_two_words_of_it(db, monkeypatch):
    """Somebody of that very name is not cut for an age that is missing."""
    monkeypatch.setattr(blocking, "NAMED", 1)
    a_person("Lim Ming Karmanto", age=30)
    person = a_person("Lim Ming", age=None)

    asked = Description(names=("Lim Ming",), age_years=30, seen_on=dt.date.today())

    assert blocking.likely(asked, background.background()) == [person.pk]


def test_two_guesses_of_an_age_may_be_further_apart_than_one(plain):
    def weight(precision):
        known = Description(born_on=dt.date(1980, 1, 1), birth_precision=precision)
        guess = Description(born_on=dt.date(1968, 1, 1), birth_precision="estimate")
        (reason,) = matching.compare(known, guess).reasons
        return reason.weight

    assert weight("estimate") > 0 > weight("year")


def test_oneself_and_who_is_excluded_are_not_proposed(db):
    one, other, third = (a_person("Suparman Siregar") for _ in range(3))

    found = matching.candidates(matching.describe(one), exclude=[other.pk])

    assert [candidate.person_id for candidate in found] == [third.pk]


def test_a_described_person_has_all_that_is_known(db):
    area = an_area("12.71", "Kota Medan")
    person = a_person("Siti", sex="P", claimed_origin=area, marks="tato", birth_place="Medan")
    other = a_person("Ani")
    PersonName.objects.create(person=person, name="Kak Nur", kind="alias")
    a_number(person, "1271014503809001")
    Relation.objects.create(person=other, other=person, kind="met_together")
    BodyMark.objects.create(
        person=person, kind="scar", region="arm_left", words="panjang", noted_by=a_user()
    )
    an_encounter(person=person, stop=a_stop(area=area))

    known = matching.describe(person)

    assert known.names == ("Siti", "Kak Nur")
    assert (known.sex, known.origins) == ("P", ("12.71",))
    assert known.marks == "tato; Bekas luka Lengan atas kiri panjang"
    assert known.numbers == (Number.of("nik", "1271014503809001"),)
    assert (known.relations, known.person_id) == (frozenset({other.pk}), person.pk)
    assert known.places == frozenset({"12.71"})


@pytest.mark.parametrize(
    ("known", "is_read"),
    [
        ({}, True),
        ({"born_on": dt.date(1980, 3, 5), "birth_precision": "day"}, True),
        ({"claimed_origin_id": "12.71.05"}, True),
        ({"born_on": dt.date(1980, 3, 5), "birth_precision": "day", "claimed_origin_id": "12.71"}, True),
        ({"born_on": dt.date(1980, 3, 5), "birth_precision": "day", "claimed_origin_id": "12.71.05"}, False),
    ],
)  # fmt: skip
def test_a_nik_of_another_is_read_only_for_what_nobody_wrote_down(db, known, is_read):
    an_area("12.71", "Kota Medan")
    an_area("12.71.05", "Medan Denai")
    person = a_person("Siti", age=None, **known)
    a_number(person, "1271014503809001")

    (number,) = matching.describe_all([person.pk])[person.pk].numbers

    assert (bool(number.birth_days), number.near) == (is_read, frozenset())


@pytest.mark.parametrize("rows", [1, 3])
def test_a_proposal_costs_a_fixed_number_of_queries(counted, django_assert_num_queries, rows):
    for number in range(rows):
        a_number(a_person("Suparman Siregar"), f"127101450380900{number}")

    with django_assert_num_queries(2):
        assert len(matching.candidates(described())) == rows


def test_the_database_spells_names_as_python_does(db):
    hard = [
        "H. Moh. Soeparman",
        "Abdurrahman",
        "Mr X",
        "Nur'aini",
        "H",
        "",
        "Pak",
        "Yyyyi",
        "Mhd. Jusuf",
        "Sitti Sitty Sietij",
        "Abdoelrachman bin Abdulrozaq",
        "ABDURRAHIIJ Abdullah abduh",
        "h anak h pak",
        "Pak Haji",
        "Tidak Dikenal L-000123, 25-11-2026",
        "Tidakdikenal",
        "Tanpa namanya",
        "Noery Noer Nory By Ay",
        "Christian Khoirunnisaa' Tjoe Djoeariah Shofie",
        "satu dua tiga empat lima enam tujuh delapan",
        "Renée 12 Ç",
        "Annnisaaaaa Bbuddhii 10001",
        "名",
        "Hhh Ohoho Wawa Yuyu Huwiyah Quwah",
    ]
    with connection.cursor() as cursor:
        for name in hard:
            cursor.execute(
                "SELECT ppks_name_normal(%s), ppks_name_keys(ppks_name_normal(%s))", [name, name]
            )
            normal, keys = cursor.fetchone()
            assert (normal, set(keys)) == (names.normal(name), names.keys(name))
