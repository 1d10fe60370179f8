#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Plants violations and expects tools/gates to name each with its place."""
import pathlib
import subprocess
import tempfile
import unittest

TOOL = pathlib.Path(__file__).with_name("gates")
SPDX = "/* SPDX-License-Identifier: Apache-2.0 */\n"


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


class GatesTest(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.root = pathlib.Path(held.name)
        run("git", "init", "-q", self.root)

    def plant(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def library(self, room, text):
        """A room's library as the build makes it."""
        self.plant(f"build/src/{room}/part.c", text)
        folder = self.root / "build" / "src" / room
        self.assertEqual(run("gcc", "-fPIC", "-O2", "-c", "part.c", cwd=folder).returncode, 0)
        self.assertEqual(run("ar", "rcs", f"lib{room}.a", "part.o", cwd=folder).returncode, 0)

    def complaints(self, gate):
        done = run(TOOL, "--root", self.root, gate)
        lines = done.stdout.splitlines()
        self.assertEqual(done.stderr, "")
        self.assertEqual(done.returncode, 1 if lines[-1].startswith("not ok - ") else 0)
        return lines[:-1]

    def test_an_empty_tree_passes_every_gate(self):
        self.plant("src/base/empty.c", SPDX)
        self.plant("src/base/empty.h", SPDX)
        done = run(TOOL, "--root", self.root)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertNotIn("not ok", done.stdout)

    def test_a_banned_function_is_named_with_its_line(self):
        self.plant("src/base/x.c", "void f(char *a)\n{\n\tstrcpy(a, \"b\");\n}\n")
        self.assertEqual(self.complaints("banned"),
                         ["src/base/x.c:3: strcpy is banned; use snprintf or base/buf.h"])

    def test_a_banned_name_in_text_or_as_part_of_another_is_no_call(self):
        self.plant("src/base/x.c", '/* strcpy(a) */ const char *t = "atoi(x)"; // gets(y)\nint my_atoi(int);\n')
        self.assertEqual(self.complaints("banned"), [])

    def test_tests_may_call_what_they_like(self):
        self.plant("src/base/x_test.c", "void f(char *a) { strcpy(a, a); }\n")
        self.assertEqual(self.complaints("banned"), [])

    def test_a_header_that_needs_another_is_named(self):
        self.plant("src/base/x.h", "uint32_t f(void);\n")
        self.assertIn("src/base/x.h:1:", "".join(self.complaints("headers")))

    def test_mutable_globals_are_named_constant_tables_are_not(self):
        self.library("screen", "int counted; static int kept = 3; int *g(void) { static int inside; "
                     "inside++; return &kept + inside; }\n"
                     "const char *const names[] = {\"a\", \"b\"}; static __thread int mine; int *h(void) { return &mine; }\n")
        named = {line.split()[1].split(".")[0] for line in self.complaints("globals")}
        self.assertEqual(named, {"counted", "kept", "inside", "mine"})

    def test_a_pure_room_may_not_open_files_or_ask_the_time(self):
        self.library("decode", "#include <stdio.h>\n#include <time.h>\n"
                     "long f(const char *p) { return fopen(p, \"r\") ? 1 : time(0); }\n")
        self.assertEqual(self.complaints("pure"), ["decode: part.o calls fopen", "decode: part.o calls time"])

    def test_other_rooms_may(self):
        self.library("store", "#include <time.h>\nlong f(void) { return time(0); }\n")
        self.assertEqual(self.complaints("pure"), [])

    def test_a_prototype_without_a_comment_is_named(self):
        self.plant("src/base/x.h", "/* One. */\nint one(int a);\nint of_its_group(void);\n\nint two(void);\n\n"
                   "struct s;\n\nint three(void); /* Three. */\n")
        self.assertEqual(self.complaints("documented"),
                         ["src/base/x.h:5: two has no comment, nor has its group"])

    def test_long_functions_and_files_are_named_tables_are_not(self):
        self.plant("src/base/x.c", "static int f(int a,\n\t     int b)\n{\n" + "\ta++;\n" * 61 + "\treturn a + b;\n}\n")
        self.plant("src/base/y.c", "\n" * 601)
        self.plant("src/base/z_table.c", "\n" * 5000)
        self.assertEqual(self.complaints("sizes"), ["src/base/x.c:1: f has 62 lines; at most 60",
                                                    "src/base/y.c: 601 lines; at most 600"])

    def test_a_file_without_its_licence_is_named(self):
        self.plant("src/base/x.c", "\n\n\n" + SPDX)
        self.plant("src/base/y.c", SPDX)
        self.assertEqual(self.complaints("licence"),
                         ["src/base/x.c: no line SPDX-License-Identifier: Apache-2.0"])

    def test_hosts_and_paths_of_one_machine_are_named(self):
        self.plant("docs/x.md", "http" + "://packages.somewhere.net/x\nhttps://www.rfc-editor.org/rfc/rfc9112\n"
                   "http://127.0.0.1:8080/\n see /ho" + "me/me/x\n$HO" "ME/work/x\n")
        self.assertEqual(self.complaints("words"), ["docs/x.md:1: names the host packages.somewhere.net",
                                                    "docs/x.md:4: says /ho" + "me/m"])

    def test_ignored_files_are_nobodys_business(self):
        self.plant(".gitignore", "/data/\n")
        self.plant("data/x.md", "http" + "://packages.somewhere.net/\n")
        self.assertEqual(self.complaints("words"), [])

    def test_a_link_to_nowhere_is_named(self):
        self.plant("docs/x.md", "[a](y.md) [b](x.md#part) [c](https://www.w3.org/)\n```\n[d](e.md)\n```\n")
        self.assertEqual(self.complaints("links"), ["docs/x.md:1: no file y.md"])


if __name__ == "__main__":
    unittest.main()
