#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""migration.py SCHEMA_FOLDER: a unit of before keeps its people: each account gets its post, and the
duties that the database keeps apart from then on (R-172)."""
import pathlib
import sqlite3
import sys

WORDS = {"{{id}}": "INTEGER PRIMARY KEY", "{{int}}": "INTEGER", "{{blob}}": "BLOB"}
ROLES = {"administrator": "administration", "carrier-liaison": "casework", "analyst": "casework", "targeter": "targeting",
         "supervisor": "casework", "requests-desk": "casework", "dpo": "data-protection"}


def main():
    db = sqlite3.connect(":memory:")
    db.execute("PRAGMA foreign_keys=ON")
    for file in sorted(pathlib.Path(sys.argv[1]).glob("000[1-5]_*.sql")):
        text = file.read_text(encoding="utf-8")
        for word, kind in WORDS.items():
            text = text.replace(word, kind)
        if file.name.startswith("0005_people"):
            for number, role in enumerate(ROLES, 1):
                db.execute("INSERT INTO account VALUES (?, ?, 'N', ?, 'x', 1, 0, NULL)", (number, f"u{number}", role))
            db.execute("INSERT INTO watchlist VALUES (1, 'L', 'persons', 'S', 'low', 1, 0, 0)")
            db.execute("INSERT INTO decision VALUES (1, 1, 1, 'R', x'00', 'rejected', 'reason', 3, 0)")
            db.commit()
        db.executescript("BEGIN;" + text + "COMMIT;")
    posts = db.execute("SELECT p.role, p.duty, h.staff_number, a.login FROM post p JOIN account a ON a.id = p.account_id "
                       "JOIN person h ON h.id = p.person_id ORDER BY a.id").fetchall()
    assert posts == [(role, duty, f"u{n}", f"u{n}") for n, (role, duty) in enumerate(ROLES.items(), 1)], posts
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert db.execute("SELECT account_id FROM decision").fetchall() == [(3,)]


main()
