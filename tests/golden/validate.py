#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""validate.py [--write] PIU FOLDER: runs `piu validate` as a carrier's engineer would and compares the
reports with the expected ones in FOLDER (NAME.PROFILE.report, NAME.PROFILE.json). --write
writes what is missing; read it before you commit it."""

import difflib
import json
import pathlib
import subprocess
import sys

# input, profile, exit status
CASES = [
    ('clean.edi', 'tolerant', 0),
    ('clean.edi', 'strict', 0),
    ('clean.edi', 'own.profile', 1),
    ('damaged.edi', 'tolerant', 1),
    ('damaged.edi', 'strict', 1),
    ('damaged.edi', 'iapi-programme', 1),
    ('damaged.edi', 'carrier-example', 1),
    ('damaged-pnr.edi', 'tolerant', 0),
    ('damaged-pnr.edi', 'strict', 1),
    ('damaged.xml', 'tolerant', 1),
    ('rubbish.txt', 'tolerant', 1),
    ('empty.txt', 'tolerant', 1),
]

failures = 0
write = '--write' in sys.argv
program, folder = [a for a in sys.argv[1:] if a != '--write']
program, folder = pathlib.Path(program).resolve(), pathlib.Path(folder)


def check(truth, name, detail=''):
    global failures
    print('ok' if truth else 'not ok', '-', name)
    if not truth:
        failures += 1
        print(detail)


def run(*arguments, stdin=b''):
    done = subprocess.run([program, 'validate', *arguments], capture_output=True, cwd=folder, input=stdin)
    return done.returncode, done.stdout.decode('utf-8'), done.stderr.decode('utf-8')


def compare(name, found):
    path = folder / name
    if write and not path.exists():
        path.write_text(found, encoding='utf-8')
    wanted = path.read_text(encoding='utf-8') if path.exists() else ''
    check(found == wanted, name, ''.join(difflib.unified_diff(
        wanted.splitlines(True), found.splitlines(True), name, 'found')))


for case, profile, status in CASES:
    stem = f'{case}.{profile}'
    code, report, said = run('--profile', profile, case)
    check(code == status, f'{stem}: exit status', f'{code}, {said}')
    compare(f'{stem}.report', report)
    code, lines, said = run('--json', '--profile', profile, case)
    check(code == status, f'{stem}: exit status of --json', f'{code}, {said}')
    objects = [json.loads(line) for line in lines.splitlines()]
    compare(f'{stem}.json', json.dumps(objects, indent='\t', ensure_ascii=False) + '\n')
    check(all('\x1b' not in text for text in (report, lines)), f'{stem}: no colour off a terminal')

clean = (folder / 'clean.edi').read_bytes()
code, report, said = run('-', stdin=clean)
check(code == 0 and 'standard input, message 1' in report, 'standard input is read', report + said)
code, report, said = run('clean.edi', 'no-such-file.edi')
check(code == 2 and 'no-such-file.edi' in said and 'CONFORMS' in report, 'a file that is not there', report + said)
code, report, said = run()
check(code == 2 and 'which file' in said, 'no file is a usage error', said)
code, report, said = run('--profile', 'no-such-profile', 'clean.edi')
check(code == 2 and 'tolerant' in said, 'an unknown profile is told with those there are', said)
code, report, said = run('--profile', 'wrong.profile', 'clean.edi')
check(code == 2 and 'wrong.profile:4' in said and 'date-wrnog' in said, 'a slip in a profile is told with its line', said)

sys.exit(1 if failures else 0)
