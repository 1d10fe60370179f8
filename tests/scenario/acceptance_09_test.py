# SPDX-License-Identifier: Apache-2.0
"""Acceptance scenario 9: a carrier misses its push at closure and is told within minutes (R-211); an outage is
entered, and no penalty is proposed for what falls in it (R-212). The real program, by its real clock."""
import datetime
import tempfile
import time
import unittest

from carrier import departing, paxlst, pnrgov, served
from unit import piu


def instant(at):
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


class MissedClosure(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """A profile by which a push is due, and its carrier told, within a minute each: the clock is the real one."""
        shown, _ = piu("profile", "show", "eu-strict")
        with tempfile.NamedTemporaryFile("w", suffix=".profile") as file:
            file.write(shown.replace("closing-transfer = 60 minutes", "closing-transfer = 1 minutes")
                       .replace("notice-after = 5 minutes", "notice-after = 1 minutes"))
            file.flush()
            cls.unit, cls.serving, cls.key = served(profile=file.name)
        cls.departed = departing(0).replace(second=0, microsecond=0)

    @classmethod
    def tearDownClass(cls):
        cls.serving.stop()
        cls.unit.close()

    def notices(self):
        return self.serving.call("GET", "/notices", headers={"Authorization": f"Bearer {self.key}"})["notices"]

    def wait_for_notice(self, kind):
        until = time.monotonic() + 180
        while time.monotonic() < until:
            found = [n for n in self.notices() if n["kind"] == kind and n.get("number") == "418"]
            if found:
                return found[0]
            time.sleep(0.5)
        return self.fail(f"no notice {kind} within three minutes")

    def test_1_the_carrier_is_told_flight_cause_and_deadline(self):
        """R-211: a carrier that pushes PNR data; its flight 418 leaves now, and only its API data come."""
        self.serving.post(self.key, pnrgov(419, departing(30 * 60), "FIRST1"))
        self.serving.post(self.key, paxlst(418, self.departed, "APIS1"))
        notice = self.wait_for_notice("closing-missing")
        self.assertEqual((notice["carrier"], notice["origin"], notice["destination"]), ("Z9", "ACC", "LIS"))
        self.assertIn("closure", notice["cause"])
        due = self.departed + datetime.timedelta(minutes=1)
        self.assertEqual(notice["deadline"][:16], instant(due)[:16])
        self.assertFalse(notice["outage"])
        self.assertNotIn("EXAMPLE", str(notice))

    def test_2_people_see_who_is_to_be_told_and_that_it_was_fetched(self):
        """R-213: the contact that the carrier named."""
        self.serving.call("PUT", "/carriers/Z9/contact", {"name": "Duty desk of Z9", "telephone": "+254 20 0000001"}, status=204)
        page = self.serving.call("GET", "/transfers")
        mine = [n for n in page["notices"] if n["kind"] == "closing-missing"][0]
        self.assertIn("Duty desk of Z9", mine["contact"])
        self.assertIn("fetched_at", mine)
        self.assertNotIn("penalty_at", mine)
        type(self).notice = mine["id"]

    def test_3_no_penalty_is_proposed_for_what_falls_in_an_outage(self):
        """R-212: a person's proposal is withdrawn by an outage that is entered later, and refused from then on."""
        path = f"/carrier-notices/{self.notice}/penalty"
        self.serving.call("POST", path, {"reason": "The push did not come."}, status=204)
        span = {"from": instant(self.departed), "until": instant(self.departed + datetime.timedelta(minutes=30))}
        self.serving.call("POST", "/outages", {"carrier": "Z9", "evidence": "Ticket 7 of the network's operator", **span},
                          status=201)
        page = self.serving.call("GET", "/transfers")
        mine = [n for n in page["notices"] if n["id"] == self.notice][0]
        self.assertIn("withdrawn_at", mine)
        self.assertTrue(mine["outage"])
        refused = self.serving.call("POST", path, {"reason": "The push did not come."}, status=409)
        self.assertEqual((refused["code"], refused["rule"]), ("outage", "R-212"))
        self.assertTrue([n for n in self.notices() if n["id"] == self.notice][0]["outage"])

    def test_4_everything_is_on_record(self):
        self.assertEqual(self.serving.stop(), 0)
        report = self.unit.check()
        self.assertEqual(report["faults"], 0, report["fault"])
        type(self).serving.stop = lambda: 0


if __name__ == "__main__":
    unittest.main()
