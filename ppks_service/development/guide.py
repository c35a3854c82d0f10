"""The pictures of the user guides: taken from the demo data by a real browser."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from evaluation.models import IssuedReport
from evaluation.months import Month
from intake.models import Case, CaseStatus, Encounter, Outcome, Raid, RaidStatus
from ppks_service.accounts.models import User
from ppks_service.documents.actions import pdf_of
from ppks_service.documents.models import IssuedDocument, LetterKind, NumberSeries
from referrals.models import Referral, ReferralStatus

FOLDER = settings.BASE_DIR / "docs" / "panduan" / "gambar"
WIDTHS = (390, 1280)
BROWSER = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
# A page longer than this is cut: the guide shows where things are, not every row.
TALLEST = 2600


@dataclass(frozen=True)
class Picture:
    """One page of the guides: who looks, at which address, and how the file is called."""

    name: str
    username: str  # empty: nobody is signed in
    address: Callable[[], str]


def _case_of(username: str, stage: int) -> Case:
    """An unprotected running case that this account may open, at ``stage`` or the nearest before."""
    user = User.objects.get(username=username)
    cases = Case.objects.visible_to(user).filter(flags=[], status=CaseStatus.OPEN)
    return cases.filter(stage__lte=stage).order_by("-stage", "-opened_at", "-pk")[0]


def _to_decide() -> Referral:
    return Referral.objects.filter(status=ReferralStatus.SUBMITTED).order_by("-pk")[0]


PICTURES: tuple[Picture, ...] = (
    Picture("masuk", "", lambda: reverse("accounts:sign_in")),
    Picture("beranda", "peksos", lambda: reverse("worklist:home")),
    Picture("razia", "lapangan", lambda: reverse("intake:raid_show", args=[_raid().number])),
    Picture(
        "catat",
        "lapangan",
        lambda: reverse("intake:encounter_record", args=[_raid(RaidStatus.RUNNING).number]),
    ),
    Picture(
        "registrasi",
        "registrasi",
        lambda: reverse("intake:case_register") + f"?temuan={_encounter().number}",
    ),
    Picture("daftar-kasus", "peksos", lambda: reverse("intake:case_list")),
    Picture(
        "kasus",
        "peksos",
        lambda: reverse("intake:case_show", args=[_case_of("peksos", 6).number]),
    ),
    Picture(
        "rencana",
        "peksos",
        lambda: reverse("referrals:plan", args=[_case_of("peksos", 5).number]),
    ),
    Picture(
        "cari-tempat",
        "peksos",
        lambda: reverse("referrals:places", args=[_case_of("peksos", 3).number]),
    ),
    Picture("persetujuan", "kasi", lambda: reverse("referrals:inbox")),
    Picture(
        "keputusan",
        "kasi",
        lambda: reverse("referrals:decide", args=[_to_decide().number]),
    ),
    Picture("papan-upt", "upt", lambda: reverse("facilities:board", args=["lansia-binjai"])),
    Picture("dasbor", "kabid", lambda: reverse("evaluation:dashboard")),
    Picture("laporan", "laporan", lambda: reverse("evaluation:report", args=[Month.of(_month())])),
    Picture("direktori", "", lambda: reverse("facilities:directory")),
    Picture(
        "cek-surat",
        "",
        lambda: reverse("documents:check", args=[_letter(LetterKind.RECOMMENDATION).token]),
    ),
)


def _raid(status: str = RaidStatus.CLOSED) -> Raid:
    return Raid.objects.filter(status=status).order_by("-starts_at", "-pk")[0]


def _encounter() -> Encounter:
    return Encounter.objects.filter(outcome=Outcome.TAKEN).order_by("-met_at", "-pk")[0]


def _month() -> Any:
    return IssuedReport.objects.order_by("-month")[0].month


def _letter(kind: LetterKind) -> IssuedDocument:
    return IssuedDocument.objects.filter(kind=kind).order_by("-pk")[0]


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser, ended when the pictures are taken."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield browser
        browser.close()


def session_of(username: str) -> str:
    """A session of that account, made in the database: the picture needs no password."""
    user = User.objects.get(username=username)
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    assert store.session_key is not None
    return store.session_key


def take_pictures(base_url: str, addresses: dict[str, tuple[str, str]], folder: Path) -> None:
    """Photograph ``{name: (address, session)}`` at both widths into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for name, (address, session) in addresses.items():
            for width in WIDTHS:
                context = browser.new_context(
                    viewport={"width": width, "height": 844},
                    locale="id-ID",
                    timezone_id="Asia/Jakarta",
                )
                if session:
                    cookie = {
                        "name": settings.SESSION_COOKIE_NAME,
                        "value": session,
                        "url": base_url,
                    }
                    context.add_cookies([cookie])
                page = context.new_page()
                answer = page.goto(base_url + address)
                if answer is None or answer.status != 200:
                    raise RuntimeError(f"{name}: {address} answered {answer and answer.status}")
                height = page.evaluate("document.documentElement.scrollHeight")
                page.set_viewport_size({"width": width, "height": min(height, TALLEST)})
                page.screenshot(path=folder / f"{name}-{width}.png")
                context.close()


def take_papers(folder: Path) -> list[Path]:
    """The newest paper of each kind as PDF files in ``folder``, to be turned into pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for kind in NumberSeries.objects.order_by("kind").values_list("kind", flat=True):
        document = IssuedDocument.objects.filter(kind=kind).order_by("-pk").first()
        if document is not None:
            path = folder / f"{kind.replace('_', '-')}.pdf"
            path.write_bytes(pdf_of(document))
            made.append(path)
    return made
