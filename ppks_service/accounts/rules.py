"""Permissions on single objects."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from ppks_service.accounts.models import User


@dataclass(frozen=True)
class Rule[T]:
    """A permission on an object, asked in three places: the view, the button, the action.

    ``refusal`` returns why ``user`` may not, or None. A user reads the reason, so
    write it as a sentence to them.
    """

    refusal: Callable[[User, T], str | None]

    def allows(self, user: User, subject: T) -> bool:
        return self.refusal(user, subject) is None

    def check(self, user: User, subject: T) -> None:
        if reason := self.refusal(user, subject):
            raise PermissionDenied(reason)


def rule[T](refusal: Callable[[User, T], str | None]) -> Rule[T]:
    """Make a ``Rule`` of a function, as a decorator."""
    return Rule(refusal)
