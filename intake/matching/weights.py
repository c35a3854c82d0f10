"""What each finding weighs."""

from intake.matching.engine import Level, Table

# How one word of a name reads in another record of the same person (m). How often two different
# persons agree so by chance is the share of persons with that word, times ``NAME_SPREAD``: a rare
# word proves much, Muhammad and Siti little.
NAME_WORD = {
    "same": 0.70,
    "spelling": 0.13,
    "sound": 0.04,
    "typo": 0.07,
    "like": 0.02,
    "short": 0.02,
    "initial": 0.01,
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
# What a word weighs that only one of the names has, and what two words weigh that are in conflict.
NAME_DROPPED = -1.0
NAME_DROPPED_MARGA = -0.5
NAME_CONFLICT = -4.0
NAME_DIFFERENT = -5.0
NAME_LEAST = -9.0

SEX: Table = {
    "male": Level(0.59, 0.36),
    "female": Level(0.40, 0.16),
    "different": Level(0.01, 0.48),
}
# Both dates to the day; neither estimated; one of them estimated.
BIRTH: Table = {
    "day": Level(0.85, 0.00006),
    "swapped": Level(0.02, 0.00006),
    "near": Level(0.08, 0.003),
    "day_years_2": Level(0.02, 0.08),
    "day_years_8": Level(0.02, 0.2),
    "day_apart": Level(0.01, 0.72),
    "year": Level(0.75, 0.02),
    "year_2": Level(0.15, 0.08),
    "year_8": Level(0.07, 0.2),
    "year_apart": Level(0.03, 0.7),
    "estimate_1": Level(0.25, 0.06),
    "estimate_3": Level(0.27, 0.08),
    "estimate_8": Level(0.42, 0.17),
    "estimate_14": Level(0.05, 0.18),
    "estimate_apart": Level(0.01, 0.51),
}
BIRTH_PLACE: Table = {
    "same": Level(0.8, 0.08),
    "like": Level(0.12, 0.01),
    "different": Level(0.08, 0.91),
}
ORIGIN: Table = {
    "village": Level(0.2, 0.0005),
    "district": Level(0.55, 0.006),
    "regency": Level(0.17, 0.09),
    "province": Level(0.05, 0.6),
    "different": Level(0.03, 0.3),
}
NUMBER: Table = {
    "nik_same": Level(0.9, 1e-7),
    "nik_near": Level(0.08, 1e-6),
    "nik_different": Level(0.02, 0.99),
    "kk_same": Level(0.9, 0.00002),
    "other_same": Level(0.9, 1e-6),
    "other_near": Level(0.05, 1e-5),
    "other_different": Level(0.05, 0.99),
}
MARKS: Table = {
    "same": Level(0.6, 0.005),
    "like": Level(0.2, 0.03),
    "different": Level(0.2, 0.96),
}
PLACES: Table = {
    "district": Level(0.5, 0.06),
    "regency": Level(0.3, 0.25),
    "different": Level(0.2, 0.69),
}
RELATIONS: Table = {
    "shared": Level(0.3, 0.00005),
    "each_other": Level(0.0005, 0.5),
}

# At how many persons the odds are asked for when nobody counted, and how many doubles each person has.
POPULATION = 10_000
DOUBLES = 0.15
# Shares of words where the database has not counted its own yet; others are ``RARE``.
COMMON = {
    "muhamad": 0.035, "siti": 0.025, "nur": 0.015, "sri": 0.012, "abdul": 0.012, "ahmad": 0.012,
    "agus": 0.006, "budi": 0.005, "dewi": 0.008, "rizki": 0.005, "putra": 0.006, "putri": 0.006,
    "siregar": 0.01, "nasution": 0.01, "lubis": 0.009, "harahap": 0.009, "sinaga": 0.007,
    "simanyuntak": 0.005, "ginting": 0.007, "sembiring": 0.005, "tarigan": 0.005,
}  # fmt: skip
RARE = 0.0005
