"""A life as a table: which act leads from which status to which, and who may do it."""

from dataclasses import dataclass
from typing import Any, Protocol

from ppks_service.accounts.models import User
from ppks_service.accounts.rules import Rule


class HasStatus(Protocol):
    status: str


class Refused(Exception):
    """An act cannot be done as things are now. The text is for the user."""


class WrongStatus(Refused):
    """The subject is no longer in a status from which the act may be done. The text is for the user."""


@dataclass(frozen=True, kw_only=True)
class Transition:
    """One act in the life of a thing. What else happens is in the action of the same name."""

    name: str
    label: str
    sources: frozenset[str]
    target: str
    rule: Rule[Any]

    def is_open_to(self, user: User, subject: HasStatus) -> bool:
        return subject.status in self.sources and self.rule.allows(user, subject)

    def refusal(self, user: User, subject: HasStatus) -> str | None:
        """Why ``user`` may not do this now, as a sentence to them, or None."""
        if subject.status not in self.sources:
            return f"{self.label} tidak dapat dilakukan: statusnya kini “{status_label(subject)}”."
        return self.rule.refusal(user, subject)

    def check(self, user: User, subject: HasStatus) -> None:
        """Raise ``WrongStatus`` or ``PermissionDenied`` unless the act is open to ``user``."""
        if subject.status not in self.sources:
            raise WrongStatus(
                f"{self.label} tidak dapat dilakukan: statusnya kini “{status_label(subject)}”. "
                "Muat ulang halaman untuk melihat keadaan terakhir."
            )
        self.rule.check(user, subject)


@dataclass(frozen=True, kw_only=True)
class Workflow:
    """All transitions of one kind of thing, from its first status on."""

    name: str
    initial: str
    transitions: tuple[Transition, ...]
    labels: dict[str, str]

    def open_to(self, user: User, subject: HasStatus) -> list[Transition]:
        """The acts that ``user`` may do on ``subject`` now: the buttons of its page."""
        return [t for t in self.transitions if t.is_open_to(user, subject)]

    def reached(self) -> set[str]:
        """Every status that a subject can be in."""
        return {self.initial} | {t.target for t in self.transitions}

    def as_mermaid(self) -> str:
        """The table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        for transition in self.transitions:
            lines += [
                f"    {source} --> {transition.target}: {transition.label}"
                for source in sorted(transition.sources)
            ]
        lines += [f"    {code}: {label}" for code, label in self.labels.items()]
        return "\n".join(lines)


def status_label(subject: HasStatus) -> str:
    display = getattr(subject, "get_status_display", None)
    return str(display()) if display else subject.status
