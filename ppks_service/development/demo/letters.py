"""Letters that the demo's people wrote by hand: a cover letter, one replaced, one withdrawn, a report."""

import datetime as dt
from typing import Any

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.development.demo.cast import Cast
from ppks_service.development.demo.clock import at
from ppks_service.documents.actions import withdraw
from ppks_service.documents.actions_letters import issue_worded
from ppks_service.documents.models import IssuedDocument
from ppks_service.documents.queries import wording_in_force

DAY = dt.timedelta(days=1)
COVER = {
    "kepada": "Kepala Dinas Kependudukan dan Pencatatan Sipil Kota Medan",
    "di": "Medan",
    "perihal": "Pengantar perekaman biometrik",
    "keperluan": "perekaman biometrik dan penelusuran NIK",
    "keterangan": "Yang bersangkutan didampingi pekerja sosial kami.",
}
REPORT = {
    "perihal": "Laporan sosial",
    "masalah": "Tidur di jalan sejak kira-kira empat bulan, tanpa penghasilan tetap.",
    "kata_sendiri": "Saya mau bekerja lagi, asal jangan jauh dari keluarga.",
    "latar": "Menyebut seorang adik yang tinggal di luar kota. Dua percobaan menghubungi belum berhasil.",
    "kekuatan": "Mandiri, terampil, dan mau tinggal bersama orang lain.",
    "rekomendasi": "Penempatan sementara sambil identitas dan keluarga ditelusuri.",
}
REPLY = {
    "kepada": "Kepala Dinas Sosial Kabupaten Asahan",
    "di": "Kisaran",
    "perihal": "Balasan permohonan keterangan",
    "surat_masuk": "Nomor 400.9/077/CONTOH tentang permohonan keterangan",
    "jawaban": "Orang yang Saudara tanyakan sudah ditangani dan dalam keadaan baik.",
}


def write_letters(cast: Cast, now: dt.datetime) -> None:
    """A handful, on running cases of one social worker, by the same actions as in the pages."""
    worker = cast.users["peksos"]
    cases = list(Case.objects.visible_to(worker).filter(owner=worker).order_by("-pk")[:3])
    for n, case in enumerate(cases):
        with at(now - (6 - n) * DAY):
            first = _letter("surat-pengantar", case, worker, COVER)
        if n == 0:
            with at(now - 5 * DAY):
                again = COVER | {"keperluan": "perekaman biometrik"}
                _letter(
                    "surat-pengantar",
                    case,
                    worker,
                    again,
                    replaces=first,
                    reason="Keperluan ditulis terlalu luas",
                )
        if n == 1:
            with at(now - 4 * DAY):
                withdraw(first, by=worker, reason="Perekaman sudah dilakukan di tempat")
                basis = "penempatan mendesak atas kepentingan orangnya"
                _letter("laporan-sosial", case, worker, REPORT, basis=basis)
        if n == 2:
            with at(now - 3 * DAY):
                _letter("surat-balasan", case, worker, REPLY)


def _letter(
    code: str, case: Case, by: User, answers: dict[str, str], **more: Any
) -> IssuedDocument:
    return issue_worded(wording_in_force(code), case, by=by, answers=answers, **more)
