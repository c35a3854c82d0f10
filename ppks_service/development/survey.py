"""What the house consists of, found by looking: models, workflows, addresses, modules."""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models

from ppks_service.workflow import Workflow

# The packages of the house, lowest first.
PACKAGES = ("ppks_service", "intake", "upt_facilities", "referrals", "evaluation")


def our_models() -> list[type[models.Model]]:
    """Every model that we wrote, in the order of the apps; not the history that triggers keep."""
    return [
        model
        for config in apps.get_app_configs()
        if config.name.partition(".")[0] in PACKAGES
        for model in config.get_models()
        if not hasattr(model, "pgh_tracked_model")
    ]


def modules() -> Iterator[Path]:
    """Every Python file of the house, without migrations."""
    for package in PACKAGES:
        for path in sorted((settings.BASE_DIR / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def workflows() -> list[Workflow]:
    """Every life that an app wrote as a table, in a module whose name begins with ``workflow``."""
    found: list[Workflow] = []
    for package in (*_platform_apps(), *PACKAGES[1:]):
        folder = settings.BASE_DIR.joinpath(*package.split("."))
        for module in pkgutil.iter_modules([str(folder)]):
            if module.name.startswith("workflow"):
                names = vars(importlib.import_module(f"{package}.{module.name}")).values()
                found += [v for v in names if isinstance(v, Workflow) and v not in found]
    return found


def _platform_apps() -> list[str]:
    """The apps of the platform, which lie inside its own package."""
    folder = str(settings.BASE_DIR / PACKAGES[0])
    return [f"{PACKAGES[0]}.{m.name}" for m in pkgutil.iter_modules([folder]) if m.ispkg]


def status_fields() -> list[tuple[type[models.Model], models.Field]]:
    """Every column named ``status`` that has choices, with its model."""
    return [
        (model, field)
        for model in our_models()
        for field in model._meta.concrete_fields
        if field.name == "status" and field.choices
    ]
