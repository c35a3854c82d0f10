"""Each state of the field app can be shown, and the script of the guides takes its picture.

``STATES=folder`` keeps the pictures there.
"""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from intake.models import SyncItem
from ppks_service.accounts.roles import Role
from ppks_service.development.guide_states import STATES, take_states
from tests.factories import a_raid, a_stop, a_user, an_encounter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.long
def test_every_state_has_its_picture_and_leaves_nothing_behind(browser, live_server, tmp_path):
    officer = a_user(Role.FIELD_OFFICER, full_name="Rudi Hasibuan")
    raid = a_raid(by=officer, name="Operasi Simpang Juanda–Simpang Pos (contoh)")
    stop = a_stop(raid, name="Simpang Juanda")
    a_stop(raid, name="Simpang Pos")
    for _ in range(3):
        an_encounter(raid=raid, stop=stop, by=officer)
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    folder = Path(os.environ.get("STATES") or tmp_path)

    made = take_states(browser, live_server.url, session, folder)

    assert {path.stem for path in made} == {f"lapangan-{state}-390" for state in STATES}
    assert all(path.stat().st_size > 5_000 for path in made)
    assert not SyncItem.objects.exists()
