"""Every column has a class and a period, or the house does not start."""

import pytest

from intake.models import Assessment, Case, Encounter, Identifier, Person
from ppks_service.areas.models import Area
from ppks_service.development.survey import our_models as surveyed
from ppks_service.privacy.checks import every_column_is_classed, gaps
from ppks_service.privacy.policy import (
    BadPolicy,
    Column,
    DataClass,
    Policy,
    column_of,
    fields_of_class,
    is_specific,
    our_models,
    parse,
    policy,
)

HEAD = '[retention.file]\nname = "Berkas"\nyears = 10\nfrom = "akhir"\nwhat = "berkas"\n'


def test_no_column_is_without_a_class():
    assert every_column_is_classed() == []


def test_policy_looks_at_the_same_models_as_the_survey():
    assert set(our_models()) == set(surveyed())


def test_check_finds_a_column_without_a_line():
    columns = {Area._meta.label_lower: {"code": Column(DataClass.PUBLIC, "file")}}

    errors = list(gaps(Policy({}, columns), [Area]))

    assert {e.id for e in errors} == {"privacy.E001"}
    assert "areas.area.full_name has no class." in {e.msg for e in errors}


def test_check_finds_a_line_without_a_column_and_one_without_a_model():
    columns = {label: dict(lines) for label, lines in policy().columns.items()}
    columns["areas.area"]["gone"] = Column(DataClass.PUBLIC, "file")
    columns["areas.lost"] = {}

    errors = list(gaps(Policy({}, columns), our_models()))

    assert [e.msg for e in errors] == [
        "policy.toml: areas.area has no column gone.",
        "policy.toml: there is no model areas.lost.",
    ]


@pytest.mark.parametrize("line", ["secret file", "personal forever", "personal"])
def test_unknown_class_or_period_is_refused(line):
    with pytest.raises(BadPolicy, match=r"a\.b\.c"):
        parse(f'{HEAD}[columns."a.b"]\nc = "{line}"\n')


def test_health_flags_and_told_stories_are_specific():
    assert is_specific(Case, "flags")
    assert is_specific(Case, "story")
    assert is_specific(Person, "marks")
    assert is_specific(Encounter, "conditions")
    assert is_specific(Assessment, "answers")


def test_names_and_numbers_of_people_are_personal():
    assert {"name", "born_on", "photo"} <= set(fields_of_class(Person, DataClass.PERSONAL))
    assert column_of(Identifier, "number_hash").data_class == DataClass.PERSONAL


def test_no_column_of_a_person_is_public():
    for model in our_models():
        if model._meta.app_label in ("intake", "referrals") and model.__name__ not in (
            "PPKSType",
            "Instrument",
        ):
            assert fields_of_class(model, DataClass.PUBLIC) == []


def test_history_has_the_classes_of_what_it_tracks():
    assert column_of(Person.pgh_event_model, "name") == column_of(Person, "name")


def test_every_period_is_used():
    used = {c.retention for lines in policy().columns.values() for c in lines.values()}
    assert used == set(policy().retentions)
