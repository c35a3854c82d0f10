"""The rules of the house, checked rather than remembered."""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.urls import URLPattern, URLResolver, get_resolver

from ppks_service.development.survey import (
    PACKAGES,
    modules,
    our_models,
    status_fields,
    workflows,
)
from ppks_service.privacy.policy import policy

MODELS = our_models()
MODULES = list(modules())
LONGEST = 400

# A status that needs no table of acts, with the reason.
WITHOUT_WORKFLOW = {
    "documents.IssuedDocument": "issued, and withdrawn once",
    "intake.Collector": "allowed or barred by the head, by one act",
    "intake.IdentityTask": "closed by the check it asks for, or cancelled by one act",
    "intake.Need": "met or deferred, each by one act",
    "referrals.ConferenceAction": "ticked off as work goes on",
    "referrals.PlanAction": "ticked off as work goes on",
}


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry


def name_of(path):
    return str(path.relative_to(settings.BASE_DIR))


# --- Addresses -------------------------------------------------------------------------------


def test_every_view_is_guarded_or_public_on_purpose():
    unguarded = []
    for pattern in patterns():
        view = pattern.callback
        own = view.__module__.partition(".")[0] in PACKAGES
        public = not getattr(view, "login_required", True)
        if own and not public and not hasattr(view, "guarded_by"):
            unguarded.append(f"{view.__module__}.{view.__name__}")
    assert unguarded == []


def test_every_view_says_which_methods_it_takes():
    """``require_safe`` and its like refuse another method; a view without takes whatever comes."""
    loose = []
    for path in MODULES:
        if not re.search(r"(^|/)views[^/]*(/|\.py$)", name_of(path)):
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.FunctionDef):
                continue
            names = [ast.unparse(decorator).partition("(")[0] for decorator in node.decorator_list]
            guarded = {"requires", "open_to_staff", "login_not_required"} & set(names)
            methods = {"require_safe", "require_POST", "require_http_methods"} & set(names)
            if guarded and not methods:
                loose.append(f"{name_of(path)}: {node.name}")
    assert loose == []


# --- Time ------------------------------------------------------------------------------------


def test_the_day_of_a_moment_is_asked_of_medan():
    """A moment comes from the database in UTC: its own ``date()`` is yesterday until 7.00 WIB."""
    asked = []
    for path in MODULES:
        if name_of(path) == "ppks_service/indonesian.py":
            continue  # where a moment is first brought to the office's time
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            asks = isinstance(node, ast.Call) and not node.args
            if asks and ast.unparse(node.func).endswith((".date", ".today")):
                asked.append(f"{name_of(path)}:{node.lineno}: {ast.unparse(node)}")
    assert asked == []


# --- Models ----------------------------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_every_choice_is_enforced_by_the_database(model):
    checks = " ".join(
        str(c) for c in model._meta.constraints if isinstance(c, models.CheckConstraint)
    )
    for field in model._meta.concrete_fields:
        if isinstance(field, ArrayField) and field.base_field.choices:
            assert f"{field.name}__contained_by" in checks, f"{field} accepts any text"
        elif field.choices:
            assert f"{field.name}__in" in checks, f"{field} accepts any value"


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_model_has_no_hidden_behaviour(model):
    """No order by itself, no save of its own, no deletion that carries on to others."""
    assert not model._meta.ordering, "Meta.ordering hides the order of a list"
    for name in ("save", "delete", "save_base"):
        assert name not in model.__dict__, f"{name}() is overridden"
    for field in model._meta.concrete_fields:
        if field.is_relation:
            assert field.remote_field.on_delete is models.PROTECT, f"{field} cascades"
    assert not model._meta.local_many_to_many, "write the row in between as a model"


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_model_says_what_a_row_is(model):
    said = inspect.getdoc(model) or ""
    assert said, "no docstring"
    assert not said.startswith(f"{model.__name__}("), "no docstring"  # Django wrote this one
    assert "__str__" in model.__dict__, "no __str__"


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_constraints_are_named_after_their_model(model):
    words = [word.lower() for word in re.findall(r"[A-Z][a-z]+|[A-Z]+(?![a-z])", model.__name__)]
    for constraint in model._meta.constraints:
        named = any(word in constraint.name for word in words)
        assert named, f"{constraint.name} does not name {model.__name__}"


def test_every_model_is_in_the_privacy_policy():
    assert set(policy().columns) == {model._meta.label_lower for model in MODELS}


# --- Lives -----------------------------------------------------------------------------------


@pytest.mark.parametrize("workflow", workflows(), ids=lambda w: w.name)
def test_every_status_is_reached_by_the_workflow(workflow):
    assert workflow.reached() == set(workflow.labels)
    assert {s for t in workflow.transitions for s in t.sources} <= workflow.reached()
    names = [t.name for t in workflow.transitions]
    assert len(names) == len(set(names)), "two acts of one name"


def test_every_status_belongs_to_a_workflow():
    tables = [set(workflow.labels) for workflow in workflows()]
    without = [
        model._meta.label
        for model, field in status_fields()
        if {value for value, _ in field.choices} not in tables
        and model._meta.label not in WITHOUT_WORKFLOW
    ]
    assert without == []


# --- Modules ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_is_short_and_does_nothing_behind_the_back(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST, "split it by noun"
    for hidden in ("models.signals", "@receiver", "GenericForeignKey"):
        assert hidden not in text
    assert path.name not in ("utils.py", "helpers.py"), "name it for what it holds"


def test_the_short_module_test_can_fail():
    assert LONGEST < 1000
    assert len(MODULES) > 60


def actions() -> Iterator[tuple[str, object]]:
    for path in MODULES:
        module_name = ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts)
        module_name = module_name.removesuffix(".__init__")
        if "actions" not in module_name.split("."):
            continue
        module = importlib.import_module(module_name)
        for name, thing in vars(module).items():
            own = inspect.isfunction(thing) and inspect.unwrap(thing).__module__ == module_name
            if own and not name.startswith("_"):
                yield f"{module_name}.{name}", thing


def test_actions_take_the_acting_user_by_name():
    """``by=`` is never taken for something else: it is keyword-only wherever an action has it."""
    loose = []
    for name, action in actions():
        by = inspect.signature(action).parameters.get("by")
        if by is not None and by.kind is not inspect.Parameter.KEYWORD_ONLY:
            loose.append(name)
    assert loose == []
    assert len(list(actions())) > 20


def modules_of(kind: str) -> Iterator[tuple[str, str]]:
    """Name and text of the modules called ``kind``, ``kind_...`` or in a package of that name."""
    for path in MODULES:
        if re.search(rf"(^|/){kind}[^/]*(/|\.py$)", name_of(path)):
            yield name_of(path), path.read_text(encoding="utf-8")


def test_forms_never_save():
    """A form fills and checks an instance; the action writes it."""
    write = re.compile(r"\bdef save\(|\.save\(|\.objects\.create\(")
    assert [name for name, text in modules_of("forms") if write.search(text)] == []


def test_views_write_nothing_themselves():
    write = re.compile(r"\.save\(|\.objects\.create\(|\.bulk_create\(|\.delete\(\)")
    assert [name for name, text in modules_of("views") if write.search(text)] == []


def test_label_in_a_sentence_keeps_its_capitals():
    """``upt`` and ``nik`` are no words: a label goes into a sentence by ``in_sentence``."""
    lowered = re.compile(r"(_display\(\)\)?|\.label)\.lower\(\)")
    assert [name_of(path) for path in MODULES if lowered.search(path.read_text("utf-8"))] == []


# --- What the project is ---------------------------------------------------------------------


def test_database_is_spoken_to_by_psycopg2():
    assert connection.Database.__name__ == "psycopg2"


@pytest.mark.django_db
def test_database_joins_in_the_order_of_the_query():
    """Choosing among the orders of twenty joins costs more than the rows; see docs/decisions.md."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW join_collapse_limit")
        assert cursor.fetchone() == ("4",)


def test_version_is_said_once():
    from ppks_service import __version__

    project = (settings.BASE_DIR / "pyproject.toml").read_text("utf-8")
    assert f'version = "{__version__}"' in project


def test_no_file_names_a_machine_or_a_registry():
    """A clone on another machine must not look for what lies on this one."""
    elsewhere = re.compile(
        r"/wor[k]/|/roo[t]/\.|registry\.npmj[s]|pyp[i]\.org|files\.pythonhoste[d]"
    )
    kinds = ("*.py", "*.html", "*.md", "*.toml", "*.js", "*.css", "*.json", "*.sh", "*.lock")
    named = []
    for folder in (*PACKAGES, "templates", "static", "docs", "deploy"):
        for kind in kinds:
            for path in (settings.BASE_DIR / folder).rglob(kind):
                if "vendor" not in path.parts and elsewhere.search(path.read_text("utf-8")):
                    named.append(name_of(path))
    for name in (
        "README.md",
        "package-lock.json",
        "requirements.lock",
        "requirements-matching.lock",
        "requirements-mutants.lock",
        "pyproject.toml",
    ):
        if elsewhere.search((settings.BASE_DIR / name).read_text("utf-8")):
            named.append(name)
    assert named == []
