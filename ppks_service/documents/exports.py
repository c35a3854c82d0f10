"""The register of letters as a spreadsheet: numbers, dates, kinds, and nobody's name."""

from collections.abc import Mapping
from typing import Any

from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.documents.agenda import agenda_for, recipient_words, state_words
from ppks_service.documents.forms import DocumentFilter
from ppks_service.documents.queries import visible_documents
from ppks_service.exports.registry import ROWS_AT_MOST, Column, Found, ListExport
from ppks_service.indonesian import long_date


def _letters(user: User, query: Mapping[str, str], session: Mapping[str, Any]) -> Found:
    documents = visible_documents(user).defer("html").order_by("-dated_on", "-pk")
    filters = DocumentFilter(dict(query), queryset=documents)
    form = filters.form
    words = []
    for name in ("number", "kind", "status"):
        value = form.cleaned_data.get(name) if form.is_valid() else None
        if value:
            words.append(dict(getattr(form.fields[name], "choices", ())).get(value, value))
    return Found(list(filters.qs[: ROWS_AT_MOST + 1]), " · ".join(str(word) for word in words))


LETTERS = ListExport(
    key="surat",
    title="Daftar surat",
    url_name="documents:list",
    capabilities=frozenset(
        {Capability.READ_DOCUMENTS, Capability.READ_RAIDS, Capability.CLOSE_MONTHS}
    ),
    fetch=_letters,
    columns=(
        Column(head="Nomor", value=lambda letter: letter.number, width=34),
        Column(head="Jenis", value=lambda letter: letter.get_kind_display(), width=32),
        Column(head="Tanggal", value=lambda letter: long_date(letter.dated_on)),
        Column(head="Status", value=lambda letter: letter.get_status_display(), width=14),
        Column(head="Alasan ditarik", value=lambda letter: letter.void_reason, width=36),
    ),
)


def _agenda(user: User, query: Mapping[str, str], session: Mapping[str, Any]) -> Found:
    book = agenda_for(query)
    return Found(list(book.rows[: ROWS_AT_MOST + 1]), book.words)


AGENDA = ListExport(
    key="agenda",
    title="Buku agenda surat keluar",
    url_name="documents:agenda",
    capabilities=frozenset({Capability.READ_AGENDA}),
    fetch=_agenda,
    columns=(
        Column(head="Nomor", value=lambda letter: letter.number, width=34),
        Column(head="Tanggal", value=lambda letter: long_date(letter.dated_on)),
        Column(head="Jenis", value=lambda letter: letter.kind_name, width=30),
        Column(head="Hal", value=lambda letter: letter.title, width=36),
        Column(head="Kepada", value=recipient_words, width=36),
        Column(head="Penanda tangan", value=lambda letter: letter.signed_as, width=36),
        Column(head="Keadaan", value=state_words, width=44),
    ),
)
