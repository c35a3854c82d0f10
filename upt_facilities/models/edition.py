"""Which edition of the facilities holds: what is kept of them between requests is checked by it."""

from django.db import models

from ppks_service.constraints import Check


class Edition(models.Model):
    """The stamp that every change of a facility, its rules, papers, wards and places makes anew.

    One row, which triggers alone write: they fire always, whoever changes what and by which way. It is
    a random stamp and no count, so that what was read in a transaction that was taken back is never
    held for what somebody else wrote later.
    """

    stamp = models.UUIDField(editable=False)

    class Meta:
        constraints = [Check(condition=models.Q(pk=1), name="edition_is_one")]

    def __str__(self) -> str:
        return str(self.stamp)
