"""An old register of the office, taken over but for the rows that wait for a person."""

from django.core.files.uploadedfile import SimpleUploadedFile

from intake.actions import imports as actions
from ppks_service.development.demo.cast import Cast

HEAD = "NO;NAMA;L/P;UMUR;ALAMAT;TGL MASUK;JENIS PMKS;TGL KELUAR;TINDAK LANJUT;KET"
ROWS = """
1;PONIJAN CONTOH;L;±60 th;Medan;12 Agst 2021;Gelandangan;20/08/2021;dijemput keluarga;
2;Sutini Contoh;P;45;Binjai;12 Agst 2021;Pengemis;13/08/2021;dipulangkan ke daerah asal;
3;Mr X;L;50an;;3/9/2021;orgil;;dirujuk ke RSJ;tidak bicara
4;Rini Contoh;P;9;Deli Serdang;3/9/2021;anjal;5/9/2021;dijemput ibunya;
5;Hotman Contoh;L;33;Tapanuli Utara;17/10/2021;manusia silver;17/10/2021;selesai;
6;Tanpa nama;P;±70;;2/11/2021;lansia terlantar;;masuk UPT;
7;Yanti Contoh;W;28;Medan;2/11/2021;Pengemis;;;
8;Ucok Contoh;L;41;Asahan;31/02/2021;Gelandangan;;;
9;Siti dan 2 anak;P;30;Langkat;20/12/2021;gepeng;;;
JUMLAH;;9;;;;;;;
""".strip()


def take_over_register(cast: Cast) -> None:
    """Upload, pair as proposed, judge, and take what may be taken."""
    by = cast.peksos
    content = f"{HEAD}\n{ROWS}\n".encode()
    upload = SimpleUploadedFile("REGISTER RPS 2021.csv", content)
    source = actions.upload_register(upload, by=by)
    fields = {column["index"]: column["field"] for column in source.columns}
    source = actions.pair_columns(source, by=by, fields=fields)
    source = actions.go_on(source, by=by, seconds=600)
    source = actions.accept_rows(source, by=by, with_warnings=True)
    actions.go_on(source, by=by, seconds=600)
