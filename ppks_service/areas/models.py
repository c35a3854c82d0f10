"""Provinces, regencies, districts and villages of Indonesia."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Case, F, Q, Value, When

from ppks_service.areas.codes import REGENCY
from ppks_service.constraints import Check
from ppks_service.text import Fold, folded


class AreaLevel(models.IntegerChoices):
    PROVINCE = 1, "Provinsi"
    REGENCY = 2, "Kabupaten/kota"
    DISTRICT = 3, "Kecamatan"
    VILLAGE = 4, "Desa/kelurahan"


class AreaQuerySet(models.QuerySet["Area"]):
    def matching(self, words: str) -> "AreaQuerySet":
        """Areas whose name, with those of the areas around it, has every word.

        Those in which the words begin words come first, and of these the wide ones.
        """
        found, begins = self, Q()
        for word in folded(words).split():
            found = found.filter(search__contains=word)
            begins &= Q(search__regex=rf"\m{word}")
        rank = Case(When(begins, then=0), default=1) if begins else Value(0)
        return found.order_by(rank, "level", "full_name", "code")

    def meant_by(self, words: str, limit: int = 20) -> "list[Area]":
        """The one area that ``words`` name, or those they may mean, at most ``limit`` of them.

        A whole full name means its area. A name alone means a province or regency before anything
        else, and a district or village only where nothing outside it has the words too.
        """
        typed = folded(words)
        if not typed:
            return []
        begun: list[Area] = list(
            self.filter(search__startswith=typed).order_by("level", "code")[:200]
        )
        whole: list[Area] = [area for area in begun if folded(area.full_name) == typed]
        named: list[Area] = [area for area in begun if folded(area.name) == typed]
        wide = [area for area in named if area.level <= AreaLevel.REGENCY]
        for meant in (whole, wide):
            if len(meant) == 1:
                return meant
        if len(named) == 1 and not self.matching(words).outside(named[0]).exists():
            return named
        return list(self.matching(words)[:limit])

    def outside(self, area: "Area") -> "AreaQuerySet":
        """Areas that are neither ``area`` nor lie in it."""
        return self.exclude(Q(pk=area.pk) | Q(pk__startswith=f"{area.pk}."))


class Area(models.Model):
    """One area of the Kemendagri code list, from the package ``idn-area-data`` (ODbL)."""

    code = models.CharField(primary_key=True, max_length=13, help_text="As 12.71.01.1001.")
    level = models.PositiveSmallIntegerField(choices=AreaLevel)
    name = models.CharField(max_length=80)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    full_name = models.CharField(max_length=260, help_text="The name and the areas around it.")
    search = models.GeneratedField(
        expression=Fold("full_name"), output_field=models.TextField(), db_persist=True
    )

    objects = models.Manager.from_queryset(AreaQuerySet)()

    class Meta:
        constraints = [
            Check(condition=Q(level__in=AreaLevel.values), name="area_level_is_known"),
            Check(
                condition=Q(level=1, parent__isnull=True) | Q(level__gt=1, parent__isnull=False),
                name="area_has_a_parent_below_province",
            ),
        ]
        indexes = [
            GinIndex(OpClass(F("search"), name="gin_trgm_ops"), name="area_search_trigram"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def regency_code(self) -> str:
        """The code of the regency or city this area lies in, or its own when it is wider."""
        return self.code[:REGENCY]
