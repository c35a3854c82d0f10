"""A server that speaks the field protocol from memory, to drive the phone's side alone."""

import base64
import datetime as dt
import json
import re
import uuid
from typing import Any


class FakeServer:
    """Answers ``/lapangan/…`` of a page; ``status`` makes it fail, ``answer_with`` chooses a receipt."""

    def __init__(self, user: str = "petugas-a", key: bytes = b"k" * 32) -> None:
        self.user, self.key = user, key
        self.items: dict[str, dict[str, Any]] = {}
        self.photos: dict[str, int] = {}
        self.posts = 0
        self.is_away = False
        self.status = 200
        self.raids: list[dict[str, Any]] = []
        self.states: dict[str, dict[str, Any]] = {}
        self.came_free: list[dict[str, Any]] = []  # receipts of items sent earlier

    def attach(self, page: Any) -> None:
        page.route(re.compile(r"/lapangan/(kunci|bekal|kirim|kuitansi)/"), self.answer)

    def answer(self, route: Any) -> None:
        if self.is_away:
            route.abort()
            return
        if self.status != 200:
            route.fulfill(status=self.status, json={"why": "Masuk dahulu."})
            return
        token = route.request.headers.get("x-csrftoken")
        if route.request.method == "POST" and token != f"of {self.user}":
            route.fulfill(status=403, body="CSRF")  # signing in changes the token
            return
        what = route.request.url.rstrip("/").rpartition("/")[2]
        route.fulfill(json={"server_time": _now()} | getattr(self, what)(route.request))

    def kunci(self, request: Any) -> dict[str, Any]:
        key = base64.b64encode(self.key).decode()
        return {"user": self.user, "name": "Petugas Contoh", "key": key, "csrf": f"of {self.user}"}

    def bekal(self, request: Any) -> dict[str, Any]:
        return {"raids": self.raids}

    def kirim(self, request: Any) -> dict[str, Any]:
        self.posts += 1
        body = request.post_data_buffer
        items = json.loads(re.search(rb'name="items"\r\n\r\n(.*?)\r\n--', body, re.S).group(1))
        for item in items:
            self.items[item["uuid"]] = item
        for found in re.finditer(rb'name="photo-([0-9a-f-]+)"', body):
            self.photos[found.group(1).decode()] = len(body)
        return {"items": [self._receipt(item) for item in items + self.came_free]}

    def kuitansi(self, request: Any) -> dict[str, Any]:
        return {"items": []}

    def _receipt(self, item: dict[str, Any]) -> dict[str, Any]:
        said = self.states.get(item["kind"], {"state": "accepted"})
        return {"uuid": item["uuid"], "at": _now()} | said


def a_raid(**fields: Any) -> dict[str, Any]:
    stops = [
        {"uuid": str(uuid.uuid4()), "order": n, "name": name, "version": 1}
        | {"counted": None, "counted_is_approximate": False}
        for n, name in enumerate(["Simpang Juanda", "Sei Batanghari", "Simpang Pos"], 1)
    ]
    return {
        "uuid": str(uuid.uuid4()),
        "number": "OP-2026-000037",
        "name": "Operasi malam (contoh)",
        "starts_at": _now(),
        "version": 1,
        "stops": stops,
        "encounters": [],
    } | fields


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat()
