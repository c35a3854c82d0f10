"""The pages of ``docs/`` that are drawn from the code: lives, tables, roles."""

from collections.abc import Callable, Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models

from ppks_service.accounts.roles import ROLE_CAPABILITIES, Capability, Role
from ppks_service.development.survey import our_models, workflows

HEAD = "<!-- Written by `manage.py docs` from the code. Change the code, then run it again. -->"
FOLDER = settings.BASE_DIR / "docs"


def workflows_page() -> str:
    """Every life as a diagram, and as a table of who may do each act."""
    lines = [
        "# Lives of things",
        HEAD,
        "Each table in the code (`workflow.py` of its app) draws the buttons, checks the acts and these diagrams.",
    ]
    for workflow in workflows():
        lines += [f"## {workflow.name}", f"```mermaid\n{workflow.as_mermaid()}\n```"]
        rows = ["| act | button | from | to | rule |", "| --- | --- | --- | --- | --- |"]
        for act in workflow.transitions:
            sources = ", ".join(workflow.labels[source] for source in sorted(act.sources))
            rule = _first_sentence(act.rule.refusal.__doc__) or f"`{act.rule.refusal.__name__}`"
            rows.append(
                f"| `{act.name}` | {act.label} | {sources} | {workflow.labels[act.target]} | {rule} |"
            )
        lines.append("\n".join(rows))
    return _page(lines)


def data_model_page() -> str:
    """The tables of each app with what they point to, as Mermaid draws it."""
    lines = [
        "# Data model",
        HEAD,
        "One diagram an app, with the tables of lower apps that it points to. Every column's class and "
        "period stand in `ppks_service/privacy/policy.toml`.",
    ]
    by_app: dict[str, list[type[models.Model]]] = {}
    for model in our_models():
        by_app.setdefault(model._meta.app_label, []).append(model)
    for label, of_app in by_app.items():
        lines += [f"## {apps.get_app_config(label).name}", _diagram(of_app), _rows(of_app)]
    return _page(lines)


def _diagram(of_app: list[type[models.Model]]) -> str:
    lines = ["```mermaid", "erDiagram"]
    for model in of_app:
        lines.append(f"    {model.__name__} {{")
        lines += [f"        {_kind(field)} {field.name}" for field in _own_columns(model)]
        lines.append("    }")
    for model in of_app:
        lines += list(_arrows(model))
    return "\n".join([*lines, "```"])


def _own_columns(model: type[models.Model]) -> list[models.Field]:
    return [f for f in model._meta.concrete_fields if not f.is_relation]


def _arrows(model: type[models.Model]) -> Iterator[str]:
    for field in model._meta.concrete_fields:
        if field.is_relation and field.related_model is not None:
            one = "||" if not field.null else "|o"
            many = "o|" if field.unique else "o{"
            yield f"    {field.related_model.__name__} {one}--{many} {model.__name__} : {field.name}"


def _kind(field: models.Field) -> str:
    names = {"BigAutoField": "key", "CharField": "text", "TextField": "text"}
    kind = type(field).__name__
    return names.get(kind, kind.removesuffix("Field").lower())


def _rows(of_app: list[type[models.Model]]) -> str:
    rows = ["| table | one row is |", "| --- | --- |"]
    rows += [f"| {model.__name__} | {_first_sentence(model.__doc__)} |" for model in of_app]
    return "\n".join(rows)


def roles_page() -> str:
    """Who may do what, as a table of roles and capabilities."""
    heads = " | ".join(role.label for role in Role)
    rows = [f"| can | {heads} |", "| --- |" + " :-: |" * len(Role)]
    for capability in Capability:
        held = " | ".join("✓" if capability in ROLE_CAPABILITIES[role] else "" for role in Role)
        rows.append(f"| {capability.value} | {held} |")
    lines = [
        "# Roles",
        HEAD,
        "From `ppks_service/accounts/roles.py`. A role is a decision of the office: it is reviewed and "
        "versioned as code. On which rows a capability counts, the querysets' `visible_to` and the "
        "rules in each app's `permissions.py` say.",
        "\n".join(rows),
    ]
    return _page(lines)


PAGES: dict[str, Callable[[], str]] = {
    "workflows.md": workflows_page,
    "data-model.md": data_model_page,
    "roles.md": roles_page,
}


def stale(folder: Path = FOLDER) -> list[str]:
    """The generated pages that no longer say what the code says."""
    return [
        name
        for name, draw in PAGES.items()
        if not (folder / name).is_file() or (folder / name).read_text("utf-8") != draw()
    ]


def write(folder: Path = FOLDER) -> list[str]:
    """Write the pages that are stale; returns their names."""
    old = stale(folder)
    for name in old:
        (folder / name).write_text(PAGES[name](), encoding="utf-8")
    return old


def _first_sentence(text: str | None) -> str:
    first = (text or "").strip().partition("\n\n")[0]
    return " ".join(first.split()).replace("|", "\\|")


def _page(parts: list[str]) -> str:
    return "\n\n".join(parts) + "\n"
