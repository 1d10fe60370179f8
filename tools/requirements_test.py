# SPDX-License-Identifier: Apache-2.0
"""tools/requirements on small trees that are planted here."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parent / "requirements"
LIST = "# Review\nR-070 + Every match is reviewed.\nR-071 - Reviews follow criteria.\n"
CODE = "/* one by one (R-070) */\nint decide(void);\n"
TEST = """static void one_by_one(void **state) /* R-070 */
{
}

/* R-071 */
static void criteria(void **state)
{
}

static void nobody_runs_this(void **state) /* R-071 */
{
}

int main(void)
{
\trun(one_by_one, criteria);
}
"""


class Requirements(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="piu-requirements-")
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)
        subprocess.run(["git", "init", "-q", self.root], check=True)
        (self.root / "docs").mkdir()
        self.put("tools/requirements.txt", LIST)
        self.put("src/review/decide.c", CODE)
        self.put("src/review/decide_test.c", TEST)

    def put(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def run_tool(self, *more):
        done = subprocess.run([sys.executable, TOOL, "--root", self.root, *more], capture_output=True, text=True,
                              check=False)
        return done.returncode, done.stdout

    def page(self):
        self.run_tool("--write")
        return (self.root / "docs/requirements.md").read_text(encoding="utf-8")

    def row(self, number):
        return next(line for line in self.page().splitlines() if line.startswith(f"| {number}"))

    def test_a_page_that_was_written_is_up_to_date(self):
        self.assertEqual(self.run_tool("--write")[0], 0)
        self.assertEqual(self.run_tool()[0], 0)
        self.assertIn("1 of 2 are covered", self.page())

    def test_a_stale_page_fails(self):
        self.run_tool("--write")
        self.put("src/review/more.c", "/* criteria (R-071) */\n")
        status, said = self.run_tool()
        self.assertEqual(status, 1)
        self.assertIn("out of date", said)

    def test_covered_takes_code_and_a_test(self):
        self.assertIn("| covered | `src/review/decide.c` | one by one (`src/review/decide_test.c`)", self.row("R-070"))
        self.assertIn("| not covered | no code | criteria (", self.row("R-071"))

    def test_a_test_that_is_not_run_is_none(self):
        self.assertNotIn("nobody runs this", self.page())

    def test_a_claim_without_a_test_fails(self):
        self.put("src/review/decide_test.c", TEST.replace("R-070", "R-071"))
        status, said = self.run_tool("--write")
        self.assertEqual(status, 1)
        self.assertIn("R-070 is claimed to be covered, but no named test carries it", said)

    def test_a_claim_without_code_fails(self):
        self.put("src/review/decide.c", "int decide(void);\n")
        self.assertIn("R-070 is claimed to be covered, but no code carries it", self.run_tool("--write")[1])

    def test_an_unknown_number_fails(self):
        self.put("src/review/decide.c", CODE + "/* R-999 */\n")
        self.assertIn("R-999 is not in tools/requirements.txt", self.run_tool("--write")[1])

    def test_a_number_in_a_files_head_is_no_test(self):
        self.put("src/review/decide_test.c", "/* About R-071. */\n#include <x.h>\n\n" + TEST.replace("/* R-071 */\n", ""))
        self.assertIn("| not covered | no code | no test |", self.row("R-071"))

    def test_tests_of_all_languages_are_found(self):
        self.put("tests/contract/api_test.py", "class A:\n    def test_of_python(self):  # R-071\n        pass\n")
        self.put("web/src/a.test.ts", "test('of the page', () => {\n\t// R-071\n});\n")
        self.put("tests/e2e/walk.mjs", "await step('of the walk', async () => {\n\t// R-071\n});\n")
        row = self.row("R-071")
        for name in ("test of python", "of the page", "of the walk"):
            self.assertIn(name, row)


if __name__ == "__main__":
    unittest.main()
