"""The generated pages of ``docs/``, and the glossary that is written by hand."""

import re

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from ppks_service.accounts.roles import Capability, Role
from ppks_service.development import papers
from ppks_service.development.survey import our_models, workflows


def test_pages_in_docs_say_what_the_code_says():
    assert papers.stale() == [], "run `manage.py docs`"


def test_check_fails_on_a_missing_and_on_a_changed_page(tmp_path, monkeypatch):
    monkeypatch.setattr(papers, "FOLDER", tmp_path)
    monkeypatch.setattr(papers.stale, "__defaults__", (tmp_path,))
    monkeypatch.setattr(papers.write, "__defaults__", (tmp_path,))

    with pytest.raises(CommandError, match=r"workflows\.md"):
        call_command("docs", "--check")
    call_command("docs")
    call_command("docs", "--check")
    (tmp_path / "roles.md").write_text("lain")

    with pytest.raises(CommandError, match=r"Stale: docs/roles\.md\."):
        call_command("docs", "--check")


def test_workflows_page_draws_every_life_with_every_act():
    page = papers.workflows_page()

    for workflow in workflows():
        assert f"## {workflow.name}" in page
        for act in workflow.transitions:
            assert f"| `{act.name}` | {act.label} |" in page


def test_data_model_page_draws_every_table():
    page = papers.data_model_page()

    for model in our_models():
        assert f"    {model.__name__} {{" in page


def test_roles_page_has_a_column_a_role_and_a_line_a_capability():
    page = papers.roles_page()

    assert all(role.label in page for role in Role)
    assert page.count("✓") > len(Capability)


@pytest.mark.parametrize("model", our_models(), ids=lambda m: m.__name__)
def test_every_model_is_in_the_glossary(model):
    glossary = (settings.BASE_DIR / "docs" / "glossary.md").read_text("utf-8")

    named = {
        name for line in re.findall(r"^\| ([^|]+) \|", glossary, re.M) for name in line.split(", ")
    }
    assert model.__name__ in named
