"""The plan templates that the service begins with, worded by ourselves; admin data makes them the office's.

What a province owes in a panti is that of Permensos 9/2018 (domain.md §2.2), the paths those of §6.3 and
§6.8; days are proposals. One goal: domain, goal, measure, target, days; its acts: what, by whom, days,
who pays.
"""

from django.utils import timezone

from intake.models import NeedDomain
from ppks_service.versions import VersionStatus
from referrals.models import (
    ActionBy,
    CostSource,
    PlanTemplate,
    TemplateAction,
    TemplateGoal,
)
from referrals.reference_goals import BPJS, FAMILY, IDENTITY, RETURN, Act, Goal

D, B, C = NeedDomain, ActionBy, CostSource

TEMPLATES: tuple[tuple[str, str, tuple[str, ...], tuple[Goal, ...]], ...] = (
    (
        "gelandangan-pengemis",
        "Gelandangan dan pengemis",
        ("11", "12", "13"),
        (
            Goal(
                D.SHELTER,
                "Tinggal di tempat yang aman, tidak lagi di jalan",
                "Hari berturut-turut tidak tidur di jalan",
                "90 hari",
                90,
                (
                    Act("Ajukan rujukan ke UPT gelandangan dan pengemis", B.OFFICE, 7, C.PROVINCE),
                    Act(
                        "Jelaskan tata tertib dan lama program sebelum berangkat",
                        B.OFFICE,
                        7,
                        C.NONE,
                    ),
                    Act("Ikut program tanpa meninggalkan tempat", B.PERSON, 90, C.PROVINCE),
                ),
            ),
            Goal(
                D.WORK,
                "Punya penghasilan yang tidak berasal dari jalan",
                "Penghasilan sebulan menurut catatan kunjungan",
                "Ada tiga bulan berturut-turut",
                180,
                (
                    Act("Nilai minat dan kemampuan kerja", B.OFFICE, 14, C.NONE),
                    Act("Ikut pelatihan keterampilan", B.PERSON, 90, C.PROVINCE),
                    Act(
                        "Hubungkan ke Disnaker, Dinas Koperasi dan UMKM, atau BAZNAS",
                        B.OFFICE,
                        120,
                        C.BAZNAS,
                    ),
                ),
            ),
            IDENTITY,
            FAMILY,
            RETURN,
        ),
    ),
    (
        "odgj-telantar",
        "ODGJ telantar",
        ("09",),
        (
            Goal(
                D.MENTAL,
                "Tenang dan minum obat teratur",
                "Surat dokter dan catatan minum obat",
                "Dinyatakan tenang; obat tidak terputus 30 hari",
                40,
                (
                    Act(
                        "Antar ke RSJ atau rumah sakit umum, serahkan dengan berita acara",
                        B.OFFICE,
                        1,
                        C.BPJS,
                    ),
                    BPJS,
                    Act(
                        "Minta surat dokter “tenang” sebelum keluar rumah sakit",
                        B.PARTNER,
                        35,
                        C.BPJS,
                    ),
                    Act(
                        "Tetapkan tempat sesudah rumah sakit sebelum hari ke-30",
                        B.OFFICE,
                        30,
                        C.NONE,
                    ),
                ),
            ),
            Goal(
                D.SHELTER,
                "Tinggal di tempat yang memahami gangguan jiwa",
                "Tempat tinggal sesudah rumah sakit",
                "Di UPT bina laras atau pada keluarga yang siap",
                45,
                (
                    Act("Ajukan rujukan ke UPT tuna laras", B.OFFICE, 30, C.PROVINCE),
                    Act("Ajari keluarga memberi obat dan mengenali kambuh", B.PARTNER, 40, C.NONE),
                ),
            ),
            Goal(
                D.HEALTH,
                "Sakit badan yang menyertai diperiksa dan diobati",
                "Hasil pemeriksaan badan",
                "Diperiksa, pengobatan berjalan",
                14,
                (Act("Periksa badan di rumah sakit atau puskesmas", B.PARTNER, 7, C.BPJS), BPJS),
            ),
            IDENTITY,
            FAMILY,
        ),
    ),
    (
        "lansia-telantar",
        "Lanjut usia telantar",
        ("08",),
        (
            Goal(
                D.SHELTER,
                "Tinggal aman dan terawat",
                "Nilai Barthel dan keadaan tempat tinggal",
                "Barthel tidak turun; tinggal di UPT atau pada keluarga",
                60,
                (
                    Act(
                        "Nilai kemandirian (Barthel) dan ajukan rujukan UPT lanjut usia",
                        B.OFFICE,
                        7,
                        C.PROVINCE,
                    ),
                    Act("Cari keluarga atau panti lain bila tidak mandiri", B.OFFICE, 14, C.NONE),
                ),
            ),
            Goal(
                D.HEALTH,
                "Penyakit menahun terkendali",
                "Pemeriksaan tiap bulan dan obat",
                "Diperiksa tiap bulan, obat tersedia",
                30,
                (
                    Act("Periksa di puskesmas atau RS Haji Medan", B.PARTNER, 7, C.BPJS),
                    BPJS,
                    Act("Buat daftar obat dan siapa yang mengawasinya", B.PARTNER, 14, C.NONE),
                ),
            ),
            Goal(
                D.AID,
                "Dapat bergerak dan melihat dengan alat yang sesuai",
                "Alat diterima dan dipakai",
                "Alat diterima, dipakai saat kunjungan",
                60,
                (Act("Ajukan kacamata, tongkat, atau kursi roda", B.OFFICE, 21, C.PROVINCE),),
            ),
            FAMILY,
            IDENTITY,
        ),
    ),
    (
        "anak-jalanan",
        "Anak jalanan dan anak telantar",
        ("02", "04", "07"),
        (
            Goal(
                D.PROTECTION,
                "Terlindung dari jalan dan dari yang menyuruhnya",
                "Tempat tinggal dan pengasuh",
                "Tinggal dengan pengasuh yang dinilai; tidak terjaring lagi",
                30,
                (
                    Act(
                        "Tempatkan di rumah perlindungan atau LKSA, terpisah dari orang dewasa",
                        B.OFFICE,
                        1,
                        C.PROVINCE,
                    ),
                    Act(
                        "Laporkan ke UPTD PPA dan polisi bila ada yang menyuruh",
                        B.OFFICE,
                        1,
                        C.NONE,
                    ),
                    Act("Nilai pengasuhan sebelum anak dipulangkan", B.OFFICE, 14, C.NONE),
                ),
            ),
            Goal(
                D.EDUCATION,
                "Bersekolah atau belajar kembali",
                "Kehadiran menurut sekolah",
                "Hadir paling sedikit 80 persen dua bulan",
                90,
                (
                    Act("Daftarkan ke sekolah atau kejar paket", B.OFFICE, 30, C.CITY),
                    Act("Antar dan pantau kehadiran", B.FAMILY, 60, C.FAMILY),
                ),
            ),
            FAMILY,
            Goal(
                D.IDENTITY,
                "Punya akta kelahiran dan KIA",
                "Akta dan KIA",
                "Terbit dan diserahkan kepada pengasuh",
                60,
                (Act("Urus akta dan KIA di Disdukcapil", B.OFFICE, 30, C.NONE),),
            ),
        ),
    ),
    (
        "penyandang-disabilitas",
        "Penyandang disabilitas",
        ("05", "09"),
        (
            Goal(
                D.AID,
                "Punya alat bantu yang sesuai dan memakainya",
                "Alat bantu diterima dan dipakai",
                "Dipakai sehari-hari saat kunjungan",
                60,
                (
                    Act("Ukur dan ajukan alat bantu", B.OFFICE, 14, C.PROVINCE),
                    Act("Latih pemakaian alat", B.PARTNER, 60, C.NATION),
                ),
            ),
            Goal(
                D.WORK,
                "Menguasai satu keterampilan sesuai kemampuan",
                "Penilaian pelatih",
                "Lulus, atau dinyatakan cukup mandiri",
                180,
                (
                    Act(
                        "Ajukan rujukan ke UPT menurut ragam disabilitas", B.OFFICE, 14, C.PROVINCE
                    ),
                    Act("Ikut bimbingan dan latihan", B.PERSON, 180, C.PROVINCE),
                ),
            ),
            Goal(
                D.SHELTER,
                "Tinggal di tempat yang dapat dijangkau",
                "Tempat tinggal dan hambatannya",
                "Kamar, kamar mandi, dan pintu dapat dipakai sendiri",
                60,
                (
                    Act("Nilai hambatan di rumah atau wisma", B.OFFICE, 14, C.NONE),
                    Act("Sesuaikan rumah menurut hasil penilaian", B.FAMILY, 60, C.BAZNAS),
                ),
            ),
            FAMILY,
            IDENTITY,
        ),
    ),
    (
        "korban-perdagangan-orang",
        "Korban perdagangan orang",
        ("18", "20"),
        (
            Goal(
                D.PROTECTION,
                "Aman dari pelaku dan didampingi dalam perkara",
                "Tempat aman dan pendamping hukum",
                "Tempat dirahasiakan; pendamping hadir tiap pemeriksaan",
                14,
                (
                    Act("Tempatkan di rumah aman, batasi yang tahu", B.OFFICE, 1, C.PROVINCE),
                    Act("Hubungkan dengan PPT dan unit PPA kepolisian", B.OFFICE, 1, C.NONE),
                    Act("Minta perlindungan LPSK bila ada ancaman", B.OFFICE, 7, C.NATION),
                ),
            ),
            Goal(
                D.MENTAL,
                "Pulih dari ketakutan dan dapat memutuskan sendiri",
                "Catatan psikolog",
                "Tidur dan makan membaik menurut psikolog",
                60,
                (
                    Act(
                        "Jadwalkan psikolog yang berpengalaman dengan korban",
                        B.PARTNER,
                        7,
                        C.PROVINCE,
                    ),
                    Act(
                        "Tanyakan keinginannya pada tiap langkah, dalam bahasanya",
                        B.OFFICE,
                        7,
                        C.NONE,
                    ),
                ),
            ),
            Goal(
                D.HEALTH,
                "Kesehatan diperiksa dengan persetujuannya",
                "Hasil pemeriksaan",
                "Diperiksa, tindak lanjut berjalan",
                14,
                (Act("Antar ke rumah sakit rujukan, didampingi", B.OFFICE, 3, C.PROVINCE),),
            ),
            RETURN,
            IDENTITY,
        ),
    ),
    (
        "korban-napza",
        "Korban penyalahgunaan NAPZA",
        ("17",),
        (
            Goal(
                D.HEALTH,
                "Menjalani rehabilitasi sampai selesai",
                "Kehadiran program dan hasil tes",
                "Program selesai; dua tes terakhir tidak menunjukkan zat",
                120,
                (
                    Act("Minta asesmen BNN atau puskesmas wajib lapor", B.OFFICE, 7, C.NONE),
                    Act("Ajukan rujukan rehabilitasi", B.OFFICE, 14, C.NATION),
                    Act("Ikut program rehabilitasi", B.PERSON, 120, C.NATION),
                ),
            ),
            Goal(
                D.FAMILY,
                "Keluarga mendukung dan tahu apa yang dilakukan bila kambuh",
                "Pertemuan keluarga",
                "Tiga pertemuan; ada rencana bila kambuh",
                90,
                (
                    Act("Undang keluarga pada pertemuan dukungan", B.OFFICE, 30, C.NONE),
                    Act("Hadir dan susun rencana bila kambuh", B.FAMILY, 90, C.FAMILY),
                ),
            ),
            Goal(
                D.WORK,
                "Punya kegiatan tetap sesudah rehabilitasi",
                "Pekerjaan, sekolah, atau pelatihan",
                "Berjalan 60 hari",
                180,
                (Act("Hubungkan ke pelatihan atau tempat kerja", B.OFFICE, 150, C.PROVINCE),),
            ),
            IDENTITY,
        ),
    ),
)


def load_templates() -> None:
    """Add the templates that are missing; what the office has made of them stays."""
    for code, title, types, goals in TEMPLATES:
        template, is_new = PlanTemplate.objects.get_or_create(
            code=code, version=1, defaults={"title": title, "types": list(types)}
        )
        if not is_new:
            continue
        for goal in goals:
            _load_goal(template, goal)
        template.status, template.published_at = VersionStatus.PUBLISHED, timezone.now()
        template.save(update_fields=["status", "published_at"])


def _load_goal(template: PlanTemplate, goal: Goal) -> None:
    row = TemplateGoal.objects.create(
        template=template,
        domain=goal.domain,
        goal=goal.goal,
        measure=goal.measure,
        target=goal.target,
        within_days=goal.days,
    )
    TemplateAction.objects.bulk_create(
        TemplateAction(
            goal=row,
            what=act.what,
            by_kind=act.by,
            within_days=act.days,
            cost_source=act.cost,
        )
        for act in goal.acts
    )
