"""What the log says of a fault: enough to find it, and nobody's name."""

import io
import logging
import sys
from logging.config import dictConfig

import pytest
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, OperationalError, transaction
from django.test import Client
from django.urls import path

from intake.models import Person
from ppks_service.logs import told, without_data

NAME = "Melur Rahasia"


@pytest.fixture
def written():
    """What the log of the server has, by the settings' own formatter."""
    formatters = settings.LOGGING["formatters"]
    dictConfig({"version": 1, "disable_existing_loggers": False, "formatters": formatters})
    configured = dict(formatters["line"])
    handler = logging.StreamHandler(io.StringIO())
    module, _, name = configured.pop("()").rpartition(".")
    handler.setFormatter(getattr(sys.modules[module], name)(**configured))
    logging.getLogger().addHandler(handler)
    yield handler.stream.getvalue
    logging.getLogger().removeHandler(handler)


def caught(kind, do):
    try:
        do()
    except kind as fault:
        return fault
    raise AssertionError("nothing was raised")


@pytest.mark.django_db
def test_fault_of_the_database_is_told_by_its_constraint():
    def store():
        with transaction.atomic():
            Person.objects.create(name=NAME, sex="?", register_number="R-1")

    fault = caught(IntegrityError, store)

    assert NAME in str(fault)  # PostgreSQL prints the row
    assert NAME not in told(fault)
    assert "person_sex_is_known" in told(fault)
    assert "in store" in told(fault)


@login_not_required
def fails(request):
    raise ValueError(f"invalid literal: {request.POST['nama']}")


urlpatterns = [path("gagal/", fails)]


@pytest.mark.urls(__name__)
def test_page_that_fails_is_logged_without_what_was_typed(written, db):
    answer = Client(raise_request_exception=False).post("/gagal/", {"nama": NAME})

    assert answer.status_code == 500
    assert NAME not in written()
    assert "ValueError" in written()
    assert "in fails" in written()


def test_what_a_fault_came_from_is_told_before_it():
    def fails():
        try:
            raise KeyError(NAME)
        except KeyError as before:
            raise OperationalError("connection refused") from before

    text = told(caught(OperationalError, fails))

    assert text.index("KeyError") < text.index("OperationalError: connection refused")
    assert NAME not in text


def test_command_that_fails_prints_no_name(capsys):
    fault = caught(RuntimeError, lambda: (_ for _ in ()).throw(RuntimeError(NAME)))

    without_data(RuntimeError, fault, fault.__traceback__)

    assert NAME not in capsys.readouterr().err
