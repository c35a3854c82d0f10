"""What each finding weighs: m among records of one person, u among records of two (see ``engine``).

Counted by ``make bench-match ARGS=--count`` on the tuning seeds of the generator alone (1, 2, 3: 60,000
records, 10,611 true pairs, 300,000 pairs by chance), rounded. Where life is worse than the generator
the rare levels are kept milder than counted: a NIK read off another's card, a birthday made up. What a
word, a word too many, a conflict and an area weigh beside their shares was fitted, all else as counted,
to the pairs compared for 4,000 records of tuning seeds 1 and 2 among 700,000; what marks weigh lies between
what was counted and what was fitted. ``SIZE=700k make bench-match ARGS=--fit`` asks how far each would move.
"""

from intake.matching.engine import Level, Table

# How one word of a name reads in another record of the same person (m, fitted). How often two different
# persons agree so by chance is the share of persons with that word, times ``NAME_SPREAD``: a rare
# word proves much, Muhammad and Siti little.
NAME_WORD = {
    "same": 0.54,
    "spelling": 0.52,
    "sound": 0.51,
    "typo": 0.35,
    "like": 0.0125,
    "short": 0.117,
    "initial": 0.109,
}
NAME_SPREAD = {
    "same": 1.0,
    "spelling": 1.0,
    "sound": 2.0,
    "typo": 4.0,
    "like": 20.0,
    "short": 10.0,
    "initial": 1.0,
}
# The least chance of an agreement by accident, whatever the word.
NAME_FLOOR = {
    "same": 2e-5,
    "spelling": 2e-5,
    "sound": 1e-4,
    "typo": 2e-4,
    "like": 2e-3,
    "short": 1e-3,
    "initial": 0.05,
}
# Two names of one word each that agree, with nothing left over.
NAME_COMPLETE = 2.15
# What a word weighs that only one of the names has, and what two words weigh that are in conflict.
NAME_DROPPED = -1.5
NAME_DROPPED_MARGA = -0.7
NAME_CONFLICT = -5.4
NAME_LEAST = -12.0

SEX: Table = {
    "male": Level(0.6, 0.36),
    "female": Level(0.385, 0.16),
    "different": Level(0.01, 0.48),
}
# Both dates to the day; neither estimated; one of them estimated; both. Each part sums to one.
BIRTH: Table = {
    "day": Level(0.92, 0.00004),
    "swapped": Level(0.008, 0.00004),
    "near": Level(0.053, 0.0024),
    "day_years_2": Level(0.006, 0.079),
    "day_years_8": Level(0.006, 0.19),
    "day_apart": Level(0.007, 0.73),
    "year": Level(0.93, 0.0155),
    "year_2": Level(0.03, 0.063),
    "year_8": Level(0.02, 0.185),
    "year_apart": Level(0.02, 0.737),
    "estimate_1": Level(0.22, 0.0485),
    "estimate_3": Level(0.245, 0.0615),
    "estimate_8": Level(0.5, 0.156),
    "estimate_14": Level(0.025, 0.173),
    "estimate_apart": Level(0.01, 0.561),
    "guesses_1": Level(0.2, 0.0475),
    "guesses_3": Level(0.255, 0.0585),
    "guesses_8": Level(0.33, 0.155),
    "guesses_14": Level(0.205, 0.17),
    "guesses_apart": Level(0.01, 0.569),
}
BIRTH_PLACE: Table = {
    "same": Level(0.82, 0.1),
    "like": Level(0.04, 0.007),
    "different": Level(0.14, 0.893),
}
ORIGIN: Table = {
    "village": Level(0.65, 0.0007),
    "district": Level(0.65, 0.0026),
    "regency": Level(0.84, 0.049),
    "other_district": Level(0.018, 0.053),
    "province": Level(0.165, 0.574),
    "different": Level(0.08, 0.321),
}
# Of the persons of a district so many are of one village.
VILLAGES = 0.25
# The least share of a province, a regency, a district: the rarest are not counted.
AREA_FLOOR = {2: 0.005, 5: 0.0005, 8: 0.00002}
# A KK is of a family, so that it never speaks against.
NUMBER: Table = {
    "nik_same": Level(0.91, 1e-7),
    "nik_near": Level(0.07, 1e-6),
    "nik_different": Level(0.02, 0.99),
    "kk_same": Level(0.9, 0.00002),
    "other_same": Level(0.9, 1e-6),
    "other_near": Level(0.05, 1e-5),
    "other_different": Level(0.05, 0.99),
}
MARKS: Table = {
    "several": Level(0.185, 0.00002),
    "same": Level(0.743, 0.0055),
    "like": Level(0.03, 0.12),
    "different": Level(0.15, 0.87),
}
PLACES: Table = {
    "district": Level(0.313, 0.0162),
    "regency": Level(0.226, 0.326),
    "different": Level(0.461, 0.658),
}
# That two are each other's mother or companion says that they are two.
RELATIONS: Table = {
    "shared": Level(0.3, 0.00005),
    "each_other": Level(0.0005, 0.5),
}

# At how many persons the odds are asked for when nobody counted, and how many doubles each person has.
POPULATION = 10_000
DOUBLES = 0.35
# Shares of words where the database has not counted its own yet; others are ``RARE``.
COMMON = {
    "muhamad": 0.035, "siti": 0.025, "nur": 0.015, "sri": 0.012, "abdul": 0.012, "ahmad": 0.012,
    "agus": 0.006, "budi": 0.005, "dewi": 0.008, "rizki": 0.005, "putra": 0.006, "putri": 0.006,
    "siregar": 0.01, "nasution": 0.01, "lubis": 0.009, "harahap": 0.009, "sinaga": 0.007,
    "simanyuntak": 0.005, "ginting": 0.007, "sembiring": 0.005, "tarigan": 0.005,
}  # fmt: skip
RARE = 0.0005
