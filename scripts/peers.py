#!/usr/bin/env python3
"""Do other engines find what gouji finds?

Exports a database as Parquet, runs the statement of `gouji rules --sql` over it in DuckDB, Spark
and ClickHouse, and compares the rows with `gouji flags`, rule by rule.

    python3 -m venv v && v/bin/pip install duckdb pyspark chdb     # Spark needs a Java runtime
    v/bin/python scripts/peers.py target/release/gouji [--db FILE] [--engines duckdb,spark,clickhouse]

Without --db it is the built-in sample. Exit status 1 where any engine disagrees.
"""

import argparse
import collections
import csv
import io
import os
import re
import subprocess
import sys
import tempfile
import time


def number(text):
    return None if text in (None, "") else float(text)


def row(rule, severity, agency, year, cells, expected, actual):
    # Cells as a set: gouji puts the questioned one first.
    return (rule, severity, agency, int(year), frozenset(cells.split()), number(expected), number(actual))


def duckdb_rows(folder, sql):
    import duckdb

    db = duckdb.connect()
    db.execute(
        f"CREATE VIEW cells AS SELECT * FROM read_parquet('{folder}/cells/*/*.parquet', hive_partitioning = true)"
    )
    start = time.time()
    rows = db.execute(sql).fetchall()
    return rows, time.time() - start


def spark_rows(folder, sql):
    from pyspark.sql import SparkSession

    spark = (
        SparkSession.builder.master("local[*]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "4g")
        .config("spark.sql.shuffle.partitions", "8")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    spark.read.parquet(f"{folder}/cells").createOrReplaceTempView("cells")
    start = time.time()
    rows = [tuple(row) for row in spark.sql(sql).collect()]
    elapsed = time.time() - start
    spark.stop()
    return rows, elapsed


def clickhouse_rows(folder, sql):
    from chdb import session

    db = session.Session()
    db.query("CREATE DATABASE IF NOT EXISTS peers")
    db.query("USE peers")
    db.query(
        f"CREATE VIEW cells AS SELECT * FROM file('{folder}/cells/*/*.parquet', Parquet)"
        " SETTINGS use_hive_partitioning = 1"
    )
    start = time.time()
    text = str(db.query(sql, "CSVWithNames"))
    elapsed = time.time() - start
    db.close()
    rows = [
        tuple(None if field == "\\N" else field for field in line)
        for line in list(csv.reader(io.StringIO(text)))[1:]
    ]
    return rows, elapsed


ENGINES = {"duckdb": duckdb_rows, "spark": spark_rows, "clickhouse": clickhouse_rows}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("gouji")
    parser.add_argument("--db")
    parser.add_argument("--engines", default="duckdb,spark,clickhouse")
    args = parser.parse_args()
    program = [os.path.abspath(args.gouji), "--lang", "en", "-q"] + (["--db", args.db] if args.db else [])

    def gouji(*more):
        start = time.time()
        out = subprocess.run(program + list(more), check=True, capture_output=True, text=True).stdout
        return out, time.time() - start

    with tempfile.TemporaryDirectory() as root:
        folder = os.path.join(root, "peers.parquet")
        _, exporting = gouji("export", folder)
        size = sum(
            os.path.getsize(os.path.join(where, name)) for where, _, names in os.walk(folder) for name in names
        )
        sql, _ = gouji("rules", "--sql")
        rules = re.search(r"^-- With: (.*)$", sql, re.M).group(1).split()
        listed, listing = gouji("flags", "--format", "csv")
        ours = collections.Counter(
            row(*(flag[name] for name in ("rule", "severity", "agency", "year", "cells", "expected", "actual")))
            for flag in csv.DictReader(io.StringIO(listed))
            if flag["rule"] in rules
        )
        print(f"export {exporting:.1f} s, {size / 1e6:.1f} MB; flags {listing:.1f} s, {sum(ours.values())} of these rules")
        differ = False
        for name in args.engines.split(","):
            try:
                found, elapsed = ENGINES[name](folder, sql)
            except ImportError as error:
                print(f"{name}: not installed ({error})")
                continue
            theirs = collections.Counter(row(*fields) for fields in found)
            print(
                f"{name}: {elapsed:.2f} s, {sum((ours & theirs).values())} flags the same,"
                f" {sum((ours - theirs).values())} only gouji, {sum((theirs - ours).values())} only {name}"
            )
            for rule in rules:
                mine = collections.Counter({key: n for key, n in ours.items() if key[0] == rule})
                other = collections.Counter({key: n for key, n in theirs.items() if key[0] == rule})
                missing, more = mine - other, other - mine
                same = sum((mine & other).values())
                differ |= bool(missing or more)
                print(
                    f"  {rule:11} {sum(mine.values()):7} flags, {same:7} the same,"
                    f" {sum(missing.values())} only gouji, {sum(more.values())} only {name}"
                )
                for what, rows in (("gouji", missing), (name, more)):
                    for key in list(rows)[:3]:
                        print(f"    only {what}: {key}")
        return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
