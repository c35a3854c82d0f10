"""Taking over a register: read, pair, judge, ask. What is then written: ``imports_taking``.

Work over many rows goes in steps of ``STEP`` rows, each a transaction of its own: a page calls
``go_on`` until it is done, and whoever comes back after a cut goes on where it stopped.
"""

import datetime as dt
import re
import time
from collections.abc import Mapping
from itertools import batched
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from intake import permissions_imports as permissions
from intake import workflow_imports as workflow
from intake.actions.imports_judging import check_step, columns_of
from intake.actions.imports_taking import take_step
from intake.actions.imports_undo import undo_step
from intake.imports import columns as pairing
from intake.imports import reading, workbook
from intake.imports.columns import Field
from intake.imports.sealed import NO_WORDS, seal
from intake.models import (
    Import,
    ImportMapping,
    ImportRow,
    ImportStatus,
    PPKSType,
    RowState,
    Sex,
    Verdict,
)
from ppks_service.accounts.models import User
from ppks_service.bulk import like, no_cycles_sought, writing
from ppks_service.documents.files import store_bytes
from ppks_service.indonesian import in_sentence
from ppks_service.journal.actions import record
from ppks_service.text import folded
from ppks_service.workflow import Transition, WrongStatus

STEP = 1_000
BYTES_AT_MOST = 20 * 1024 * 1024
UNDO_DAYS = 30
WAIT_DAYS = 14
# What a person may say of a whole file, and the problem that the saying settles.
PERMISSIONS = {
    "serials": "date_serial",
    "drop_nik": "nik",
    "nameless": "nameless",
    "split": "several",
}


@transaction.atomic
def upload_register(upload: UploadedFile, *, by: User, sheet: str = "") -> Import:
    """Read a spreadsheet and propose what its columns are. Nothing of it is in the records yet.

    ``sheet`` names one; else the visible one that looks most like a register. Raises ``ValidationError``
    under ``upload``.
    """
    if (upload.size or 0) > BYTES_AT_MOST:
        raise ValidationError({"upload": "Berkas lebih dari 20 MB. Bagi menjadi beberapa berkas."})
    upload.seek(0)
    content = upload.read()
    try:
        sheets = workbook.read(content)
    except workbook.Unreadable as finding:
        raise ValidationError({"upload": str(finding)}) from finding
    by_name = {found.name: found for found in sheets}
    chosen = by_name.get(sheet) or max(sheets, key=_likely)
    source = Import(office=by.office, filename=(upload.name or "register")[-150:], uploaded_by=by)
    permissions.take_over.check(by, source)
    source.answers = {"sheets": [found.name for found in sheets]}
    _look_at(source, chosen, pairing.find_head(chosen), by=by)
    if match := re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", f"{source.filename} {source.sheet}"):
        source.answers["year_guess"] = match[0]
    source.file = store_bytes(content, content_type="application/octet-stream", by=by)
    source.full_clean()
    source.save(force_insert=True)
    record(
        actor=by,
        action="import.upload",
        subject=source,
        note=f"Register diunggah, lembar “{source.sheet}”. Sidik berkas {source.file.sha256[:16]}.",
    )
    return source


def _likely(sheet: workbook.Sheet) -> tuple[int, int]:
    """How much a sheet looks like the register: by the columns it names, then by its length."""
    named = {pairing.guess(name) for name in pairing.find_head(sheet).names} - {""}
    return len(named), len(sheet.rows)


@transaction.atomic
def choose_sheet(source: Import, *, by: User, sheet: str, head_line: int | None = None) -> Import:
    """Look at another sheet of the file, or at another row (from 1 on) as its head."""
    source = _locked(source)
    permissions.take_over.check(by, source)
    if source.status != ImportStatus.UPLOADED:
        raise WrongStatus(
            "Kolom register ini sudah dipasangkan. Unggah lagi untuk memilih lembar lain."
        )
    sheets = {found.name: found for found in workbook.read(bytes(source.file.content))}
    if sheet not in sheets:
        raise ValidationError({"sheet": "Lembar ini tidak ada di berkas."})
    chosen = sheets[sheet]
    head = pairing.find_head(chosen)
    if head_line is not None:
        if not 1 <= head_line < len(chosen.rows):
            raise ValidationError({"head_line": "Baris ini tidak ada di lembar."})
        head = pairing.Head(head_line - 1, head_line - 1, chosen.rows[head_line - 1])
    _look_at(source, chosen, head, by=by)
    source.save()
    return source


def _look_at(source: Import, sheet: workbook.Sheet, head: pairing.Head, *, by: User) -> None:
    source.sheet, source.head_first, source.head_last = sheet.name[:100], head.first, head.last
    proposed = pairing.propose(sheet, head, remembered(by))
    source.columns = [column.as_data() for column in proposed]
    source.answers["lines"] = len(sheet.rows) - head.last - 1


def remembered(user: User) -> dict[str, str]:
    """What the user's section made of heads before."""
    rows = ImportMapping.objects.filter(office=user.office_id).order_by("pk")
    return dict(rows.values_list("head", "field"))


@no_cycles_sought()
@transaction.atomic
def pair_columns(source: Import, *, by: User, fields: Mapping[int, str], year: str = "") -> Import:
    """Say what each column (by its index) becomes, read all rows, and begin to judge them.

    The pairing is remembered for the section. Raises ``ValidationError``.
    """
    source = _begin(workflow.PAIR, source, by=by)
    used = [field for field in fields.values() if field and field != Field.NOTE]
    if len(used) != len(set(used)):
        raise ValidationError(
            "Dua kolom menjadi hal yang sama. Pilih satu; yang lain jadikan Keterangan."
        )
    if not {Field.NAME, Field.SEX, Field.AGE} & set(used):
        raise ValidationError("Pasangkan paling sedikit kolom nama, jenis kelamin, atau usia.")
    if year and not (year.isdecimal() and 1990 <= int(year) <= timezone.localdate().year):
        raise ValidationError({"year": "Isi tahun, misalnya 2025."})
    if Field.CAME not in used and not year:
        raise ValidationError({"year": "Tidak ada kolom tanggal masuk: isi tahun register ini."})
    source.columns = [{**c, "field": fields.get(c["index"], "")} for c in source.columns]
    source.answers["year"] = year
    for column in columns_of(source):
        if column.head:
            ImportMapping.objects.update_or_create(
                office=source.office,
                head=folded(column.head)[:120],
                defaults={"field": column.field, "noted_by": by},
            )
    _read_rows(source)
    return _finish(workflow.PAIR, source)


def _read_rows(source: Import) -> None:
    """Make a row of each line of data; those of an earlier pairing go."""
    source.rows.all()._raw_delete(source.rows.db)
    sheets = {sheet.name[:100]: sheet for sheet in workbook.read(bytes(source.file.content))}
    sheet = sheets[source.sheet]
    names = tuple(sheet.rows[source.head_last])
    head = pairing.Head(source.head_first, source.head_last, names)
    lines = list(reading.data_rows(sheet, head, columns_of(source)))
    data = [line for line in lines if line is not None]
    if not data:
        raise ValidationError("Tidak ada baris data di bawah kepala tabel.")
    source.left_out = len(lines) - len(data)
    waiting = ImportRow(source=source)
    with writing() as writer:
        for part in batched(data, STEP, strict=False):
            writer.copy(
                [like(waiting, line=line.number, content=seal(line.cells)) for line in part]
            )


@transaction.atomic
def answer_for_all(
    source: Import, *, by: User, answer: str, word: str = "", value: str = ""
) -> Import:
    """Say once what holds for the whole file ("Anggap W = P untuk semua"), and judge those rows anew.

    ``answer`` is ``sex`` or ``type`` with ``word`` and ``value``, ``year`` with ``value``, or one of
    ``PERMISSIONS``.
    """
    source = _begin_asking(source, by=by)
    if answer == "sex" and value in Sex.values:
        source.answers.setdefault("sex", {})[word] = value
        code = "sex"
    elif answer == "type" and (value == "" or PPKSType.objects.filter(code=value).exists()):
        source.answers.setdefault("type", {})[word] = value
        code = "type"
    elif answer == "year" and value.isdecimal() and 1990 <= int(value) <= timezone.localdate().year:
        source.answers["year"] = value
        code = "came_empty"
    elif answer in PERMISSIONS:
        source.answers[answer] = True
        code = PERMISSIONS[answer]
    else:
        raise ValidationError("Jawaban ini tidak dikenal. Muat ulang halaman, lalu pilih lagi.")
    source.save(update_fields=["answers"])
    asked: dict[str, str] = {"code": code} | ({"word": word} if word else {})
    touched = source.rows.filter(state=RowState.WAITING, problems__contains=[asked])
    touched.update(verdict=Verdict.PENDING)
    record(
        actor=by,
        action="import.answer",
        subject=source,
        note="Arti isi register dijelaskan untuk semua baris.",
        answer=answer,
        value=value,
    )
    source.status = ImportStatus.CHECKING
    source.save(update_fields=["status"])
    return source


@transaction.atomic
def answer_rows(source: Import, *, by: User, answers: Mapping[int, str]) -> Import:
    """Keep what a person said of rows that may be somebody on record, by their line."""
    source = _begin_asking(source, by=by)
    rows = source.rows.filter(
        line__in=list(answers), state__in=(RowState.WAITING, RowState.SKIPPED)
    )
    for row in rows.order_by("line"):
        said = answers[row.line]
        allowed = {"", "new", "skip"} | {candidate_key(c) for c in row.candidates}
        if said not in allowed:
            raise ValidationError(f"Baris {row.line}: jawaban tidak dikenal.")
        row.answer = said
        row.state = RowState.SKIPPED if said == "skip" else RowState.WAITING
        row.save(update_fields=["answer", "state"])
    return source


def candidate_key(candidate: Mapping[str, Any]) -> str:
    """What an answer calls a candidate: ``p:12`` a person on record, ``l:7`` the row of line 7."""
    return f"p:{candidate['person']}" if "person" in candidate else f"l:{candidate['line']}"


@transaction.atomic
def accept_rows(source: Import, *, by: User, with_warnings: bool) -> Import:
    """Begin to take over the rows that are ready, those answered, and (if so wished) those with warnings."""
    source = _begin(workflow.ACCEPT, source, by=by)
    source.with_warnings = with_warnings
    if source.accepted_at is None:
        source.accepted_by, source.accepted_at = by, timezone.now()
    record(
        actor=by,
        action="import.accept",
        subject=source,
        note="Penerimaan baris register dimulai.",
        with_warnings=with_warnings,
    )
    return _finish(workflow.ACCEPT, source)


@transaction.atomic
def undo_import(source: Import, *, by: User, reason: str) -> Import:
    """Begin to take back all that the import made. What later acts stand on stays, and is named."""
    source = _begin(workflow.UNDO, source, by=by)
    if source.accepted_at is None or timezone.now() > undo_until(source):
        raise WrongStatus(f"Impor hanya dapat dibatalkan {UNDO_DAYS} hari sesudah diterima.")
    source.undone_by, source.undone_at, source.undo_reason = by, timezone.now(), reason
    source.full_clean()
    record(
        actor=by,
        action="import.undo",
        subject=source,
        note=f"Pembatalan impor dimulai: {in_sentence(source.get_undo_reason_display())}.",
    )
    return _finish(workflow.UNDO, source)


@transaction.atomic
def drop_import(source: Import, *, by: User) -> Import:
    """Give a register up before anything of it was taken: its rows lose their words."""
    source = _begin(workflow.DROP, source, by=by)
    if source.accepted_at is not None:
        raise WrongStatus("Sebagian baris sudah diterima. Pakai “Batalkan impor”.")
    source.rows.update(**NO_WORDS)
    record(actor=by, action="import.drop", subject=source, note="Register tidak jadi diimpor.")
    return _finish(workflow.DROP, source)


def forget_old_rows() -> str:
    """Clear the words of rows that nobody took within ``WAIT_DAYS`` of the upload; for the nightly job."""
    before = timezone.now() - dt.timedelta(days=WAIT_DAYS)
    rows = ImportRow.objects.filter(
        source__uploaded_at__lt=before, state__in=(RowState.WAITING, RowState.SKIPPED)
    ).exclude(content=b"")
    cleared = rows.update(
        **NO_WORDS,
        verdict=Verdict.ERROR,
        problems=[
            reading.Problem(
                "forgotten", "Menunggu lebih dari 14 hari; isinya dihapus", is_error=True
            ).as_data()
        ],
    )
    return f"{cleared} baris register yang menunggu terlalu lama dihapus isinya"


def undo_until(source: Import) -> dt.datetime:
    assert source.accepted_at is not None
    return source.accepted_at + dt.timedelta(days=UNDO_DAYS)


@no_cycles_sought()
def go_on(source: Import, *, by: User, seconds: float = 4.0) -> Import:
    """Do the steps that wait, for about ``seconds``; the returned status says whether more do."""
    steps = {
        ImportStatus.CHECKING: (check_step, workflow.CHECKED),
        ImportStatus.ACCEPTING: (take_step, workflow.TAKEN),
        ImportStatus.UNDOING: (undo_step, workflow.UNDONE),
    }
    until = time.monotonic() + seconds
    memory: dict[str, Any] = {"until": until}  # after that nothing is read ahead
    while source.status in steps:
        step, done = steps[ImportStatus(source.status)]
        with transaction.atomic():
            current = _locked(source)
            if current.status != source.status:  # another page was quicker
                source = current
                memory.pop("ahead", None)  # what was read ahead may be of another kind of step
                continue
            done.check(by, current)
            source = current
            if not step(source, by=by, at_most=STEP, memory=memory):
                source.finished_at = timezone.now()
                source = _finish(done, source)
                if done is not workflow.CHECKED:
                    _say_done(source, by=by)
        if time.monotonic() > until and "ahead" not in memory:
            break
    return source


def _say_done(source: Import, *, by: User) -> None:
    """The one journal entry for all that was written, in numbers."""
    made = source.rows.exclude(state=RowState.WAITING)
    counts = {state: made.filter(state=state).count() for state in RowState}
    record(
        actor=by,
        action=f"import.{source.status}",
        subject=source,
        note=f"Register: {counts[RowState.TAKEN]} baris diterima, {counts[RowState.UNDONE]} ditarik, "
        f"{counts[RowState.KEPT]} tidak dapat ditarik.",
        **{str(state): number for state, number in counts.items()},
    )


def _locked(source: Import) -> Import:
    # Without the spreadsheet's bytes: each step locks anew, and only the pairing reads them.
    imports = Import.objects.locked().select_related("office", "file").defer("file__content")
    return imports.get(pk=source.pk)


def _begin(transition: Transition, source: Import, *, by: User) -> Import:
    current = _locked(source)
    transition.check(by, current)
    return current


def _begin_asking(source: Import, *, by: User) -> Import:
    current = _locked(source)
    permissions.take_over.check(by, current)
    if current.status not in (ImportStatus.CHECKED, ImportStatus.ACCEPTED):
        raise WrongStatus("Baris register ini sedang dikerjakan atau sudah selesai.")
    return current


def _finish(transition: Transition, source: Import) -> Import:
    source.status = transition.target
    source.save()
    return source
