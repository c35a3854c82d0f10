"""Pictures of the field app in each state of the line and of the queue, at the width of a phone.

The phone writes people down; the answers that a state needs (a conflict, a fault) are given in the server's
place, so that a picture leaves nothing in the demo data.
"""

import datetime as dt
import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

WIDTH, HEIGHT = 390, 844
SEND = re.compile(r"/lapangan/kirim/")
SLOW_SECONDS = 2.7  # what the phone calls slow, and a little


def take_states(browser: Any, base_url: str, session: str, folder: Path) -> list[Path]:
    """Photograph every state into ``folder``; the officer of ``session`` sees a running raid."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name, drive in STATES.items():
        with _phone(browser, base_url, session) as page:
            drive(page)
            path = folder / f"lapangan-{name}-{WIDTH}.png"
            page.screenshot(path=path)
            made.append(path)
    return made


@contextmanager
def _phone(browser: Any, base_url: str, session: str) -> Iterator[Any]:
    context = browser.new_context(
        base_url=base_url,
        viewport={"width": WIDTH, "height": HEIGHT},
        locale="id-ID",
        timezone_id="Asia/Jakarta",
        service_workers="block",  # else the phone's own worker would answer in the place of ours
    )
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": session, "url": base_url}])
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


def _open(page: Any) -> None:
    page.goto(reverse("intake:field"))
    page.locator("#isi-app h3").first.wait_for()


def _write_down(page: Any, number: int = 1) -> None:
    page.locator("[data-sticky]").get_by_role("link", name="Catat orang").click()
    for n in range(number):
        for field, value in (("sex", "LP"[n % 2]), ("age_band", ("25-44", "60+")[n % 2])):
            page.locator(f'#f label:has(input[name="{field}"][value="{value}"])').click()
        before = page.locator("[data-title]").inner_text()
        page.locator('[data-save="next"]').click()
        page.wait_for_function(
            "before => document.querySelector('[data-title]').textContent !== before", arg=before
        )
    page.goto(reverse("intake:field") + "#antrean")


def _online(page: Any) -> None:
    _open(page)
    page.locator("[data-line]", has_text="Daring").wait_for()


def _offline(page: Any) -> None:
    _open(page)
    page.context.set_offline(True)
    page.locator("[data-line]", has_text="Luring").wait_for()
    page.get_by_text("Tidak ada sinyal. Pencatatan tetap jalan.").wait_for()


def _slow(page: Any) -> None:
    def late(route: Any) -> None:
        time.sleep(SLOW_SECONDS)
        route.continue_()

    page.route(re.compile(r"/lapangan/bekal/"), late)
    page.goto(reverse("intake:field"))
    page.locator("[data-line]", has_text="Lambat").wait_for()


def _unsent(page: Any) -> None:
    page.route(SEND, lambda route: route.abort())
    _open(page)
    _write_down(page, 3)
    page.get_by_text("Belum terkirim (3)").wait_for()


def _conflict(page: Any) -> None:
    _answer(page, _clashing)
    _open(page)
    _write_down(page)
    page.get_by_role("link", name="Pilih").click()
    page.get_by_role("button", name="Pakai pilihan ini").wait_for()


def _fault(page: Any) -> None:
    page.route(SEND, lambda route: route.fulfill(status=500, body="galat"))
    _open(page)
    _write_down(page)
    page.get_by_text(re.compile("server sedang bermasalah")).first.wait_for()


def _refused(page: Any) -> None:
    _answer(page, lambda item: _receipt(item, "refused", why=[REFUSAL]))
    _open(page)
    _write_down(page)
    page.get_by_role("link", name="Perbaiki").wait_for()


REFUSAL = {"field": "", "sentence": "Waktu bertemu tidak boleh di masa depan. Periksa jam ponsel."}


def _answer(page: Any, receipt_of: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answer what is sent in the server's place."""

    def answer(route: Any) -> None:
        body = route.request.post_data_buffer
        found = re.search(rb'name="items"\r\n\r\n(.*?)\r\n--', body, re.DOTALL)
        items = json.loads(found.group(1)) if found else []
        route.fulfill(json={"server_time": _now(), "items": [receipt_of(item) for item in items]})

    page.route(SEND, answer)


def _receipt(item: dict[str, Any], state: str, **more: Any) -> dict[str, Any]:
    return {"uuid": item["uuid"], "state": state, "at": _now()} | more


def _clashing(item: dict[str, Any]) -> dict[str, Any]:
    said = {
        "label": "Kondisi",
        "mine_words": "Sakit",
        "theirs_words": "Luka",
        "theirs_by": "Yuli Andriani",
        "theirs_at": _now(),
    }
    return _receipt(item, "conflict", fields={"conditions": said})


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat()


STATES: dict[str, Callable[[Any], None]] = {
    "daring": _online,
    "luring": _offline,
    "lambat": _slow,
    "belum-terkirim": _unsent,
    "konflik": _conflict,
    "galat": _fault,
    "ditolak": _refused,
}
