"""What all tests share: signed-in clients that look at the page they got, and a real browser."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client, TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from ppks_service.accounts.models import Office, User
from ppks_service.accounts.roles import Role
from ppks_service.development.sprite import missing_icons
from tests.databases import copy_migrated, drop_copy, emptied_after, keep_connections
from tests.factories import a_section, a_user, clocks, number_series
from tests.papers import a_pdf

BROWSER_PATIENCE = 15_000  # ms for what a page is to show, on a machine that is busy
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# The suite looks the same way each time and briefly; ``--hypothesis-profile=long`` looks by chance.
SLOW_IS_FINE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
hypothesis_settings.register_profile(
    "short",
    max_examples=16,
    stateful_step_count=25,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=SLOW_IS_FINE,
)
hypothesis_settings.register_profile(
    "long",
    max_examples=2000,
    stateful_step_count=25,
    database=None,
    deadline=None,
    suppress_health_check=SLOW_IS_FINE,
)
hypothesis_settings.load_profile("short")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest, as pytest-django's order allows it: then the workers end together."""
    items.sort(key=lambda item: (commits(item), item.get_closest_marker("long") is None))


def commits(item: pytest.Item) -> bool:
    """Whether a test commits what it writes, so that the tables must be emptied after it."""
    marker = item.get_closest_marker("django_db")
    fixtures = getattr(item, "fixturenames", ())
    return "transactional_db" in fixtures or bool(marker and marker.kwargs.get("transaction"))


TransactionTestCase._fixture_teardown = emptied_after(TransactionTestCase._fixture_teardown)
keep_connections()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, django_db_modify_db_settings: None
) -> Iterator[None]:
    """The database of this process, which pytest-django would migrate in each process and each time."""
    with django_db_blocker.unblock():
        copy_migrated()
    yield
    with django_db_blocker.unblock():
        drop_copy()


class LookingClient(Client):
    """A client that fails on a page no browser should get: doubled ids, inline style or script."""

    def request(self, **request: Any) -> HttpResponse:
        response = super().request(**request)
        if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
            look_at(response.content.decode())
        return response


def look_at(html: str) -> None:
    """Fail where ``html`` breaks a rule of every page."""
    doubled = [i for i, n in Counter(re.findall(r'\sid="([^"]+)"', html)).items() if n > 1]
    assert not doubled, f"doubled ids: {doubled}"
    assert not re.search(r"<[^>]+\sstyle=", html), "inline style"
    assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>", html), "inline script"
    assert not re.search(r"<[a-z][^>]*\son[a-z]+=", html), "inline handler"
    speaks_itself = re.search(r'<form(?=[^>]*method="post")(?![^>]*novalidate)[^>]*>', html)
    assert not speaks_itself, "a form where the browser refuses in its own language"
    assert html.count("data-errors") <= 1, "doubled summary of what is wrong"
    assert not missing_icons(html), f"icons not in the sprite: {missing_icons(html)}"


@pytest.fixture
def client() -> Client:
    return LookingClient()


@pytest.fixture
def as_user() -> Callable[[User], Client]:
    """A client signed in as a user, without the sign-in page."""

    def signed_in(user: User) -> Client:
        client = LookingClient()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.fixture
def office(db: None) -> None:
    """What an office needs before it can issue a letter and keep its times."""
    number_series()
    clocks()


@pytest.fixture
def section(db: None) -> Office:
    return a_section()


@pytest.fixture
def worker(section: Office) -> User:
    return a_user(Role.SOCIAL_WORKER, office=section)


@pytest.fixture
def head(section: Office) -> User:
    return a_user(Role.SECTION_HEAD, office=section)


@pytest.fixture
def upload() -> Callable[..., ContentFile]:
    """A small real picture or PDF, as a form would send it."""

    def make(kind: str = "png", name: str = "") -> ContentFile:
        if kind == "pdf":
            return ContentFile(a_pdf(), name=name or "surat.pdf")
        import io

        from PIL import Image

        out = io.BytesIO()
        Image.new("RGB", (640, 480), (90, 120, 90)).save(out, "PNG")
        return ContentFile(out.getvalue(), name=name or "foto.png")

    return make


# --- The browser -----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for the session. Playwright's loop makes Django think it runs asynchronously."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=BROWSER_PATIENCE)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page_for(
    browser: Any, live_server: Any, transactional_db: None
) -> Iterator[Callable[..., Any]]:
    """A browser page signed in as a user: ``page_for(user, width=390, javascript=True)``.

    Addresses are relative to the live server. The test fails when the page logs an error.
    """
    contexts: list[Any] = []
    faults: list[str] = []

    def open_page(user: User | None = None, *, width: int = 1280, javascript: bool = True) -> Any:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 844 if width < 600 else 900},
            java_script_enabled=javascript,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
        )
        contexts.append(context)
        if user is not None:
            client = Client()
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            cookie = client.cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies(
                [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
            )
        page = context.new_page()
        page.set_default_timeout(BROWSER_PATIENCE)
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, faults


# --- No test is skipped silently -------------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """What cannot run here fails, saying why: a skipped test looks like a passed one."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", f"It did not run: {report.longrepr[2]}"
    return report
