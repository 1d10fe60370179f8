#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a C file that holds the built web application: embed_web.py OUT.c FOLDER

Every file below FOLDER (web/dist) is built in by the assembler, with an entity
tag made of its content; without the folder the table is empty. OUT.c is
written only when it would change. Defines web_files (api/files.h).
"""
import hashlib
import os
import sys


def find(folder):
    paths = []
    for base, _, names in os.walk(folder):
        for name in names:
            full = os.path.join(base, name)
            paths.append((os.path.relpath(full, folder).replace(os.sep, "/"), full))
    return sorted(paths)


def blob(number, full):
    """One file as the assembler's read-only bytes."""
    return (f'__asm__(".section .rodata\\n"\n'
            f'\t".global web_bytes_{number}\\n.hidden web_bytes_{number}\\n.balign 16\\n"\n'
            f'\t"web_bytes_{number}:\\n.incbin \\"{full}\\"\\n.byte 0\\n.previous\\n");\n'
            f"extern const unsigned char web_bytes_{number}[];\n")


def generate(folder):
    parts, rows = ['#include "api/files.h"\n\n'], []
    for number, (path, full) in enumerate(find(folder)):
        with open(full, "rb") as source:
            data = source.read()
        if any(c in full for c in '"\\\n'):
            sys.exit(f"embed_web: {full!r} can not be embedded: rename it")
        tag = hashlib.sha256(data).hexdigest()[:32]
        parts.append(blob(number, full))
        rows.append(f'\t{{"{path}", "\\"{tag}\\"", web_bytes_{number}, {len(data)}}},\n')
    parts.append(f"\nconst struct web_file web_files[] = {{\n{''.join(rows)}\t{{0, 0, 0, 0}}}};\n")
    return "".join(parts)


def main():
    out, folder = sys.argv[1], os.path.abspath(sys.argv[2])
    text = generate(folder)
    if os.path.exists(out):
        with open(out, encoding="utf-8") as before:
            if before.read() == text:
                return
    with open(out, "w", encoding="utf-8") as target:
        target.write(text)


main()
