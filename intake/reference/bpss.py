"""The bio-psycho-social-spiritual assessment, version 1, in our own words (domain.md §3.3).

Written as data; the Dinas may bring its own wording as a new version. The daily activities follow
the ten headings of the Barthel index (0–20), the memory questions those of a short mental status
questionnaire; no text of a published instrument is used.
"""

from typing import Any

from intake.reference.bpss_needs import NEEDS

UNKNOWN = ("unknown", "Tidak tahu")
NOT_RATED = ("x", "Tidak dinilai")


def _choice(key: str, label: str, *options: tuple[Any, ...], **more: Any) -> dict[str, Any]:
    """Options are (value, label) or (value, label, points)."""
    rows = [
        {"value": o[0], "label": o[1]} | ({"points": o[2]} if len(o) > 2 else {}) for o in options
    ]
    return {"key": key, "label": label, "kind": "choice", "options": rows, **more}


def _several(key: str, label: str, *options: tuple[str, str], **more: Any) -> dict[str, Any]:
    return _choice(key, label, *options, **more) | {"kind": "several"}


def _yes_no(key: str, label: str, **more: Any) -> dict[str, Any]:
    return _choice(key, label, ("yes", "Ya"), ("no", "Tidak"), UNKNOWN, **more)


def _rated(key: str, label: str, *steps: str, **more: Any) -> dict[str, Any]:
    """An activity whose steps give 0, 1, 2 … points, or is not rated."""
    options = [(str(points), words, points) for points, words in enumerate(steps)]
    return _choice(key, label, *options, NOT_RATED, **more)


def _right(key: str, label: str, **more: Any) -> dict[str, Any]:
    return _choice(key, label, ("1", "Benar", 1), ("0", "Keliru", 0), NOT_RATED, **more)


def _text(key: str, label: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "label": label, "kind": "long", **more}


SOURCES = {
    "key": "sources",
    "title": "Keadaan dan sumber data",
    "items": [
        _several(
            "sources",
            "Dari mana keterangan didapat",
            ("self", "Orangnya sendiri"),
            ("family", "Keluarga"),
            ("witness", "Orang di sekitar"),
            ("papers", "Surat atau kartu"),
            ("officer", "Petugas yang menemukan"),
            ("observation", "Pengamatan"),
        ),
        _choice(
            "can_talk",
            "Dapat diajak bicara",
            ("yes", "Ya, lancar"),
            ("partly", "Sebagian"),
            ("no", "Tidak"),
        ),
        _text("problem", "Masalah menurut orangnya sendiri", hint="Tulis kata-katanya sendiri."),
    ],
}

BODY = {
    "key": "body",
    "title": "Fisik dan kesehatan",
    "hint": "Yang terlihat dan yang dikatakan. Diagnosis hanya dari tenaga kesehatan.",
    "items": [
        _choice(
            "health",
            "Keadaan kesehatan umum",
            ("good", "Baik"),
            ("fair", "Ada keluhan"),
            ("bad", "Sakit, perlu diperiksa"),
            ("emergency", "Gawat, segera dirujuk"),
            UNKNOWN,
        ),
        _several(
            "complaints",
            "Keluhan",
            ("cough", "Batuk lebih dari dua minggu"),
            ("fever", "Demam"),
            ("wound", "Luka"),
            ("skin", "Penyakit kulit"),
            ("pain", "Nyeri"),
            ("breath", "Sesak napas"),
            ("thin", "Sangat kurus"),
            ("none", "Tidak ada"),
        ),
        _yes_no(
            "contagious",
            "Penyakit menular yang memerlukan ruang terpisah",
            hint="Menurut pemeriksaan kesehatan; tanpa pemeriksaan jawab “Tidak tahu”.",
            fact="contagious",
        ),
        _yes_no("pregnant", "Hamil", fact="pregnant"),
        _yes_no("chronic", "Penyakit menahun yang perlu obat terus", fact="chronic"),
        _several(
            "disability",
            "Disabilitas",
            ("physical", "Fisik"),
            ("intellectual", "Intelektual"),
            ("mental", "Mental"),
            ("sight", "Penglihatan"),
            ("hearing", "Pendengaran atau bicara"),
            ("none", "Tidak ada"),
        ),
        _yes_no("needs_aid", "Memerlukan alat bantu yang belum dimiliki"),
        _yes_no("substance", "Memakai alkohol atau NAPZA dalam 30 hari terakhir"),
        _yes_no("insured", "Jaminan kesehatan aktif", fact="insured"),
    ],
}

MIND = {
    "key": "mind",
    "title": "Psikologis",
    "hint": "Penapisan oleh pekerja sosial; hasil psikolog atau dokter dicatat di berkas tersendiri.",
    "items": [
        _choice(
            "mood",
            "Suasana hati yang tampak",
            ("calm", "Tenang"),
            ("sad", "Murung"),
            ("anxious", "Cemas"),
            ("angry", "Marah"),
            ("changing", "Berubah-ubah"),
            NOT_RATED,
        ),
        _yes_no(
            "confused", "Bicara kacau, atau melihat dan mendengar yang tidak ada", fact="confused"
        ),
        _yes_no(
            "aggressive", "Mengamuk atau menyerang dalam tujuh hari terakhir", fact="aggressive"
        ),
        _yes_no("self_harm", "Ada tanda atau ucapan menyakiti diri"),
        _yes_no("absconds", "Pernah meninggalkan tempat layanan tanpa izin", fact="absconds"),
        _yes_no("past_care", "Pernah dirawat di rumah sakit jiwa", fact="past_psychiatric_care"),
        _yes_no("trauma", "Ada pengalaman kekerasan"),
    ],
}

SOCIAL = {
    "key": "social",
    "title": "Sosial dan keluarga",
    "items": [
        _yes_no(
            "has_family",
            "Ada keluarga yang mampu dan bersedia merawat",
            hint="Keluarga yang ada tetapi tidak mampu atau menolak: jawab “Tidak”, lalu jelaskan di catatan.",
            fact="has_family",
        ),
        _choice(
            "family_contact",
            "Hubungan terakhir dengan keluarga",
            ("month", "Dalam sebulan"),
            ("year", "Dalam setahun"),
            ("longer", "Lebih lama"),
            ("never", "Tidak pernah"),
            UNKNOWN,
        ),
        _choice(
            "home",
            "Tempat tinggal sebelum ditemukan",
            ("own", "Rumah sendiri"),
            ("family", "Rumah keluarga"),
            ("rent", "Sewa atau menumpang"),
            ("street", "Di jalan"),
            ("institution", "Panti atau lembaga"),
            UNKNOWN,
        ),
        _choice(
            "income",
            "Penghasilan",
            ("steady", "Tetap"),
            ("irregular", "Tidak tetap"),
            ("begging", "Dari meminta-minta"),
            ("none", "Tidak ada"),
            UNKNOWN,
        ),
        _choice(
            "education",
            "Pendidikan terakhir",
            ("none", "Tidak sekolah"),
            ("primary", "SD"),
            ("junior", "SMP"),
            ("senior", "SMA"),
            ("higher", "Di atas SMA"),
            UNKNOWN,
        ),
        _yes_no("school_age_out", "Anak usia sekolah yang tidak bersekolah"),
        _yes_no("exploited", "Ada tanda dimanfaatkan atau disuruh orang lain", fact="exploited"),
        _yes_no("has_id", "Punya KTP, KK, atau akta yang dapat dilihat"),
        _yes_no("wants_home", "Ingin pulang ke daerah asal"),
    ],
}

DAILY = {
    "key": "adl",
    "title": "Kegiatan sehari-hari",
    "hint": (
        "Tanyakan dan lihat. Nilai yang biasa dilakukan, bukan yang mungkin dapat dilakukan. "
        "“Tidak dinilai” boleh dan tidak dihitung nol."
    ),
    "items": [
        _rated("adl_eating", "Makan", "Disuapi", "Dibantu sedikit", "Sendiri"),
        _rated(
            "adl_transfer",
            "Berpindah dari tempat tidur",
            "Tidak mampu",
            "Dibantu dua orang",
            "Dibantu sedikit",
            "Sendiri",
        ),
        _rated(
            "adl_walking",
            "Berjalan di tempat rata",
            "Tidak mampu",
            "Kursi roda sendiri",
            "Dibantu satu orang",
            "Sendiri",
        ),
        _rated("adl_stairs", "Naik turun tangga", "Tidak mampu", "Dibantu", "Sendiri"),
        _rated("adl_dressing", "Berpakaian", "Dipakaikan", "Dibantu sebagian", "Sendiri"),
        _rated("adl_bathing", "Mandi", "Dibantu", "Sendiri"),
        _rated("adl_grooming", "Merawat diri: muka, rambut, gigi", "Dibantu", "Sendiri"),
        _rated("adl_toilet", "Memakai kakus", "Dibantu penuh", "Dibantu sebagian", "Sendiri"),
        _rated(
            "adl_bowel",
            "Menahan buang air besar",
            "Tidak dapat",
            "Kadang tidak dapat",
            "Selalu dapat",
        ),
        _rated(
            "adl_bladder",
            "Menahan buang air kecil",
            "Tidak dapat",
            "Kadang tidak dapat",
            "Selalu dapat",
        ),
    ],
    "score": {
        "label": "Kegiatan harian",
        "fact": "independence",
        "cutoffs": [
            {"at_least": 20, "label": "Mandiri", "tone": "ok"},
            {"at_least": 12, "label": "Ketergantungan ringan", "tone": "ok"},
            {"at_least": 9, "label": "Ketergantungan sedang", "tone": "soon"},
            {"at_least": 5, "label": "Ketergantungan berat", "tone": "late"},
            {"at_least": 0, "label": "Ketergantungan total", "tone": "late"},
        ],
    },
}

MEMORY = {
    "key": "memory",
    "title": "Daya ingat",
    "hint": "Untuk usia 60 tahun ke atas, atau bila daya ingat diragukan. Jawaban dinilai benar atau keliru.",
    "from_age": 60,
    "items": [
        _right("mem_date", "Tanggal, bulan, dan tahun hari ini"),
        _right("mem_day", "Hari apa sekarang"),
        _right("mem_place", "Di tempat apa kita sekarang"),
        _right("mem_origin", "Alamat atau kampung asal"),
        _right("mem_age", "Umur sendiri"),
        _right("mem_born", "Tahun lahir atau peristiwa besar waktu kecil"),
        _right("mem_leader", "Siapa presiden sekarang"),
        _right("mem_leader_before", "Siapa presiden sebelumnya"),
        _right("mem_mother", "Nama ibu kandung"),
        _right("mem_count", "Menghitung mundur dari 20 dengan selisih 3"),
    ],
    "score": {
        "label": "Daya ingat",
        "fact": "memory",
        "unit": "benar",
        "cutoffs": [
            {"at_least": 8, "label": "Utuh", "tone": "ok"},
            {"at_least": 6, "label": "Gangguan ringan", "tone": "soon"},
            {"at_least": 3, "label": "Gangguan sedang", "tone": "soon"},
            {"at_least": 0, "label": "Gangguan berat", "tone": "late"},
        ],
    },
}

SPIRIT = {
    "key": "spirit",
    "title": "Spiritual dan budaya",
    "items": [
        _text(
            "worship",
            "Ibadah dan kebiasaan yang perlu dihormati",
            hint="Hanya bila ia mau bercerita.",
        ),
        _choice(
            "hope",
            "Pandangan terhadap hari depan",
            ("hopeful", "Punya harapan"),
            ("unsure", "Ragu"),
            ("hopeless", "Putus asa"),
            NOT_RATED,
        ),
        _text("customs", "Adat, bahasa, makanan yang perlu diperhatikan"),
    ],
}

STRENGTHS = {
    "key": "strengths",
    "title": "Kekuatan dan keinginan",
    "items": [
        _several(
            "skills",
            "Kemampuan",
            ("trade", "Berdagang"),
            ("craft", "Kerajinan atau menjahit"),
            ("farm", "Bertani, berkebun, beternak"),
            ("build", "Tukang atau bengkel"),
            ("care", "Memasak atau merawat"),
            ("art", "Seni atau musik"),
            ("other", "Lainnya"),
        ),
        _yes_no("wants_training", "Ingin dilatih keterampilan"),
        _yes_no("wants_work", "Ingin dan sanggup bekerja", fact="wants_work"),
        _text("wish", "Keinginannya sendiri", hint="Tulis kata-katanya sendiri."),
    ],
}

BPSS: dict[str, Any] = {
    "sections": [SOURCES, BODY, MIND, SOCIAL, DAILY, MEMORY, SPIRIT, STRENGTHS],
    "needs": NEEDS,
}
