"""How tables of a report are written."""

from typing import Any

from django import template

from evaluation.reports.layout import Cell, Row, Table

register = template.Library()


@register.filter
def labelled(row: Row, table: Table) -> list[tuple[Cell, str]]:
    """Each cell with its column's whole name, which a phone shows beside it."""
    return list(zip(row.cells, table.flat_columns, strict=True))


@register.filter
def figure(value: Any) -> str:
    """A figure as a table writes it; blank where it was not reported."""
    return Cell(None if value == "" else value).text
