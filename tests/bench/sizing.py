#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How much room and time a unit takes, measured: tests/bench/sizing.py [FLIGHTS]

Takes in simulated messages (FLIGHTS, default 300), then makes them seven months old and
seals them; copies and restores the unit. Prints what was measured and, for four sizes of a
State, what follows from it (docs/operate.md). The rates are those of this machine and hour."""
import datetime
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PIU = os.environ.get("PIU", str(ROOT / "build" / "piu"))
MONTH_US = 2629746 * 1000000
PASSENGERS = (1, 10, 30, 150)  # millions a year
YEAR_SECONDS = 365.25 * 86400
PEAK = 3


def piu(*arguments, status=0):
    began = time.monotonic()
    done = subprocess.run([PIU, *map(str, arguments)], capture_output=True, text=True, stdin=subprocess.DEVNULL,
                          check=False)
    if done.returncode != status:
        sys.exit(f"piu {arguments}: {done.stderr[-2000:]}")
    return done.stdout, time.monotonic() - began


def rows(database, sql):
    with sqlite3.connect(database) as connection:
        return connection.execute(sql).fetchone()[0]


def used_bytes(database):
    """Pages that hold something."""
    return (rows(database, "PRAGMA page_count") - rows(database, "PRAGMA freelist_count")) * rows(
        database, "PRAGMA page_size")


def measure(folder, flights):
    unit, database = folder / "unit", folder / "unit" / "piu.db"
    piu("simulate", "--seed", 11, "--flights", flights, "--from", "2031-03-01", "--out", folder / "sim")
    files = sorted((folder / "sim").glob("*.edi"))
    piu("init", "--data", unit, "--state", "Utopia", "--country", "UTO", "--profile", "icao-base", "--legal-basis",
        "Act of Utopia 1")
    today = datetime.date.today()
    piu("watchlist", "import", "Persons", folder / "sim" / "persons.csv", "--data", unit, "--legal-basis", "Invented Act",
        "--owner", "Invented Ministry", "--purposes", "pre-travel-assessment", "--subject", "persons-sought", "--quality", "A",
        "--dated-on", today, "--ends-on", today + datetime.timedelta(days=300))
    empty = used_bytes(database)
    _, ingest_s = piu("ingest", "--data", unit, "--", *files)
    m = {"travellers": rows(database, "SELECT count(*) FROM traveller"),
         "reports": rows(database, "SELECT sum(travellers) FROM message"),
         "messages": rows(database, "SELECT count(*) FROM message"),
         "input_bytes": sum(f.stat().st_size for f in files), "ingest_s": ingest_s}
    m["clear_bytes"] = used_bytes(database) - empty
    _, m["check_s"] = piu("check", "--data", unit)
    _, m["backup_s"] = piu("backup", folder / "backups", "--keys", folder / "keys", "--data", unit)
    backup = next((folder / "backups").iterdir())
    m["backup_bytes"] = (backup / "piu.db").stat().st_size
    _, m["restore_s"] = piu("restore", backup, "--keys", folder / "keys", "--verify")
    with sqlite3.connect(database) as connection:
        connection.execute(f"UPDATE message SET received_at = received_at - 7 * {MONTH_US}")
    _, m["seal_s"] = piu("retention", "run", "--data", unit)
    m["sealed"] = rows(database, "SELECT count(*) FROM sealed WHERE kind = 'traveller'")
    m["sealed_bytes"] = used_bytes(database) - empty
    return m


def show(m):
    n = m["travellers"]
    clear, sealed, reports = m["clear_bytes"] / n, m["sealed_bytes"] / n, m["reports"] / n
    print(f"{m['messages']} messages, {m['input_bytes'] / 1e6:.1f} MB, {n} travellers reported {reports:.1f} times each")
    print(f"in the clear {clear:.0f} bytes a traveller, sealed {sealed:.0f} ({m['sealed']} records)")
    print(f"taken in at {m['reports'] / m['ingest_s']:.0f} reports/s; sealed at {n / m['seal_s']:.0f} travellers/s")
    print(f"copied at {m['backup_bytes'] / m['backup_s'] / 1e6:.0f} MB/s, restored and checked at "
          f"{m['backup_bytes'] / m['restore_s'] / 1e6:.1f} MB/s, checked at {n / m['check_s']:.0f} travellers/s\n")
    print("| passengers a year | reports/s, mean | at peak | clear, 6 months | sealed, 4.5 years | a copy | restore and check |")
    print("|---|---|---|---|---|---|---|")
    for million in PASSENGERS:
        year = million * 1e6
        rate = year * reports / YEAR_SECONDS
        room = (year / 2 * clear, year * 4.5 * sealed)
        hours = sum(room) / (m["backup_bytes"] / m["restore_s"]) / 3600
        print(f"| {million} million | {rate:.1f} | {rate * PEAK:.0f} | {room[0] / 1e9:.0f} GB | {room[1] / 1e9:.0f} GB | "
              f"{sum(room) / (m['backup_bytes'] / m['backup_s']) / 3600:.1f} h | {hours:.1f} h |")


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="piu-sizing-"))
    try:
        m = measure(folder, int(sys.argv[1]) if len(sys.argv) > 1 else 300)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(m))
    show(m)


main()
