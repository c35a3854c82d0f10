"""Sixty phones come home at once: each sends its night's people and their photos over HTTP.

What a phone sends is what the field app sends: records in posts of 25, then photos in small ones,
backing off when the server is busy, and some posts twice as after a cut.
"""

import datetime as dt
import http.client
import io
import json
import random
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.utils import timezone
from PIL import Image

from intake.models import Encounter, Raid, SyncItem, SyncState
from ppks_service.accounts.models import Office, User
from ppks_service.accounts.roles import Role
from ppks_service.development.bench.client import Timing
from ppks_service.development.guide import session_of

RECORDS_A_POST = 25
PHOTOS_A_POST = 4
TEAM = 10  # phones a raid
# One post in so many is sent again, as a phone does that never heard the answer.
REPEATED = 12
PHOTO_BYTES = (60 * 1024, 100 * 1024)
GIVE_UP_AFTER = 600


@dataclass
class Drain:
    """What the phones met, and what the database holds afterwards."""

    phones: int
    records: int
    seconds: float = 0
    posts: dict[str, Timing] = field(default_factory=dict)
    busy: int = 0
    cuts: int = 0
    sent_bytes: int = 0
    people: int = 0
    photos: int = 0
    ordinals_twice: int = 0
    not_accepted: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def lost(self) -> int:
        return self.phones * self.records - self.people

    @property
    def photos_lost(self) -> int:
        return self.phones * self.records - self.photos


class Phone:
    """One officer's phone with its queue, and the connection it sends over."""

    def __init__(self, n: int, user: User, raid: str, drain: Drain, port: int) -> None:
        self.user, self.raid, self.drain, self.port = user, raid, drain, port
        self.csrf = ""
        self.session = session_of(user.username)
        self.device = str(uuid.uuid4())
        self.chance = random.Random(n)
        self.opens_raid = n % TEAM == 0
        self.photos: dict[str, bytes] = {}
        self.records: list[dict[str, Any]] = []
        self.attached: list[dict[str, Any]] = []
        self.receipts: dict[str, str] = {}
        self._fill(n)

    def _fill(self, n: int) -> None:
        picture = a_photo(n)
        begun = timezone.now() - dt.timedelta(hours=6)
        if self.opens_raid:
            body: dict[str, Any] = {
                "name": f"Operasi ukur {n // TEAM}",
                "starts_at": begun.isoformat(),
            }
            self.records.append(self._item("raid.open", self.raid, body, begun))
        for m in range(self.drain.records):
            at = begun + dt.timedelta(minutes=6 * m)
            body = {
                "met_at": at.isoformat(),
                "place": "Simpang contoh",
                "sex": "LPU"[m % 3],
                "age_band": "25-44",
                "activities": ["begging"],
                "conditions": ["fine"],
                "name": f"Ukur {n} {m}",
            }
            person = str(uuid.uuid4())
            self.records.append(self._item("encounter.record", person, body, at))
            photo = self._item("photo.attach", person, {}, at)
            self.attached.append(photo)
            # A comment in the file makes each photo another file.
            self.photos[photo["uuid"]] = picture[:2] + comment(photo["uuid"]) + picture[2:]

    def _item(
        self, kind: str, subject: str, body: dict[str, Any], at: dt.datetime
    ) -> dict[str, Any]:
        return {
            "uuid": str(uuid.uuid4()),
            "kind": kind,
            "subject": subject,
            "raid": self.raid,
            "device": self.device,
            "made_at": at.isoformat(),
            "seq": len(self.records) + len(self.attached),
            "body": body,
        }

    def send_all(self) -> None:
        """Send the queue until each item has a receipt; what is parked counts as received."""
        try:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
            self.token = json.loads(self._ask("GET", "/lapangan/kunci/", None, {})[1])["csrf"]
            for queue, size in ((self.records, RECORDS_A_POST), (self.attached, PHOTOS_A_POST)):
                self._drain(queue, size)
        except Exception as broken:
            self.drain.faults.append(f"{type(broken).__name__}: {broken}")

    def _drain(self, queue: list[dict[str, Any]], size: int) -> None:
        wait, ends = 0.5, time.monotonic() + GIVE_UP_AFTER
        while waiting := [i for i in queue if i["uuid"] not in self.receipts]:
            if time.monotonic() > ends:
                raise TimeoutError("the queue did not drain")
            try:
                done = self._post(waiting[:size])
            except (OSError, http.client.HTTPException):  # cut: what it was nobody knows
                self.connection.close()
                self.drain.cuts += 1
                done = False
            if done:
                wait = 0.5
            else:
                self.drain.busy += 1
                time.sleep(wait * (1 + self.chance.random()))
                wait = min(wait * 2, 10)

    def _post(self, items: list[dict[str, Any]]) -> bool:
        photos = {i["uuid"]: self.photos[i["uuid"]] for i in items if i["uuid"] in self.photos}
        body, kind = multipart(items, photos)
        timing = self.drain.posts[kind]
        for _ in range(2 if self.chance.randrange(REPEATED) == 0 else 1):
            started = time.perf_counter()
            status, text = self._ask("POST", "/lapangan/kirim/", body, {"X-CSRFToken": self.token})
            timing.seconds.append(time.perf_counter() - started)
            self.drain.sent_bytes += len(body)
        if status != 200:
            timing.faults.append(f"{status} {text[:80]}")
            return False
        told = {r["uuid"]: r["state"] for r in json.loads(text)["items"]}
        self.receipts |= told
        return all(i["uuid"] in told for i in items)

    def _ask(
        self, method: str, path: str, body: bytes | None, more: dict[str, str]
    ) -> tuple[int, str]:
        cookies = f"sessionid={self.session}"
        if self.csrf:
            cookies += f"; csrftoken={self.csrf}"
        headers = {"Cookie": cookies} | more
        if body is not None:
            headers["Content-Type"] = f"multipart/form-data; boundary={BOUNDARY}"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode(errors="replace")
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            if name == "csrftoken":
                self.csrf = value
        return response.status, text


BOUNDARY = "ukurukurukurukur"


def multipart(items: list[dict[str, Any]], photos: dict[str, bytes]) -> tuple[bytes, str]:
    """The body of a post, and the line of the result it counts for."""
    parts = [
        b'--%s\r\nContent-Disposition: form-data; name="items"\r\n\r\n%s\r\n'
        % (BOUNDARY.encode(), json.dumps(items).encode())
    ]
    for name, content in photos.items():
        parts.append(
            b'--%s\r\nContent-Disposition: form-data; name="photo-%s"; filename="f.jpg"\r\n'
            b"Content-Type: image/jpeg\r\n\r\n%s\r\n" % (BOUNDARY.encode(), name.encode(), content)
        )
    parts.append(b"--%s--\r\n" % BOUNDARY.encode())
    return b"".join(parts), "photos" if photos else "records"


def comment(text: str) -> bytes:
    """A JPEG segment that only tells two files apart."""
    return b"\xff\xfe" + (len(text) + 2).to_bytes(2) + text.encode()


def a_photo(seed: int) -> bytes:
    """A picture of 60 to 100 KB, as a phone makes it smaller: soft noise of its own colours."""
    tone = Image.new("RGB", (960, 720), (seed * 37 % 200, seed * 91 % 200, seed * 53 % 200))
    for spread in range(30, 200, 6):
        noise = Image.effect_noise((960, 720), spread).convert("RGB").reduce(3).resize((960, 720))
        out = io.BytesIO()
        Image.blend(tone, noise, 0.4).save(out, "JPEG", quality=80)
        if out.tell() >= PHOTO_BYTES[0]:
            break
    return out.getvalue()


def drain(port: int, *, phones: int, records: int) -> Drain:
    """Let all phones send at once and look at what arrived."""
    result = Drain(phones, records, posts={"records": Timing(), "photos": Timing()})
    office = Office.objects.order_by("pk")[0]
    raids = [str(uuid.uuid4()) for _ in range(-(-phones // TEAM))]
    fleet = [Phone(n, an_officer(n, office), raids[n // TEAM], result, port) for n in range(phones)]
    threads = [threading.Thread(target=phone.send_all) for phone in fleet]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.seconds = time.perf_counter() - started
    _count(result, fleet, raids)
    return result


def an_officer(n: int, office: Office) -> User:
    found = User.objects.filter(username=f"ukur-{n}").first()
    return found or User.objects.create_user(
        f"ukur-{n}", full_name=f"Petugas Ukur {n}", role=Role.FIELD_OFFICER, office=office
    )


def _count(result: Drain, fleet: list[Phone], raids: list[str]) -> None:
    """Whom the phones recorded, each by the UUID the phone gave and with the name it wrote."""
    written = {
        item["subject"]: item["body"]["name"]
        for phone in fleet
        for item in phone.records
        if item["kind"] == "encounter.record"
    }
    people = Encounter.objects.filter(raid__client_uuid__in=raids)
    stored = dict(people.values_list("client_uuid", "name"))
    result.people = sum(written.get(str(key)) == name for key, name in stored.items())
    result.photos = people.filter(photo__isnull=False).count()
    twice = people.values("raid", "name").annotate(n=Count("pk")).filter(n__gt=1)
    result.ordinals_twice = twice.count()
    items = [i["uuid"] for phone in fleet for i in (*phone.records, *phone.attached)]
    accepted = SyncItem.objects.filter(uuid__in=items, state=SyncState.ACCEPTED).count()
    result.not_accepted = len(items) - accepted
    if Raid.objects.filter(client_uuid__in=raids).count() != len(raids):
        result.faults.append("a raid is missing or there twice")


def table(result: Drain) -> list[str]:
    """The result as Markdown."""
    lines = [
        "| what | result | bar |",
        "| --- | ---: | --- |",
        f"| phones × people with photo | {result.phones} × {result.records} | 60 × 50 |",
        f"| drained in | {result.seconds:.1f} s | < 120 s |",
        f"| people lost / photos lost | {result.lost} / {result.photos_lost} | 0 / 0 |",
        f"| people there twice | {result.ordinals_twice} | 0 |",
        f"| items without acceptance | {result.not_accepted} | 0 |",
        f"| sent | {result.sent_bytes / 1_000_000:.0f} MB | – |",
        f"| posts put off / of these cut | {result.busy} / {result.cuts} | – |",
    ]
    for kind, size in (("records", RECORDS_A_POST), ("photos", PHOTOS_A_POST)):
        timing = result.posts[kind]
        p50, p95 = timing.p50 * 1000, timing.p95 * 1000
        lines.append(
            f"| post of up to {size} {kind}, p50 / p95 | {p50:.0f} / {p95:.0f} ms"
            f" | – ({len(timing.seconds)} posts) |"
        )
    return lines
