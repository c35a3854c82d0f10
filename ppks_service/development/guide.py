"""The pictures of the user guides: taken from the demo data by a real browser."""

import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from PIL import Image

from ppks_service.accounts.models import User
from ppks_service.development.guide_list import Paper, Picture

FOLDER = settings.BASE_DIR / "docs" / "panduan" / "gambar"
BROWSER = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
# A page longer than this is cut: the guide shows where things are, not every row.
TALLEST = 2600
# Flat colours of a page: the eye sees no difference, and the file is a third as large.
COLOURS = 64
PAPER_DPI = 80


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


def addressed(pages: Iterable[Picture]) -> dict[Picture, tuple[str, str]]:
    """Each page's address and session, asked of the database before a browser's loop runs."""
    return {
        page: (page.address(), session_of(page.username) if page.username else "") for page in pages
    }


def take_pages(
    browser: Any,
    base_url: str,
    pages: dict[Picture, tuple[str, str]],
    folder: Path,
    widths: tuple[int, ...] = (),
) -> list[Path]:
    """Photograph each page into ``folder``, as wide as the guide shows it or at all of ``widths``."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for picture, (address, session) in pages.items():
        for width in widths or picture.widths:
            context = browser.new_context(
                viewport={"width": width, "height": 844},
                locale="id-ID",
                timezone_id="Asia/Jakarta",
            )
            if session:
                name = settings.SESSION_COOKIE_NAME
                context.add_cookies([{"name": name, "value": session, "url": base_url}])
            page = context.new_page()
            answer = page.goto(base_url + address)
            if answer is None or answer.status != 200:
                status = answer and answer.status
                raise RuntimeError(f"{picture.name}: {address} answered {status}")
            height = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": width, "height": min(height, TALLEST)})
            path = folder / f"{picture.name}-{width}.png"
            page.screenshot(path=path)
            made.append(path)
            context.close()
    return made


def take_papers(base_url: str, papers: Iterable[Paper], folder: Path) -> list[Path]:
    """The first page of each PDF as a picture in ``folder``; the account asks for it as on the page."""
    made = []
    with tempfile.TemporaryDirectory() as temporary:
        for paper in papers:
            cookie = f"{settings.SESSION_COOKIE_NAME}={session_of(paper.username)}"
            asked = Request(base_url + paper.address(), headers={"Cookie": cookie})
            pdf = Path(temporary) / f"{paper.name}.pdf"
            with urlopen(asked, timeout=60) as answer:
                if answer.headers.get_content_type() != "application/pdf":
                    raise RuntimeError(f"{paper.name}: {asked.full_url} is no PDF")
                pdf.write_bytes(answer.read())
            target = folder / paper.name
            command = ["pdftoppm", "-png", "-r", str(PAPER_DPI), "-singlefile"]
            subprocess.run([*command, str(pdf), str(target)], check=True)
            made.append(target.with_name(f"{paper.name}.png"))
    return made


def make_small(path: Path) -> None:
    """Keep the colours that a page has, and no more."""
    with Image.open(path) as image:
        small = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
