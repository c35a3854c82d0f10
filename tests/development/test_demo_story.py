"""The demo story is told to its end: a first start must not stop in the middle of it."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone

from intake.models import Case, Person, Raid, RaidStatus
from ppks_service.accounts.models import User
from ppks_service.worklist.registry import work_of

WITH_WORK = ("lapangan", "registrasi", "peksos", "kasi", "upt", "mitra", "laporan")


@pytest.mark.long
def test_story_of_five_months_and_sixty_days_is_told_to_its_end(db, settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setenv("DEMO_PASSWORD", "kata-sandi-contoh-1")
    call_command("load_areas", verbosity=0)
    call_command("reference_data", verbosity=0)

    call_command("demo", verbosity=0)

    assert Raid.objects.filter(starts_at__year=2022, status=RaidStatus.CLOSED).count() >= 25
    assert Person.objects.count() >= 300
    assert Case.objects.count() >= 380
    assert Case.objects.filter(opened_at__gt=timezone.now() - dt.timedelta(days=60)).exists()
    accounts = {user.username: user for user in User.objects.all()}
    idle = [name for name in WITH_WORK if not work_of(accounts[name])]
    assert idle == []
