"""Which papers a user may open."""

from functools import reduce
from operator import or_

from django.db.models import Prefetch, Q, QuerySet

from ppks_service.accounts.models import User
from ppks_service.documents.models import (
    DataNeed,
    IssuedDocument,
    LetterKind,
    LetterTemplate,
)
from ppks_service.panels import registered
from ppks_service.versions import VersionStatus


def visible_documents(user: User) -> QuerySet[IssuedDocument]:
    """Papers that ``user`` issued, and those that some app's rule opens to them.

    An app registers ``"documents.visible"``: a function of the user that gives a ``Q`` or None. Its ``Q``
    asks by ``Exists`` of the paper's own row: a set to look into would be all files of the division.
    """
    return IssuedDocument.objects.filter(reduce(or_, _openings(user))).read_by(user)


def visible_by_rule(user: User) -> list[QuerySet[IssuedDocument]]:
    """The same as one set for each rule: a page of each is found by an index, of all at once it is not."""
    return [IssuedDocument.objects.filter(rule) for rule in _openings(user)]


def _openings(user: User) -> list[Q]:
    given = (rule(user) for rule in registered("documents.visible"))
    return [Q(issued_by=user), *(condition for condition in given if condition is not None)]


def with_replacements(user: User) -> QuerySet[IssuedDocument]:
    """The same, each with the letter that it replaces and the one that replaces it, where ``user`` may open that."""
    others = visible_documents(user).defer("html")
    return visible_documents(user).prefetch_related(
        Prefetch("replaces", others), Prefetch("replaced_by", others)
    )


def replacement_of(letter: IssuedDocument) -> IssuedDocument | None:
    """The letter that replaced this one. Needs ``replaced_by`` selected."""
    return getattr(letter, "replaced_by", None)


class WordingMissing(Exception):
    """No version of a kind of letter is in force; ``manage.py reference_data`` makes the first."""


def wording_in_force(code: str) -> LetterTemplate:
    """The version of a kind that letters are made of today. Raises ``WordingMissing``."""
    found = _in_force(code).first()
    if found is None:
        name = LetterKind(code).label if code in LetterKind.values else code
        raise WordingMissing(f"Belum ada versi yang berlaku untuk {name}.")
    return found


def telling_of_health(code: str) -> QuerySet[LetterTemplate]:
    """The version of a kind in force, if it may tell of health: in its words, and in what goes with it."""
    return _in_force(code).filter(prints__contains=[DataNeed.HEALTH])


def _in_force(code: str) -> QuerySet[LetterTemplate]:
    return LetterTemplate.objects.filter(code=code, status=VersionStatus.PUBLISHED)
