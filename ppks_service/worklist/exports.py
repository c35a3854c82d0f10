"""A user's own work as a spreadsheet."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from ppks_service.accounts.models import User
from ppks_service.exports.registry import Column, Found, ListExport
from ppks_service.indonesian import long_moment
from ppks_service.worklist import queries
from ppks_service.worklist.registry import WorkItem, work_of


def _work(user: User, query: Mapping[str, str], session: Mapping[str, Any]) -> Found:
    now, key = timezone.now(), query.get("hanya", "")
    items = work_of(user)
    labels = {count.key: count.label for count in queries.counts_of(items, key, now)}
    return Found(queries.only(items, key, now), labels.get(key, ""))


def _due(item: WorkItem) -> str:
    return (
        f"dijeda: {item.paused}" if item.paused else long_moment(item.due_at) if item.due_at else ""
    )


WORK = ListExport(
    key="pekerjaan",
    title="Pekerjaan saya",
    url_name="worklist:home",
    fetch=_work,
    columns=(
        Column(head="Nomor", value=lambda item: item.code),
        Column(head="Siapa atau apa", value=lambda item: item.who, width=30, is_name=True),
        Column(head="Yang perlu dilakukan", value=lambda item: item.what, width=44),
        Column(head="Keterangan", value=lambda item: item.detail, width=32),
        Column(head="Batas", value=_due, width=28),
    ),
)
