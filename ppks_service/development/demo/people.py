"""Whom the demo office meets: profiles of invented people, by chance from a seed."""

import random
from dataclasses import dataclass, field

from intake.models import Activity, AgeBand, Belonging, Condition
from ppks_service.development.demo import names


@dataclass(frozen=True)
class Profile:
    """One kind of person the office meets, and what usually becomes of them."""

    key: str
    weight: int
    types: tuple[str, ...]  # PPKS type codes, the main one first
    ages: tuple[int, int]
    activities: tuple[str, ...]
    conditions: tuple[str, ...] = (Condition.FINE,)
    female_share: float = 0.4
    destination: str = ""  # code of the facility, or empty: back to family or origin
    answers: dict[str, str] = field(default_factory=dict)
    independence: int = 2  # how much of each daily activity is done alone: 0, 1 or 2


PROFILES = (
    Profile(
        "elderly",
        16,
        ("08", "11"),
        (60, 84),
        (Activity.SLEEPING, Activity.BEGGING),
        (Condition.FINE, Condition.ILL),
        destination="lansia-binjai",
        answers={"has_family": "no", "contagious": "no"},
    ),
    Profile(
        "frail",
        5,
        ("08", "09"),
        (65, 88),
        (Activity.SLEEPING,),
        (Condition.ILL, Condition.DISABLED),
        destination="lansia-binjai",
        independence=1,
        answers={"has_family": "no", "contagious": "unknown"},
    ),
    Profile(
        "homeless",
        22,
        ("11", "12"),
        (19, 58),
        (Activity.BEGGING, Activity.SLEEPING, Activity.CART),
        destination="gepeng-binjai",
        answers={"has_family": "no", "contagious": "no"},
    ),
    Profile(
        "beggar",
        18,
        ("12",),
        (18, 59),
        (Activity.BEGGING, Activity.SILVER, Activity.BUSKING),
        answers={"has_family": "yes"},
    ),
    Profile(
        "silver",
        10,
        ("11",),
        (18, 34),
        (Activity.SILVER, Activity.COSTUME),
        female_share=0.15,
        answers={"has_family": "yes"},
    ),
    Profile(
        "mental",
        12,
        ("09",),
        (22, 55),
        (Activity.SLEEPING, Activity.NONE),
        (Condition.CONFUSED, Condition.AGGRESSIVE),
        destination="rsj-ildrem",
        answers={"has_family": "unknown", "confused": "yes"},
    ),
    Profile(
        "child",
        12,
        ("04", "02"),
        (7, 16),
        (Activity.BUSKING, Activity.HAWKING, Activity.BEGGING),
        answers={"has_family": "yes", "school_age_out": "yes"},
    ),
    Profile(
        "toddler",
        3,
        ("01",),
        (1, 4),
        (Activity.BEGGING,),
        destination="balita-medan",
        answers={"has_family": "no", "contagious": "no"},
    ),
    Profile(
        "scavenger", 6, ("13",), (25, 66), (Activity.SCAVENGING,), answers={"has_family": "yes"}
    ),
)

BELONGINGS = (Belonging.BAG, Belonging.MONEY, Belonging.PAPERS, Belonging.PHONE, Belonging.NOTHING)
STREETS = (
    "Simpang Juanda",
    "Simpang Pos",
    "Lampu merah Sei Batanghari",
    "Titi Kuning",
    "Simpang Aksara",
    "Lapangan Merdeka",
    "Jalan Gatot Subroto",
    "Simpang Kampus",
    "Terminal Amplas",
    "Simpang Barat",
    "Jembatan layang Jamin Ginting",
    "Pasar Petisah",
    "Simpang Mongonsidi",
    "Stasiun kereta api",
    "Simpang Glugur",
    "Masjid Raya",
)
AGENCIES = (
    ("Dinas Sosial Provinsi Sumatera Utara", "lead", 8),
    ("Satpol PP Provinsi Sumatera Utara", "security", 20),
    ("Satpol PP Kota Medan", "security", 15),
    ("Dinas Sosial Kota Medan", "social", 6),
    ("Polrestabes Medan", "security", 4),
    ("RSJ Prof. Dr. M. Ildrem", "health", 2),
    ("Dinas Perhubungan Kota Medan", "transport", 3),
    ("UPT Pelayanan Sosial Gelandangan dan Pengemis Binjai", "receiving", 2),
)


def band_of(age: int) -> AgeBand:
    """The band that an officer would tap for that age."""
    for top, band in (
        (5, AgeBand.TODDLER),
        (12, AgeBand.CHILD),
        (17, AgeBand.TEEN),
        (24, AgeBand.YOUNG),
        (44, AgeBand.ADULT),
        (59, AgeBand.MIDDLE),
    ):
        if age <= top:
            return band
    return AgeBand.ELDERLY


@dataclass
class Somebody:
    """One invented person as the demo knows them: more than the office ever learns."""

    profile: Profile
    sex: str
    age: int
    name: str
    knows_name: bool
    serial: int

    @property
    def nik(self) -> str:
        """A NIK in the serial range 9xxx that no register gives out; empty for three in ten."""
        if self.serial % 10 < 3 or not self.knows_name:
            return ""
        born = 2022 - self.age
        day = self.serial % 28 + 1 + (40 if self.sex == "P" else 0)
        month = self.serial % 12 + 1
        return f"1271{self.serial % 21 + 1:02d}{day:02d}{month:02d}{born % 100:02d}9{self.serial % 1000:03d}"


def somebody(chance: random.Random, serial: int) -> Somebody:
    """The next invented person."""
    profile = chance.choices(PROFILES, [p.weight for p in PROFILES])[0]
    sex = "P" if chance.random() < profile.female_share else "L"
    given = chance.choice(names.FEMALE if sex == "P" else names.MALE)
    parts = [given]
    if chance.random() < 0.4:
        parts.append(chance.choice(names.SECOND))
    if chance.random() < 0.75:
        parts.append(chance.choice(names.FAMILY))
    knows_name = chance.random() > (0.35 if profile.key in ("mental", "toddler") else 0.04)
    return Somebody(
        profile, sex, chance.randint(*profile.ages), " ".join(parts), knows_name, serial
    )
