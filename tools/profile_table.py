#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the erasure lists of the built-in legal profiles as C: profile_table.py OUT.c FILE...

The profiles (src/minimise/profiles) are the only place where the lists stand; the program has
them ready, so that reading a message needs no profile to be read first.
"""
import os
import sys

LISTS = {"codes": "sensitive_codes", "words": "sensitive_words", "services": "permitted_services"}


def values(path):
    found, key = {}, None
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            text = line.strip()
            if not text or text.startswith("#"):
                continue
            if line[0] in " \t":
                found[key] = found[key] + " " + text
            elif "=" in text:
                key, found[key] = (part.strip() for part in text.split("=", 1))
    return found


def main():
    out, files = sys.argv[1], sys.argv[2:]
    parts = ['#include "minimise/profile.h"\n']
    table = []
    for number, path in enumerate(files):
        found = values(path)
        members = [f'.name = "{os.path.basename(path).split(".")[0]}"']
        for key, member in LISTS.items():
            if key not in found:
                continue
            words = ", ".join(f'"{word}"' for word in sorted(found[key].split()))
            parts.append(f"static const char *const {key}_{number}[] = {{{words}, NULL}};")
            members.append(f".{member} = {key}_{number}")
        parts.append(f"static const struct minimise_profile profile_{number} = {{{', '.join(members)}}};")
        table.append(f"&profile_{number}, ")
    parts.append(f"const struct minimise_profile *const minimise_profiles[] = {{{''.join(table)}NULL}};")
    with open(out, "w", encoding="ascii") as target:
        target.write("\n".join(parts) + "\n")


main()
