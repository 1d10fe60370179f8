#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a C file holding other files' bytes: embed.py OUT.c SYMBOL FILE...

The result defines `const struct embedded SYMBOL[]`, in the order given, ended
by an entry without a name (base/embedded.h).
"""
import os
import sys


def literal(data):
    rows = []
    for start in range(0, len(data), 16):
        rows.append("\t" + ",".join(str(b) for b in data[start:start + 16]) + ",")
    return "\n".join(rows)


def main():
    out, symbol, files = sys.argv[1], sys.argv[2], sys.argv[3:]
    parts = ['#include "base/embedded.h"\n', f"extern const struct embedded {symbol}[];\n"]
    table = []
    for number, path in enumerate(files):
        with open(path, "rb") as source:
            data = source.read()
        parts.append(f"static const unsigned char bytes_{number}[] = {{\n{literal(data)}\n\t0}};\n")
        table.append(f'\t{{"{os.path.basename(path)}", bytes_{number}, {len(data)}}},\n')
    parts.append(f"const struct embedded {symbol}[] = {{\n{''.join(table)}\t{{0, 0, 0}}}};\n")
    with open(out, "w", encoding="ascii") as target:
        target.write("\n".join(parts))


main()
