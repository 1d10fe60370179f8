#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""finding_codes.py SOURCE_ROOT: the table of findings in docs/decode.md names exactly
the codes, with the severities, that the code of src/decode can give."""

import collections
import pathlib
import re
import sys

OTHER_WORDS = {'cancel-segment'}  # in the code of src/decode, and no finding
GIVEN_ELSEWHERE = {'findings-limit'}  # src/model/finding.c


def documented(root):
    text = (root / 'docs/decode.md').read_text(encoding='utf-8')
    table = text[text.index('\n## Findings'):]
    rows = re.findall(r'^\| `([a-z-]+)` \| ([a-z, ]+) \| .+ \|$', table, re.M)
    return {code: set(severity.split(', ')) for code, severity in rows}


def in_code(root):
    codes, severities = set(), collections.defaultdict(set)
    for path in (root / 'src/decode').rglob('*.c'):
        if path.name.endswith('_test.c') or path.name.startswith('test_'):
            continue
        text = re.sub(r'/\*.*?\*/', '', path.read_text(encoding='utf-8'), flags=re.S)
        codes |= set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', text))
        for severity, code in re.findall(r'SEVERITY_([A-Z]+),\s*"([a-z-]+)"', text):
            severities[code].add(severity.lower())
    return codes - OTHER_WORDS | GIVEN_ELSEWHERE, severities


def main(root):
    table = documented(root)
    codes, severities = in_code(root)
    wrong = [f'not in docs/decode.md: {code}' for code in sorted(codes - set(table))]
    wrong += [f'not in the code: {code}' for code in sorted(set(table) - codes)]
    wrong += [f'{code}: the code says {", ".join(sorted(severities[code]))}'
              for code in sorted(severities) if code in table and severities[code] != table[code]]
    print('\n'.join(wrong) or f'{len(table)} codes')
    return 1 if wrong else 0


sys.exit(main(pathlib.Path(sys.argv[1])))
