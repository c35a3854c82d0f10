"""One raid of one night, fifty people with photos: nothing is lost and nothing is there twice.

The phone dies twice, somebody else uses it, the line breaks forty times in the middle of a word, the
server is killed twice, and the queue is sent in an order in which nobody wrote it.
"""

import base64
import io
import itertools
import random
import re

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from intake.models import Encounter, Raid, SyncItem
from ppks_service.accounts.roles import Role
from ppks_service.documents.models import StoredFile
from tests.factories import a_user, number_series
from tests.field import night
from tests.journeys.steps import choose, write

PEOPLE = 50
CUTS = 40
SEED = 20261125
STOPS = ["Simpang Juanda", "Sei Batanghari", "Simpang Pos"]
PASSWORD = "kata-sandi-contoh-1"
SENDING = b"POST /lapangan/kirim/"
# With so little left the line breaks at once: forty cuts come before the end.
FEW = 12
# Bytes within which a line is cut: of a post with photos, and of its answer, which is sent by gzip.
LONGEST = {"up": 45_000, "down": 900}


@pytest.fixture
def chance():
    return random.Random(SEED)


@pytest.fixture
def pieces(browser, transactional_db, tmp_path):
    number_series()
    with night.a_night(browser.browser_type, tmp_path / "ponsel") as pieces:
        yield pieces


@pytest.mark.long
def test_fifty_people_arrive_once_through_a_bad_night(pieces, chance):
    server, line, phone = pieces
    officer, other = a_user(Role.FIELD_OFFICER), a_user(Role.FIELD_OFFICER)
    people = [a_person(n, chance) for n in range(1, PEOPLE + 1)]
    field = line.url + reverse("intake:field")
    page = phone.start(line.url + reverse("accounts:sign_in") + "?next=/lapangan/")
    sign_in(page, officer)
    page.wait_for_function(
        "navigator.serviceWorker.ready.then(({active}) => active.state === 'activated')"
    )

    line.drop()
    raid = open_raid(page)
    for person in people[:2]:
        record_by_hand(page, person)
    for person in people[2:17]:
        record(page, person)
    phone.kill()

    page = phone.start(f"{field}#c/{raid}")  # from the phone's own cache: there is no line
    expect_unsent(page, 1 + 2 * 17)
    for person in people[17:33]:
        record(page, person)
    page.evaluate(night.FILL, {"person": people[33], "save": True})
    phone.kill()  # while it is being written down

    page = phone.start(f"{field}#c/{raid}")
    done = next_number(page) - 1
    assert done in (33, 34)
    expect_unsent(page, 1 + 2 * done)  # the person with the photo, or neither

    line.refused = SENDING
    line.restore()
    look_as_another(page, line, other, waiting=1 + 2 * done)
    sign_in_anew(page, line, officer)
    expect_unsent(page, 1 + 2 * done)
    line.drop()
    line.refused = b""
    assert not SyncItem.objects.exists()
    page.goto(f"{field}#c/{raid}")
    for person in people[done:]:
        record(page, person)
    expect_unsent(page, 1 + 2 * PEOPLE)

    shuffle(page, chance)
    page.goto(f"{field}#antrean")
    page.reload()
    expect_unsent(page, 1 + 2 * PEOPLE)
    deaths = send_through_cuts(page, line, server, chance)

    line.restore()
    night.until(lambda: sent_all(page), "the queue is empty")
    assert deaths == 2
    assert_all_there_once(people)
    assert not phone.faults


# --- The officer -----------------------------------------------------------------------------


def a_person(n, chance):
    """Somebody with a photo of their own: its left half says who they are."""
    picture = Image.frombytes("L", (160, 120), chance.randbytes(160 * 120))
    picture.paste(5 * (n - 1), (0, 0, 80, 120))
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=90)
    return {
        "number": n,
        "name": f"Orang Contoh {n:02}",
        "photo": base64.b64encode(out.getvalue()).decode(),
        "chosen": {"sex": chance.choice("LP"), "age_band": "25-44"},
    }


def sign_in(page, user):
    page.locator('[name="username"]').fill(user.username)
    page.locator('[name="password"]').fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    expect(page.locator("[data-meta]")).to_contain_text(user.full_name)


def sign_in_anew(page, line, user):
    page.context.clear_cookies()
    page.goto(line.url + reverse("accounts:sign_in") + "?next=/lapangan/")
    sign_in(page, user)


def open_raid(page):
    page.get_by_role("link", name="Buka razia").click()
    page.locator('#f-raid [name="name"]').fill("Operasi malam (contoh)")
    for input, stop in zip(page.locator('#f-raid [name="stop"]').all(), STOPS, strict=False):
        input.fill(stop)
    page.get_by_role("button", name="Buka razia").click()
    expect(page.get_by_text("Disimpan di ponsel ini, belum terkirim.")).to_be_visible()
    page.locator("[data-sticky]").get_by_role("link", name="Catat orang").click()
    expect(page.locator("[data-title]")).to_contain_text("Orang ke-1")
    return re.search(r"#c/([0-9a-f-]+)", page.url).group(1)


def record_by_hand(page, person):
    for name, value in person["chosen"].items():
        choose(page, name, value)
    write(page, "name", person["name"])
    photo = base64.b64decode(person["photo"])
    page.set_input_files(
        '[name="photo"]', {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": photo}
    )
    page.get_by_role("button", name="Simpan & orang berikutnya").click()
    expect_person(page, person["number"] + 1)


def record(page, person):
    expect_person(page, person["number"])
    page.evaluate(night.FILL, {"person": person, "save": True})
    expect_person(page, person["number"] + 1)


def expect_person(page, number):
    expect(page.locator("[data-title]")).to_have_text(
        re.compile(rf"Orang ke-{number}\b"), timeout=night.PATIENCE * 1000
    )


def next_number(page):
    title = page.locator("[data-title]")
    expect(title).to_have_text(re.compile(r"Orang ke-\d+"), timeout=night.PATIENCE * 1000)
    return int(re.search(r"ke-(\d+)", title.inner_text()).group(1))


def expect_unsent(page, number):
    expect(page.locator("[data-line]")).to_have_text(
        re.compile(rf"belum terkirim {number}$"), timeout=night.PATIENCE * 1000
    )


def unsent(page):
    return int(re.search(r"belum terkirim (\d+)", page.locator("[data-line]").inner_text())[1])


# --- Somebody else on the same phone -----------------------------------------------------------


def look_as_another(page, line, other, *, waiting):
    """Whoever signs in next finds a number, no name, and no key that opens anything."""
    before = page.evaluate(night.DUMP)
    assert before["opened"] == before["rows"] + before["photos"]  # its own officer can
    sign_in_anew(page, line, other)
    expect(page.get_by_text(f"{waiting} catatan petugas lain terkunci")).to_be_visible()
    expect_unsent(page, 0)

    found = page.evaluate(night.DUMP)

    assert found["rows"] == waiting
    assert found["users"] == [before["session"]] != [found["session"]]
    assert found["opened"] == 0
    assert found["keys"] == [False]
    for word in ("Contoh 0", "Operasi malam", *STOPS, "encounter", "JFIF"):
        assert word not in found["text"], word
    page.goto(line.url + reverse("worklist:home"))
    page.locator(f'form[action="{reverse("accounts:sign_out")}"] button').first.evaluate(
        "button => button.click()"
    )
    expect(page.locator('[name="password"]')).to_be_visible()


# --- Sending -----------------------------------------------------------------------------------


def shuffle(page, chance):
    """Send in an order by chance, and the raid after everybody who was met in it."""
    order = list(range(2, 2 * PEOPLE + 2))
    chance.shuffle(order)
    assert page.evaluate(night.SHUFFLE, [10_000, *order]) == 2 * PEOPLE + 1


def send_through_cuts(page, line, server, chance):
    """Break the line forty times and kill the server twice, while the phone sends."""
    deaths = 0
    for n in range(CUTS):
        if n in (0, CUTS // 2):
            kill_at_work(page, line, server)
            deaths += 1
        way = chance.choice(["up", "down"])
        after = chance.randrange(1, LONGEST[way])
        if unsent(page) <= FEW:
            way, after = "up", 1 + n
        line.restore(way=way, after=after)
        signal_until(page, line.cut.is_set, f"cut {n} ({way} {after})")
        rest(page)
    assert unsent(page) > 0, "the forty cuts came too late"
    return deaths


def kill_at_work(page, line, server):
    """Kill the server once it has stored something of what it was sent, or begins to answer."""
    stored, answered = SyncItem.objects.count(), line.passed["down"]
    line.restore()
    signal_until(
        page,
        lambda: SyncItem.objects.count() > stored or line.passed["down"] > answered,
        "the server is at work",
    )
    server.kill()
    line.drop()
    rest(page)
    server.start()


def signal_until(page, happened, what):
    """Tell the phone that signal is back, until what that leads to has happened."""
    tries = itertools.count()

    def asked():
        if next(tries) % 50 == 0:
            page.evaluate(night.ONLINE)
        return happened()

    night.until(asked, what)


def rest(page):
    night.until(lambda: not page.evaluate(night.SENDING), "the phone gives up for now")


def sent_all(page):
    rest(page)
    left = unsent(page)
    if left:
        page.evaluate(night.ONLINE)
    return not left


# --- In the morning ------------------------------------------------------------------------------


def assert_all_there_once(people):
    raid = Raid.objects.get()
    assert sorted(raid.stops.values_list("name", flat=True)) == sorted(STOPS)
    found = Encounter.objects.select_related("photo").order_by("ordinal")
    assert [each.ordinal for each in found] == list(range(1, PEOPLE + 1))
    assert sorted(each.listed_name for each in found) == [person["name"] for person in people]
    assert all(each.raid_id == raid.pk and each.stop_id for each in found)
    assert len({each.photo_id for each in found}) == StoredFile.objects.count() == PEOPLE
    for each in found:
        picture = Image.open(io.BytesIO(bytes(each.photo.content))).convert("L")
        assert f"Orang Contoh {round(picture.getpixel((40, 60)) / 5) + 1:02}" == each.listed_name
    states = list(SyncItem.objects.values_list("state", flat=True))
    assert states == ["accepted"] * (1 + 2 * PEOPLE)
