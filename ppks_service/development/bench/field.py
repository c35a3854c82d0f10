"""An officer's phone on a bad line: taps, seconds and bytes of one person, first load and later pages.

Chromium as a phone: 390 px, a processor four times slower, 2 s latency and 2G speed by the DevTools
protocol. Bytes are counted by a wire between browser and server, so that what the service worker
fetches is counted too. People are not measured: their time is a model, said in the table.
"""

import contextlib
import io
import random
import socket
import statistics
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from intake import actions
from intake.models import Case, Encounter, Raid, RaidStop
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Role
from ppks_service.development.guide import chromium, session_of

HOST = "127.0.0.1"
LATENCY_MS = 2000
DOWN, UP = 250_000 // 8, 50_000 // 8  # bytes a second: 2G as DevTools once named it
SLOWER = 4
PHONE = {"width": 390, "height": 844}

# The Keystroke-Level Model (Card, Moran and Newell 1980): pointing and pressing, a thought before each
# group of answers, and what a camera app takes by our own guess.
TAP, THOUGHT, SCROLL, CAMERA = 1.3, 1.35, 0.8, 4.0
BAR_TAPS, BAR_SECONDS, BAR_FIRST, BAR_LATER = 10, 45.0, 150_000, 25_000


class Wire:
    """Carries bytes between browser and server and counts them, both ways."""

    def __init__(self, port: int) -> None:
        self.port, self.up, self.down = port, 0, 0
        self._listener = socket.create_server((HOST, 0), backlog=64)
        self.url = f"http://{HOST}:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                phone, _ = self._listener.accept()
                server = socket.create_connection((HOST, self.port))
                for ends in ((phone, server, "up"), (server, phone, "down")):
                    threading.Thread(target=self._carry, args=ends, daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, way: str) -> None:
        with contextlib.suppress(OSError):
            while part := source.recv(65536):
                setattr(self, way, getattr(self, way) + len(part))
                target.sendall(part)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@dataclass
class Person:
    """One person written down by the script."""

    taps: int
    thoughts: int
    scrolls: int
    machine: float

    @property
    def seconds(self) -> float:
        """Camera, taps, thoughts and scrolls by the model, and what the phone itself took."""
        return (
            CAMERA
            + self.taps * TAP
            + self.thoughts * THOUGHT
            + self.scrolls * SCROLL
            + self.machine
        )


@dataclass
class Measured:
    first_load: int = 0
    later: dict[str, int] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    sent_up: int = 0
    sent_down: int = 0
    drained: float = 0.0
    recorded: int = 0
    photos: int = 0
    photo_bytes: list[int] = field(default_factory=list)


def measure(port: int, *, people: int, say: Callable[[str], None] = print) -> Measured:
    result, wire = Measured(), Wire(port)
    officer, raid = _night(people)
    with chromium() as browser:
        context = browser.new_context(
            base_url=wire.url, viewport=PHONE, locale="id-ID", timezone_id="Asia/Jakarta"
        )
        _sign_in(context, wire, officer)
        page = context.new_page()
        page.set_default_timeout(180_000)
        say("First load over 2G …")
        _slow(context, page, LATENCY_MS)
        page.goto(f"{reverse('intake:field')}#r/{raid.client_uuid}")
        page.get_by_role("heading", name=raid.name).wait_for()
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        result.first_load = wire.down
        begun = (wire.up, wire.down)
        say(f"{people} people with photos …")
        for n in range(people):
            result.people.append(_write_down(page, raid, n))
        started = time.monotonic()
        page.locator("[data-line]", has_text="belum terkirim 0").wait_for(timeout=900_000)
        result.drained = time.monotonic() - started
        result.sent_up, result.sent_down = wire.up - begun[0], wire.down - begun[1]
        say("Later pages …")
        result.later = _later(browser, wire, officer, raid)
        context.close()
    _look(result, raid)
    return result


def _night(people: int) -> tuple[User, Raid]:
    """The officer and a raid of one stop, with paper bands enough."""
    office = User.objects.filter(role=Role.REGISTRAR).order_by("pk")[0].office
    officer = User.objects.filter(username="ukur-lapangan").first() or User.objects.create_user(
        "ukur-lapangan", full_name="Petugas Ukur", role=Role.FIELD_OFFICER, office=office
    )
    raid = Raid(name=f"Operasi ukur {timezone.now():%H%M%S}", starts_at=timezone.now())
    raid.opened_by = officer
    actions.open_raid(raid, by=officer, stops=[RaidStop(name="Simpang Pos")])
    return officer, raid


def _sign_in(context: Any, wire: Wire, user: User) -> None:
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": session_of(user.username), "url": wire.url}])


def _slow(context: Any, page: Any, latency: int) -> None:
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": latency,
            "downloadThroughput": DOWN,
            "uploadThroughput": UP,
        },
    )
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


# What an officer answers of one person, in the order of the form; each is one tap.
ANSWERS = ("sex", "age_band", "activities", "conditions", "with_whom", "belongings")
VALUES = {
    "sex": ("L", "P"),
    "age_band": ("25-44", "6-12", "60+", "18-24"),
    "activities": ("begging", "sleeping", "busking"),
    "conditions": ("fine", "ill", "unknown"),
    "with_whom": ("alone", "unknown"),
    "belongings": ("bag", "nothing"),
}
ON_A_SCREEN = 2  # groups of answers that a phone shows at once: between them one scrolls


def _write_down(page: Any, raid: Raid, n: int) -> Person:
    """One person with photo and every group answered: the longest way through the form."""
    if n == 0:
        page.locator("[data-sticky]").get_by_role("link", name="Catat orang").click()
    page.get_by_role("heading", name=f"Orang ke-{n + 1} ").wait_for()
    chance, started = random.Random(n), time.monotonic()
    taps = 3  # Ambil foto, the shutter, and keeping the picture
    file = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": a_picture(n)}
    page.set_input_files('#f [name="photo"]', file)
    for name in ANSWERS:
        value = chance.choice(VALUES[name])
        page.locator(f'#f label:has(input[name="{name}"][value="{value}"])').click()
        taps += 1
    page.locator('[data-save="next"]').click()
    taps += 1
    page.get_by_role("heading", name=f"Orang ke-{n + 2} ").wait_for()
    machine = time.monotonic() - started
    return Person(taps, 1 + len(ANSWERS), len(ANSWERS) // ON_A_SCREEN, machine)


def a_picture(n: int) -> bytes:
    """Twelve megapixels as a phone's camera makes them: grain that does not compress away."""
    grain = Image.effect_noise((500, 375), 60 + n % 20).resize((4000, 3000))
    out = io.BytesIO()
    Image.merge("RGB", (grain, grain.point(lambda v: v // 2 + 40), grain)).save(
        out, "JPEG", quality=88
    )
    return out.getvalue()


def _later(browser: Any, wire: Wire, officer: User, raid: Raid) -> dict[str, int]:
    """What each list costs once the static files are there; each asked for anew."""
    worker = User.objects.filter(role=Role.SOCIAL_WORKER).order_by("pk")[0]
    head = User.objects.filter(role=Role.SECTION_HEAD).order_by("pk")[0]
    filled = Raid.objects.exclude(pk=raid.pk).order_by("-last_ordinal", "pk")[0]
    case = Case.objects.visible_to(worker).order_by("-pk").first()
    lists: list[tuple[User, str, str]] = [
        (officer, "Daftar razia", reverse("intake:raid_list")),
        (worker, "Halaman razia, 50 temuan", reverse("intake:raid_show", args=[filled.number])),
        (worker, "Daftar temuan", reverse("intake:encounter_list")),
        (worker, "Pekerjaan saya", reverse("worklist:home")),
        (worker, "Daftar kasus", reverse("intake:case_list")),
        (worker, "Mungkin orang yang sama", reverse("intake:duplicate_list")),
        (worker, "Daftar rujukan", reverse("referrals:list")),
        (worker, "Daftar kunjungan", reverse("evaluation:visit_list")),
        (worker, "Kiriman tertahan", reverse("intake:field_held")),
        (head, "Kotak persetujuan", reverse("referrals:inbox")),
        (head, "Papan UPT", reverse("facilities:board_list")),
        (head, "Surat dan dokumen", reverse("documents:list")),
    ]
    if case is not None:
        lists.append((worker, "Berkas kasus", reverse("intake:case_show", args=[case.number])))
    found = {}
    for user in {user.pk: user for user, _, _ in lists}.values():
        context = browser.new_context(base_url=wire.url, viewport=PHONE, locale="id-ID")
        _sign_in(context, wire, user)
        page = context.new_page()
        page.goto(reverse("accounts:account"), wait_until="networkidle")
        for other, title, address in lists:
            if other.pk == user.pk:
                found[title] = _weight(page, wire, address)
        context.close()
    return found


def _weight(page: Any, wire: Wire, address: str) -> int:
    page.goto(address, wait_until="networkidle")  # what this page alone needs is fetched now
    before = wire.down
    page.goto(address, wait_until="networkidle")
    return wire.down - before


def _look(result: Measured, raid: Raid) -> None:
    people = Encounter.objects.filter(raid=raid)
    result.recorded = people.count()
    photos = people.filter(photo__isnull=False).values_list("photo__size", flat=True)
    result.photo_bytes = list(photos)
    result.photos = len(result.photo_bytes)


def table(result: Measured) -> list[str]:
    """The result as Markdown."""
    taps = [person.taps for person in result.people]
    seconds = [person.seconds for person in result.people]
    machine = [person.machine for person in result.people]
    n = len(result.people)
    kb = 1000
    lines = [
        "| what | result | bar |",
        "| --- | ---: | --- |",
        f"| people written down / photos, of {n} | {result.recorded} / {result.photos} | {n} / {n} |",
        f"| taps a person, photo and all six groups | {max(taps)} | ≤ {BAR_TAPS} |",
        f"| seconds a person, median (modelled hand + measured phone) | "
        f"{statistics.median(seconds):.0f} s | ≤ {BAR_SECONDS:.0f} s |",
        f"| – of these the phone, median / longest | "
        f"{statistics.median(machine):.1f} / {max(machine):.1f} s | – |",
        f"| sent a person, photo included | {result.sent_up / n / kb:.0f} kB | – |",
        f"| received a person | {result.sent_down / n / kb:.1f} kB | – |",
        f"| photo as stored, median | {statistics.median(result.photo_bytes or [0]) / kb:.0f} kB | ≤ 120 KB |",
        f"| queue empty after the last person | {result.drained:.0f} s | – |",
        f"| first load of the field app, all of it | {result.first_load / kb:.0f} kB | ≤ 150 kB |",
    ]
    for title, size in sorted(result.later.items(), key=lambda item: -item[1]):
        lines.append(f"| {title} | {size / kb:.1f} kB | ≤ 25 kB |")
    return lines


def misses(result: Measured) -> Iterable[str]:
    """What lies above its bar."""
    taps = max(person.taps for person in result.people)
    if taps > BAR_TAPS:
        yield f"{taps} taps"
    median = statistics.median(person.seconds for person in result.people)
    if median > BAR_SECONDS:
        yield f"{median:.0f} s a person"
    if result.first_load > BAR_FIRST:
        yield f"first load {result.first_load} bytes"
    yield from (f"{title} {size} bytes" for title, size in result.later.items() if size > BAR_LATER)
    if (result.recorded, result.photos) != (len(result.people),) * 2:
        yield "somebody is missing"
