"""Data of the office in versions: drafted one at a time, published for good, retired by the next one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from ppks_service.accounts.models import User
from ppks_service.accounts.rules import Rule
from ppks_service.constraints import Unique, only_choices
from ppks_service.indonesian import in_sentence
from ppks_service.journal.actions import record
from ppks_service.workflow import Transition, Workflow, WrongStatus


class VersionStatus(models.TextChoices):
    DRAFT = "draft", "Draf"
    PUBLISHED = "published", "Berlaku"
    RETIRED = "retired", "Tidak dipakai lagi"


IS_DRAFT = Q(status=VersionStatus.DRAFT)


def version_constraints(
    name: str, thing: str, *, published: str | None = None
) -> list[models.BaseConstraint]:
    """What the database holds of a model with code, version and status. ``thing`` is for the user."""
    return [
        only_choices("status", VersionStatus, name=f"{name}_status_is_known"),
        models.UniqueConstraint(fields=["code", "version"], name=f"{name}_version_once"),
        Unique(
            fields=["code"],
            condition=Q(status=VersionStatus.PUBLISHED),
            name=f"{name}_one_published",
            violation_error_message=published,
        ),
        Unique(
            fields=["code"],
            condition=IS_DRAFT,
            name=f"{name}_one_draft",
            violation_error_message=f"Versi baru {thing} ini sudah dimulai; lanjutkan drafnya.",
        ),
    ]


def version_life(
    name: str, *, publish: str, rule: Rule[Any], retire_rule: Rule[Any] | None = None
) -> Workflow:
    """The table of a versioned thing; ``publish`` is the words on its button."""
    acts = (
        ("publish", publish, VersionStatus.DRAFT, VersionStatus.PUBLISHED, rule),
        (
            "retire",
            "Hentikan pemakaian",
            VersionStatus.PUBLISHED,
            VersionStatus.RETIRED,
            retire_rule,
        ),
    )
    return Workflow(
        name=name,
        initial=VersionStatus.DRAFT,
        transitions=tuple(
            Transition(
                name=act, label=label, sources=frozenset({source}), target=target, rule=own or rule
            )
            for act, label, source, target, own in acts
        ),
        labels={str(value): str(label) for value, label in VersionStatus.choices},
    )


@dataclass(frozen=True, kw_only=True)
class Drafts[V: models.Model]:
    """Drafts of one model: begun, changed and thrown away. Call all of it inside a transaction.

    ``thing`` is what users call it, ``journal`` the first word of its acts there, and ``told`` what
    the journal keeps of a version with every act.
    """

    model: type[V]
    thing: str
    journal: str
    rule: Rule[Any]
    is_draft: Q = IS_DRAFT
    told: Callable[[Any], dict[str, Any]] = lambda version: {}

    def begin(self, draft: V, *, by: User) -> V:
        """Save a new draft. Raises ``ValidationError`` where there is one already: a constraint says so."""
        self.rule.check(by, draft)
        draft.full_clean()
        draft.save(force_insert=True)
        self.record(draft, "begin", by=by, note=f"Draf {self.thing} {draft} dimulai.")
        return draft

    def stored(self, version: V | None, *, by: User) -> V:
        """The draft as it is stored, locked. Raises ``WrongStatus`` once it is none any more."""
        self.rule.check(by, version)
        rows = self.model._default_manager.select_for_update(of=("self",))
        draft = rows.filter(self.is_draft, pk=version and version.pk).first()
        if draft is None:
            raise WrongStatus(
                f"Versi {self.thing} ini sudah terbit atau dibuang, jadi tidak diubah lagi. "
                "Buat versi baru."
            )
        return draft

    def discard(self, draft: V, *, by: User, **data: Any) -> V:
        """Throw away a draft that ``stored`` gave, and return what it was."""
        self.record(draft, "discard", by=by, note=f"Draf {self.thing} {draft} dibuang.", **data)
        draft.delete()
        return draft

    def record(self, version: V, act: str, *, by: User, note: str = "", **data: Any) -> None:
        action = f"{self.journal}.{act}"
        record(actor=by, action=action, subject=version, note=note, **self.told(version) | data)


@dataclass(frozen=True, kw_only=True)
class Versions[V: models.Model](Drafts[V]):
    """Versions under one code, with ``version_constraints``, that move along ``life``."""

    life: Workflow
    named: str = "title"

    def first(self, draft: V, *, by: User) -> V:
        """Begin the first version; its name makes the code. Raises ``ValidationError`` when one is called so."""
        name = getattr(draft, self.named).strip()
        column: Any = self.model._meta.get_field("code")
        code = slugify(name)[: column.max_length].strip("-")
        if not code:
            raise ValidationError({self.named: "Tulis nama dengan huruf atau angka."})
        if self.model._default_manager.filter(code=code).exists():
            raise self.name_taken()
        for column, value in ((self.named, name), ("code", code), ("version", 1)):
            setattr(draft, column, value)
        return self.begin(draft, by=by)

    def name_taken(self) -> ValidationError:
        return ValidationError(
            {self.named: f"Sudah ada {self.thing} dengan nama serupa. Buat versi baru dari sana."}
        )

    def next(self, version: Any, *, by: User, **said: Any) -> V:
        """Begin the next version under the code of ``version``, saying what it is given."""
        rows = self.model._default_manager.select_for_update().filter(code=version.code)
        last = max(rows.values_list("version", flat=True))
        return self.begin(self.model(code=version.code, version=last + 1, **said), by=by)

    def publish(self, draft: Any, *, by: User) -> V:
        """Put a draft that ``stored`` gave into use; the version in use until now retires."""
        publish, retire = self.life.transitions
        publish.check(by, draft)
        rows = self.model._default_manager.select_for_update()
        for former in rows.filter(code=draft.code, status=VersionStatus.PUBLISHED):
            self._move(former, retire, by=by)
        draft.published_at = timezone.now()
        return self._move(draft, publish, by=by)

    def retire(self, version: V, *, by: User) -> V:
        """Offer it no more; what was made with it stays."""
        current: Any = self.model._default_manager.select_for_update().get(pk=version.pk)
        _, retire = self.life.transitions
        retire.check(by, current)
        return self._move(current, retire, by=by)

    def _move(self, version: V, act: Transition, *, by: User) -> V:
        setattr(version, "status", act.target)  # noqa: B010 - a model without columns has no status
        version.save(update_fields=["status", "published_at"])
        self.record(version, act.name, by=by, note=f"{version}: {in_sentence(act.label)}.")
        return version
