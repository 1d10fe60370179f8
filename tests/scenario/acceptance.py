# SPDX-License-Identifier: Apache-2.0
"""What the acceptance scenarios have in common: a served unit with people of every office that
they need, an invented carrier's message, and lists in the shape that their sources give them."""
import datetime
import http.client

from serve_test import PASSWORD, Serving, decision
from unit import Unit, list_query

STAFF = {"anna": ("analyst", None), "supa": ("supervisor", None), "tariq": ("targeter", None), "dee": ("dpo", None),
         "polly": ("requesting-authority", "national-police")}
PERSON = """<INDIVIDUAL><DATAID>{number}</DATAID><FIRST_NAME>{given}</FIRST_NAME><SECOND_NAME>{family}</SECOND_NAME>
<UN_LIST_TYPE>Utopia</UN_LIST_TYPE><REFERENCE_NUMBER>UTi.00{number}</REFERENCE_NUMBER><LISTED_ON>2024-05-06</LISTED_ON>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>{born}</DATE></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>{document}</NUMBER>
<ISSUING_COUNTRY>Kenya</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT></INDIVIDUAL>"""
QUIBBLE = PERSON.format(number=1, given="ZELDA", family="QUIBBLE", born="1970-01-02", document="ZQ1234567")
FROSTWOOD = PERSON.format(number=2, given="BALTHAZAR", family="FROSTWOOD", born="1961-09-30", document="ZQ7654321")


def un_list(*people):
    """The Security Council's consolidated list, with invented people."""
    return ('<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:01.141-05:00">'
            f'<INDIVIDUALS>{"".join(people)}</INDIVIDUALS></CONSOLIDATED_LIST>')


def message():
    """An API message about ZELDA QUIBBLE, on a flight that no test's clock reaches."""
    segments = ["UNB+UNOA:4+Z9DCS+UTGOV+310301:0702+Z9I0000417++IAPI", "UNH+1+PAXLST:D:12B:UN:IATA", "BGM+745",
                "NAD+MS+++ZEDAIR CHECKIN", "COM+254 20 0000001:TE", "TDT+20+Z9418+++Z9", "LOC+125+NBO",
                "DTM+189:3103020955:201", "LOC+87+LIS", "DTM+232:3103021720:201", "NAD+FL+++QUIBBLE:ZELDA", "ATT+2++F",
                "DTM+329:700102", "LOC+178+NBO", "LOC+179+LIS", "NAT+2+KEN", "DOC+P:110:111+ZQ1234567",
                "DTM+36:320822", "LOC+91+KEN", "CNT+42:1"]
    segments += [f"UNT+{len(segments)}+1", "UNZ+1+Z9I0000417"]
    return "UNA:+.? '" + "'".join(segments) + "'"


def sheet(**other):
    """A disclosure to the officer of the police, with feedback and end in days to come."""
    today = datetime.datetime.now(datetime.timezone.utc).date()
    return {"officer": "polly", "fields": "name birth-date document flight", "language": "en",
            "caveat": "For the officer alone; do not approach.", "feedback_on": str(today + datetime.timedelta(7)),
            "expires_on": str(today + datetime.timedelta(30)), **other}


class Office:
    """A served unit; `as_user` gives a caller who is signed in."""

    def __init__(self):
        self.unit = Unit()
        self.unit.fresh, self.unit.codes = True, {}
        self.serving = Serving(self.unit)
        self.unit.fresh = False
        self.serving.call("POST", "/setup", {"code": self.serving.code, "user": "root", "name": "Ada",
                                             "password": PASSWORD}, status=201)
        self.serving.set_second_factor("root")
        self.serving.sign_in("root")
        for user, (role, desk) in STAFF.items():
            self.serving.call("POST", "/users", {"user": user, "name": user, "role": role, "password": PASSWORD,
                                                 **({"desk": desk} if desk else {})}, status=201)
        self.key = self.serving.call("POST", "/carrier-keys", {"carrier": "Z9"}, status=201)["key"]

    def as_user(self, user):
        """The caller, signed in as somebody else."""
        self.serving.sign_in(user)
        return self.serving

    def take_list(self, name, content, kind):
        """The targeter imports a list."""
        resting = list_query(("documents",) if "kind=documents" in name else ())
        return self.as_user("tariq").call("POST", f"/watchlists/{name}&{resting}", content, headers={"Content-Type": kind})

    def take_message(self):
        return self.serving.post(self.key, message())

    def bytes_of(self, path):
        """(status, bytes) of what is no JSON."""
        connection = http.client.HTTPConnection("127.0.0.1", self.serving.port, timeout=60)
        connection.request("GET", "/api/v1" + path, headers={"Cookie": self.serving.cookie})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body

    def close(self):
        status = self.serving.stop()
        self.unit.close()
        return status


__all__ = ["FROSTWOOD", "QUIBBLE", "Office", "decision", "sheet", "un_list"]
