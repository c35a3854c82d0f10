"""What waits for whom, by which clock, and who sets the clocks."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from ppks_service import panels
from ppks_service.accounts.roles import Role
from ppks_service.journal.actions import record
from ppks_service.journal.models import Entry
from ppks_service.worklist import actions, queries, reference, registry
from ppks_service.worklist.clocks import Clocks, due_at, is_working_day
from ppks_service.worklist.models import Clock, ClockCode, ClockUnit
from ppks_service.worklist.registry import WorkItem, provide_work, work_of
from tests.factories import a_case, a_user, clocks

pytestmark = pytest.mark.django_db

NOW = timezone.now()
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def an_item(code="K-1", *, kind="asesmen", due=None, **fields):
    return WorkItem(
        **{
            "kind": kind,
            "kind_label": f"{kind} menunggu",
            "who": "Orang Contoh",
            "what": "Selesaikan asesmen awal",
            "code": code,
            "url": "/akun/",
            "act": "Lanjutkan asesmen",
            "due_at": due,
        }
        | fields
    )


@pytest.fixture
def waiting(monkeypatch):
    """Replaces what the apps provide by the lines of the test."""
    monkeypatch.setattr(registry, "_providers", [])

    def put(*items):
        provide_work(lambda user, clocks: items)

    return put


# --- Clocks ----------------------------------------------------------------------------------


def at(day, hour=9):
    return timezone.make_aware(dt.datetime(2026, *day, hour))


@pytest.mark.parametrize(
    ("amount", "unit", "start", "due"),
    [
        (72, ClockUnit.HOURS, at((9, 21)), at((9, 24))),
        (7, ClockUnit.DAYS, at((9, 21)), at((9, 28))),
        (2, ClockUnit.WORKING_DAYS, at((9, 21)), at((9, 23), 16)),  # Monday to Wednesday
        (2, ClockUnit.WORKING_DAYS, at((9, 18)), at((9, 22), 16)),  # over a weekend
        (1, ClockUnit.WORKING_DAYS, at((8, 14)), at((8, 18), 16)),  # and over 17 August
        (1, ClockUnit.WORKING_DAYS, at((9, 20)), at((9, 21), 16)),  # begun on a Sunday
    ],
)
def test_clock_runs_out(amount, unit, start, due):
    if start.date() == dt.date(2026, 8, 14):
        # 17 August 2026 is a Monday: Independence Day.
        assert not is_working_day(dt.date(2026, 8, 17))
    clock = Clock(code=ClockCode.DECISION, amount=amount, unit=unit, source="Contoh")

    assert due_at(clock, start) == due


def test_clock_that_the_office_does_not_keep_is_never_due():
    assert Clocks().due(ClockCode.VISIT, NOW) is None


def test_clock_of_nothing_is_refused_whoever_writes():
    clocks()
    with pytest.raises(IntegrityError, match="clock_amount_is_positive"), transaction.atomic():
        Clock.objects.update(amount=0)


def test_reference_gives_every_clock_a_source_and_keeps_what_the_office_set():
    reference.load()
    Clock.objects.filter(code=ClockCode.SHELTER).update(amount=12, confirmed=True)

    reference.load()

    assert set(Clock.objects.values_list("code", flat=True)) == set(ClockCode)
    assert Clock.objects.get(code=ClockCode.SHELTER).amount == 12
    assert not Clock.objects.filter(source="").exists()


def test_clock_is_set_by_the_data_administrator_and_journalled(as_user):
    reference.load()
    admin = a_user(Role.DATA_ADMIN)
    data = {"amount": 10, "unit": "days", "source": "Keputusan Kepala Dinas", "confirmed": "on"}

    as_user(admin).post("/jam/shelter/", data)

    clock = Clock.objects.get(code=ClockCode.SHELTER)
    assert (clock.amount, clock.confirmed) == (10, True)
    entry = Entry.objects.get(action="clock.set")
    assert entry.note == (
        "Jam diubah. Semula Penampungan sementara: 7 hari; kini Penampungan sementara: 10 hari."
    )


@pytest.mark.parametrize("amount", ["0", "-1", "banyak", ""])
def test_clock_without_a_length_is_refused_beside_its_field(as_user, amount):
    reference.load()
    data = {"amount": amount, "unit": "days", "source": "Contoh"}

    response = as_user(a_user(Role.DATA_ADMIN)).post("/jam/shelter/", data)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert Clock.objects.get(code=ClockCode.SHELTER).amount == 7


def test_clock_is_set_by_nobody_else():
    clocks()
    with pytest.raises(PermissionDenied):
        actions.set_clock(Clock.objects.first(), by=a_user(Role.SECTION_HEAD))


# --- Pekerjaan saya --------------------------------------------------------------------------


def test_work_is_ordered_by_what_presses_and_the_paused_comes_last(waiting):
    waiting(
        an_item("none"),
        an_item("soon", due=NOW + HOUR),
        an_item("paused", due=NOW - DAY, paused="rawat inap"),
        an_item("late", due=NOW - DAY),
    )

    assert [item.code for item in work_of(a_user())] == ["late", "soon", "none", "paused"]


def test_counts_say_late_today_and_kinds_and_lead_to_these_lines(waiting, as_user):
    waiting(
        an_item("A", kind="asesmen", due=NOW - HOUR),
        an_item("B", kind="kunjungan", due=NOW - DAY),
        an_item("C", kind="kunjungan", due=NOW + 30 * DAY),
        an_item("D", kind="kunjungan", due=NOW - DAY, paused="rawat inap"),
    )
    client = as_user(a_user())

    counts = {c.key: c.number for c in client.get("/").context["counts"]}
    late = client.get("/?hanya=lewat")
    visits = client.get("/?hanya=kunjungan")

    assert counts == {"lewat": 2, "hari-ini": 0, "kunjungan": 3, "asesmen": 1}
    assert [i.code for i in late.context["items"]] == ["B", "A"]
    assert [i.code for i in visits.context["items"]] == ["B", "C", "D"]


@pytest.mark.parametrize("key", ["lewat", "hari-ini", "asesmen"])
def test_each_count_is_the_number_of_lines_it_leads_to(waiting, as_user, key):
    today = timezone.localtime().replace(hour=23, minute=59)
    waiting(an_item("A", due=NOW - HOUR), an_item("B", due=today), an_item("C", kind="lain"))
    response = as_user(a_user()).get(f"/?hanya={key}")

    counted = {c.key: c.number for c in response.context["counts"]}[key]

    assert counted == len(response.context["items"]) == (2 if key == "asesmen" else 1)


def test_unknown_count_shows_an_empty_list_with_a_way_back(waiting, as_user):
    waiting(an_item())

    page = as_user(a_user()).get("/?hanya=tidak-ada").content.decode()

    assert "Tampilkan semua" in page
    assert "Tidak ada di sini" in page


def test_next_act_is_the_one_that_presses_most_and_never_a_paused_one(waiting, as_user):
    waiting(an_item("paused", due=NOW - DAY, paused="rawat inap"), an_item("soon", due=NOW + DAY))

    response = as_user(a_user()).get("/")

    assert response.context["next"].code == "soon"
    assert "Berikutnya: Orang Contoh" in response.content.decode()


def test_nothing_waiting_says_so(waiting, as_user):
    assert "Tidak ada yang menunggu Anda" in as_user(a_user()).get("/").content.decode()


def test_names_are_written_harmlessly(waiting, as_user):
    waiting(an_item(who="{{ 7*7 }}<script>alert(1)</script>"))

    page = as_user(a_user()).get("/").content.decode()

    assert "{{ 7*7 }}&lt;script&gt;" in page


def test_last_acts_are_ones_own_and_no_readings(waiting, as_user):
    user, case = a_user(), a_case()
    record(actor=user, action="case.edit", subject=case, note="Kasus saya ubah.")
    record(actor=user, action="case.read", subject=case, note="Berkas saya buka.")
    record(actor=a_user(), action="case.edit", subject=case, note="Orang lain mengubah.")

    page = as_user(user).get("/").content.decode()

    assert "Kasus saya ubah." in page
    assert "Berkas saya buka." not in page
    assert "Orang lain mengubah." not in page


def test_menu_page_shows_what_the_role_can_open(as_user):
    auditor = as_user(a_user(Role.AUDITOR)).get("/menu/").content.decode()
    admin = as_user(a_user(Role.DATA_ADMIN)).get("/menu/").content.decode()

    assert "/jurnal/" in auditor
    assert "/akun/pengguna/" not in auditor
    assert "/akun/pengguna/" in admin
    assert "/jurnal/" not in admin


@pytest.mark.parametrize("lines", [1, 3])
def test_home_costs_the_same_for_one_line_and_three(
    waiting, as_user, django_assert_num_queries, lines
):
    waiting(*[an_item(f"K-{n}") for n in range(lines)])
    client = as_user(a_user())

    with django_assert_num_queries(8):
        response = client.get("/")

    assert len(response.context["items"]) == lines


def test_box_of_the_chosen_kind_is_shown_even_when_others_have_more():
    items = [an_item(f"{kind}{n}", kind=kind) for kind in "abcde" for n in range(2)]
    items.append(an_item("z", kind="z"))

    counts = queries.counts_of(items, "z", NOW)

    assert "z" in {count.key for count in counts}
    assert len(counts) == 6


# --- Reference data and the night ------------------------------------------------------------


def test_nightly_runs_every_job_and_tells_which_failed(monkeypatch, capsys):
    def good():
        clocks()
        return "3 lapsed"

    def bad():
        Clock.objects.all().delete()
        raise ValueError("kaput")

    monkeypatch.setattr(panels, "_registered", {"nightly.jobs": [bad, good]})

    with pytest.raises(CommandError, match="bad"):
        call_command("nightly")

    assert "3 lapsed" in capsys.readouterr().out
    assert Clock.objects.exists()


def test_reference_data_is_repeatable(capsys):
    call_command("reference_data")
    counted = Clock.objects.count()

    call_command("reference_data")

    assert Clock.objects.count() == counted == len(ClockCode)
