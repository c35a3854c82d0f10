"""The bio-psycho-social-spiritual assessment, version 1, in our own words (domain.md §3.3).

Written as data; the Dinas may bring its own wording as a new version. The daily activities follow
the ten headings of the Barthel index (0–20), the memory questions those of a short mental status
questionnaire; no text of a published instrument is used.
"""

from typing import Any

from intake.models import Disability
from intake.reference.bpss_needs import NEEDS
from intake.reference.questions import (
    NOT_RATED,
    UNKNOWN,
    choice,
    rated,
    right,
    several,
    text,
    yes_no,
)

SOURCES = {
    "key": "sources",
    "title": "Keadaan dan sumber data",
    "items": [
        several(
            "sources",
            "Dari mana keterangan didapat",
            ("self", "Orangnya sendiri"),
            ("family", "Keluarga"),
            ("witness", "Orang di sekitar"),
            ("papers", "Surat atau kartu"),
            ("officer", "Petugas yang menemukan"),
            ("observation", "Pengamatan"),
        ),
        choice(
            "can_talk",
            "Dapat diajak bicara",
            ("yes", "Ya, lancar"),
            ("partly", "Sebagian"),
            ("no", "Tidak"),
        ),
        text("problem", "Masalah menurut orangnya sendiri", hint="Tulis kata-katanya sendiri."),
    ],
}

BODY = {
    "key": "body",
    "title": "Fisik dan kesehatan",
    "hint": "Yang terlihat dan yang dikatakan. Diagnosis hanya dari tenaga kesehatan.",
    "items": [
        choice(
            "health",
            "Keadaan kesehatan umum",
            ("good", "Baik"),
            ("fair", "Ada keluhan"),
            ("bad", "Sakit, perlu diperiksa"),
            ("emergency", "Gawat, segera dirujuk"),
            UNKNOWN,
        ),
        several(
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
        yes_no(
            "contagious",
            "Penyakit menular yang memerlukan ruang terpisah",
            hint="Menurut pemeriksaan kesehatan; tanpa pemeriksaan jawab “Tidak tahu”.",
            fact="contagious",
        ),
        yes_no("pregnant", "Hamil", fact="pregnant"),
        yes_no("chronic", "Penyakit menahun yang perlu obat terus", fact="chronic"),
        several(
            "disability",
            "Disabilitas",
            *Disability.choices,
            fact="disability",
        ),
        yes_no("needs_aid", "Memerlukan alat bantu yang belum dimiliki"),
        yes_no("substance", "Memakai alkohol atau NAPZA dalam 30 hari terakhir"),
        yes_no("insured", "Jaminan kesehatan aktif", fact="insured"),
    ],
}

MIND = {
    "key": "mind",
    "title": "Psikologis",
    "hint": "Penapisan oleh pekerja sosial; hasil psikolog atau dokter dicatat di berkas tersendiri.",
    "items": [
        choice(
            "mood",
            "Suasana hati yang tampak",
            ("calm", "Tenang"),
            ("sad", "Murung"),
            ("anxious", "Cemas"),
            ("angry", "Marah"),
            ("changing", "Berubah-ubah"),
            NOT_RATED,
        ),
        yes_no(
            "confused", "Bicara kacau, atau melihat dan mendengar yang tidak ada", fact="confused"
        ),
        yes_no(
            "aggressive", "Mengamuk atau menyerang dalam tujuh hari terakhir", fact="aggressive"
        ),
        yes_no("self_harm", "Ada tanda atau ucapan menyakiti diri"),
        yes_no("absconds", "Pernah meninggalkan tempat layanan tanpa izin", fact="absconds"),
        yes_no("past_care", "Pernah dirawat di rumah sakit jiwa", fact="past_psychiatric_care"),
        yes_no("trauma", "Ada pengalaman kekerasan"),
    ],
}

SOCIAL = {
    "key": "social",
    "title": "Sosial dan keluarga",
    "items": [
        yes_no(
            "has_family",
            "Ada keluarga yang mampu dan bersedia merawat",
            hint="Keluarga yang ada tetapi tidak mampu atau menolak: jawab “Tidak”, lalu jelaskan di catatan.",
            fact="has_family",
        ),
        choice(
            "family_contact",
            "Hubungan terakhir dengan keluarga",
            ("month", "Dalam sebulan"),
            ("year", "Dalam setahun"),
            ("longer", "Lebih lama"),
            ("never", "Tidak pernah"),
            UNKNOWN,
        ),
        choice(
            "home",
            "Tempat tinggal sebelum ditemukan",
            ("own", "Rumah sendiri"),
            ("family", "Rumah keluarga"),
            ("rent", "Sewa atau menumpang"),
            ("street", "Di jalan"),
            ("institution", "Panti atau lembaga"),
            UNKNOWN,
        ),
        choice(
            "income",
            "Penghasilan",
            ("steady", "Tetap"),
            ("irregular", "Tidak tetap"),
            ("begging", "Dari meminta-minta"),
            ("none", "Tidak ada"),
            UNKNOWN,
        ),
        choice(
            "education",
            "Pendidikan terakhir",
            ("none", "Tidak sekolah"),
            ("primary", "SD"),
            ("junior", "SMP"),
            ("senior", "SMA"),
            ("higher", "Di atas SMA"),
            UNKNOWN,
        ),
        yes_no("school_age_out", "Anak usia sekolah yang tidak bersekolah"),
        yes_no("exploited", "Ada tanda dimanfaatkan atau disuruh orang lain", fact="exploited"),
        yes_no("has_id", "Punya KTP, KK, atau akta yang dapat dilihat"),
        yes_no("wants_home", "Ingin pulang ke daerah asal"),
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
        rated("adl_eating", "Makan", "Disuapi", "Dibantu sedikit", "Sendiri"),
        rated(
            "adl_transfer",
            "Berpindah dari tempat tidur",
            "Tidak mampu",
            "Dibantu dua orang",
            "Dibantu sedikit",
            "Sendiri",
        ),
        rated(
            "adl_walking",
            "Berjalan di tempat rata",
            "Tidak mampu",
            "Kursi roda sendiri",
            "Dibantu satu orang",
            "Sendiri",
        ),
        rated("adl_stairs", "Naik turun tangga", "Tidak mampu", "Dibantu", "Sendiri"),
        rated("adl_dressing", "Berpakaian", "Dipakaikan", "Dibantu sebagian", "Sendiri"),
        rated("adl_bathing", "Mandi", "Dibantu", "Sendiri"),
        rated("adl_grooming", "Merawat diri: muka, rambut, gigi", "Dibantu", "Sendiri"),
        rated("adl_toilet", "Memakai kakus", "Dibantu penuh", "Dibantu sebagian", "Sendiri"),
        rated(
            "adl_bowel",
            "Menahan buang air besar",
            "Tidak dapat",
            "Kadang tidak dapat",
            "Selalu dapat",
        ),
        rated(
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
        right("mem_date", "Tanggal, bulan, dan tahun hari ini"),
        right("mem_day", "Hari apa sekarang"),
        right("mem_place", "Di tempat apa kita sekarang"),
        right("mem_origin", "Alamat atau kampung asal"),
        right("mem_age", "Umur sendiri"),
        right("mem_born", "Tahun lahir atau peristiwa besar waktu kecil"),
        right("mem_leader", "Siapa presiden sekarang"),
        right("mem_leader_before", "Siapa presiden sebelumnya"),
        right("mem_mother", "Nama ibu kandung"),
        right("mem_count", "Menghitung mundur dari 20 dengan selisih 3"),
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
        text(
            "worship",
            "Ibadah dan kebiasaan yang perlu dihormati",
            hint="Hanya bila ia mau bercerita.",
        ),
        choice(
            "hope",
            "Pandangan terhadap hari depan",
            ("hopeful", "Punya harapan"),
            ("unsure", "Ragu"),
            ("hopeless", "Putus asa"),
            NOT_RATED,
        ),
        text("customs", "Adat, bahasa, makanan yang perlu diperhatikan"),
    ],
}

STRENGTHS = {
    "key": "strengths",
    "title": "Kekuatan dan keinginan",
    "items": [
        several(
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
        yes_no("wants_training", "Ingin dilatih keterampilan"),
        yes_no("wants_work", "Ingin dan sanggup bekerja", fact="wants_work"),
        text("wish", "Keinginannya sendiri", hint="Tulis kata-katanya sendiri."),
    ],
}

BPSS: dict[str, Any] = {
    "sections": [SOURCES, BODY, MIND, SOCIAL, DAILY, MEMORY, SPIRIT, STRENGTHS],
    "needs": NEEDS,
    "review_after_days": 90,
}
