"""The field app's page, worker and manifest: the same for all, with nothing of anybody in it."""

import json
import re

from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from intake import field_app
from ppks_service.accounts.roles import Role
from tests.factories import a_user


def test_shell_is_the_same_for_everyone_and_names_nobody(as_user, db):
    first, second = a_user(Role.FIELD_OFFICER), a_user(Role.SOCIAL_WORKER)

    pages = [as_user(user).get(reverse("intake:field")).content for user in (first, second)]

    assert pages[0] == pages[1]
    assert first.username not in pages[0].decode()
    assert b"csrfmiddlewaretoken" not in pages[0]


def test_shell_asks_what_the_server_form_asks(as_user, db):
    page = as_user(a_user(Role.FIELD_OFFICER)).get(reverse("intake:field")).content.decode()

    form = page.split('id="f"')[1].split("</form>")[0]
    names = set(re.findall(r'name="([a-z_]+)"', form))

    assert names >= {"photo", "sex", "age_band", "age_years", "activities", "outcome", "stop"}
    assert 'value="last"' in form


def test_worker_keeps_files_that_exist_and_every_module():
    kept = [name for name in field_app.FILES if not finders.find(name)]
    modules = {path.stem for path in (settings.BASE_DIR / "static/js/field").glob("*.js")}

    assert kept == []
    assert modules == {*field_app.MODULES, "theme", "worker"}


def test_worker_changes_its_version_with_the_page(client, db, monkeypatch):
    before = client.get(reverse("intake:field_worker")).content

    monkeypatch.setattr(field_app, "shell", lambda: "another page")

    assert client.get(reverse("intake:field_worker")).content != before


def test_manifest_opens_the_app(client, db):
    manifest = json.loads(client.get(reverse("intake:field_manifest")).content)

    assert manifest["start_url"] == reverse("intake:field")
    assert manifest["icons"]
