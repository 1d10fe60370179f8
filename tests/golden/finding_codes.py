#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""finding_codes.py [--write] FINDINGS_PAGE SOURCE_ROOT: the table of findings
(src/model/finding_table.c) names exactly the codes, with the severities, that the code can
give; and docs/findings.md is what FINDINGS_PAGE makes of it (--write writes it)."""

import collections
import pathlib
import re
import subprocess
import sys

OTHER_WORDS = {'cancel-segment'}  # in the code of src/decode, and no finding
TABLE = 'src/model/finding_table.c'
PAGE = 'docs/findings.md'
GIVEN = re.compile(r'(?:SEVERITY_([A-Z]+)\s*:\s*)?SEVERITY_([A-Z]+),\s*"([a-z-]+)"')


def in_table(program):
    listed = subprocess.run([program, '--codes'], capture_output=True, text=True, check=True).stdout
    rows = [line.split(' ') for line in listed.splitlines()]
    return {code: set(severities.split(',')) for code, severities in rows}


def in_code(root):
    """Codes behind a severity, anywhere; and every word of their form in src/decode, where
    they are handed on by functions of its own."""
    codes, severities = {'findings-limit'}, collections.defaultdict(set)
    for path in (root / 'src').rglob('*.c'):
        if path.name.endswith('_test.c') or str(path).endswith(TABLE):
            continue
        text = re.sub(r'/\*.*?\*/', '', path.read_text(encoding='utf-8'), flags=re.S)
        if 'src/decode/' in path.as_posix():
            codes |= set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', text))
        for other, severity, code in GIVEN.findall(text):
            codes.add(code)
            severities[code] |= {word.lower() for word in (other, severity) if word}
    return codes - OTHER_WORDS, severities


def main(arguments):
    write = '--write' in arguments
    program, root = [a for a in arguments if a != '--write']
    root = pathlib.Path(root)
    page = subprocess.run([program], capture_output=True, text=True, check=True).stdout
    if write:
        (root / PAGE).write_text(page, encoding='utf-8')
    table, (codes, severities) = in_table(program), in_code(root)
    wrong = [f'not in {TABLE}: {code}' for code in sorted(codes - set(table))]
    wrong += [f'not in the code: {code}' for code in sorted(set(table) - codes)]
    wrong += [f'{code}: the code says {", ".join(sorted(severities[code]))}'
              for code in sorted(severities) if code in table and severities[code] != table[code]]
    if not (root / PAGE).exists() or (root / PAGE).read_text(encoding='utf-8') != page:
        wrong.append(f'{PAGE} is out of date: {program} > {PAGE}')
    print('\n'.join(wrong) or f'{len(table)} codes')
    return 1 if wrong else 0


sys.exit(main(sys.argv[1:]))
