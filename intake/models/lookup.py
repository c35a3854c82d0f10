"""What the database computes of a person so that an index can find them by it."""

from django.db import models
from django.db.models import Func


class NormalName(Func):
    """A name as it is spelt today, as the database computes it: ``intake.matching.names.normal``."""

    function = "ppks_name_normal"
    arity = 1


class Digits(Func):
    """The digits in these texts: a phone number, however it was typed and in which of them."""

    template = "regexp_replace(%(expressions)s, '[^0-9]', '', 'g')"
    arg_joiner = " || ' ' || "
    output_field = models.TextField()


class NameKeys(Func):
    """What the index of names holds of a normal name: ``intake.matching.names.keys``."""

    function = "ppks_name_keys"
    arity = 1


class PersonKeys(Func):
    """Each word of a name with the time of birth and with the origin: for names that many bear."""

    function = "ppks_person_keys"
    arity = 3


class MarkWords(Func):
    """The words of a person's marks, as PostgreSQL's text search has them."""

    template = "to_tsvector('simple'::regconfig, %(expressions)s)"
    arity = 1
