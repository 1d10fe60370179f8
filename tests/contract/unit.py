# SPDX-License-Identifier: Apache-2.0
"""A served unit with a clock that the test sets, and a client that checks each answer
against the unit's own OpenAPI document."""
import http.client
import json
import re
import socket
import subprocess
import urllib.parse

from schema import Checker

SETUP_CODE = "K7QM-2XPR-9TWH"
PASSWORD = "plum-violin-harbour-82"
PURPOSES = {"analyst": "pre-travel-assessment", "supervisor": "pre-travel-assessment",
            "requests-desk": "reasoned-request", "targeter": "criteria", "dpo": "verification",
            "supervisory-authority": "verification", "auditor": "verification"}
# On what an invented list rests.
BASIS = {"legal_basis": "Invented Act, article 7", "owner": "Invented Ministry", "purposes": "pre-travel-assessment",
         "subject": "persons-sought", "quality": "A", "dated_on": "2026-11-20", "ends_on": "2027-11-01"}
COMMON = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
          "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin",
          "Cross-Origin-Resource-Policy": "same-origin",
          "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}


class Served:
    """The process; `with Served(...) as unit`."""

    def __init__(self, program, folder, now, *more):
        self.process = subprocess.Popen([program, folder, SETUP_CODE, now, *more], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()
        if not self.address:
            raise RuntimeError(self.process.communicate()[1])
        self.host, self.port = self.address.removeprefix("http://").split(":")
        self.port = int(self.port)
        self.monitor_port = int(self.process.stdout.readline().rsplit(":", 1)[1])
        self.document = json.loads(Client(self).raw("GET", "/api/v1/openapi.json").body)
        self.errors = ""

    def stop(self):
        """Gives the exit status."""
        _, self.errors = self.process.communicate("", timeout=60)
        return self.process.returncode

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()


class Answer:
    def __init__(self, response, body):
        self.status, self.headers, self.body = response.status, response.headers, body

    @property
    def json(self):
        return json.loads(self.body)


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("unit")
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.path)


class Client:
    def __init__(self, served, operator_socket=None):
        self.served, self.operator_socket = served, operator_socket
        self.cookie = self.csrf = self.session = None

    def raw(self, method, path, body=None, headers=None):
        if self.operator_socket:
            connection = UnixConnection(self.operator_socket)
        else:
            connection = http.client.HTTPConnection(self.served.host, self.served.port, timeout=60)
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        answer = Answer(response, response.read())
        connection.close()
        return answer

    def call(self, method, path, body=None, status=200, kind="application/json", csrf=True, headers=None):
        """Calls and checks status, fields and body; gives the JSON, if there is any."""
        fields = dict(headers or {})
        if self.cookie:
            fields["Cookie"] = f"piu_session={self.cookie}"
        if self.csrf and csrf and method != "GET":
            fields["X-CSRF-Token"] = self.csrf
        if body is not None:
            fields["Content-Type"] = kind
            if kind == "application/json" and not isinstance(body, (str, bytes)):
                body = json.dumps(body)
        answer = self.raw(method, "/api/v1" + path, body, fields)
        text = f"{method} {path} gave {answer.status}, not {status}: {answer.body[:400]!r}"
        assert answer.status == status, text
        self.check(method, path, answer)
        if not answer.body:
            return None
        return answer.json if answer.headers["Content-Type"].endswith("json") else answer.body

    def check(self, method, path, answer):
        for name, value in COMMON.items():
            assert answer.headers[name] == value, (path, name, answer.headers[name])
        operation = self.operation(method, path)
        if operation is None:
            response = {"$ref": "#/components/responses/default"}
        else:
            known = operation["responses"]
            assert str(answer.status) in known or answer.status >= 500, \
                f"{method} {path}: {answer.status} is not described"
            response = known.get(str(answer.status), known["default"])
        checker = Checker(self.served.document)
        content = checker.resolve(response).get("content")
        if content is None:
            assert answer.body == b"", path
            return
        (kind, media), = content.items()
        assert answer.headers["Content-Type"] == kind, (path, answer.headers["Content-Type"])
        body = answer.json if kind.endswith("json") else answer.body.decode("latin-1")
        checker.check(media["schema"], body, f"{method} {path}")

    def operation(self, method, path):
        path = path.split("?")[0]
        for pattern, methods in self.served.document["paths"].items():
            if re.fullmatch(re.sub(r"\{id\}", r"\\d+", re.sub(r"\{name\}", "[^/]+", pattern)), path):
                return methods.get(method.lower())
        return None

    def problem(self, method, path, status, code, **more):
        body = self.call(method, path, status=status, **more)
        assert body["code"] == code and body["status"] == status, body
        return body

    # ---- sessions ----

    def keep(self, answer):
        assert answer.status in (200, 201), answer.body
        self.check("POST", "/session" if answer.status == 200 else "/setup", answer)
        cookie = answer.headers["Set-Cookie"]
        self.cookie = re.match(r"piu_session=([0-9a-f]{64});", cookie).group(1)
        self.session, self.csrf = answer.json, answer.json["csrf"]
        return cookie

    def post(self, path, body):
        return self.raw("POST", "/api/v1" + path, json.dumps(body), {"Content-Type": "application/json"})

    def set_up(self):
        return self.keep(self.post("/setup", {"code": SETUP_CODE, "user": "admin", "name": "Ada Example",
                                              "password": PASSWORD}))

    def sign_in(self, user, password=PASSWORD, code=None, task=True):
        """Who needs a task for the work (R-004) is on one afterwards, unless it is not wanted."""
        body = {"user": user, "password": password, **({"code": code} if code else {})}
        cookie = self.keep(self.post("/session", body))
        if task and self.session["task_for"]:
            self.open_task()
        return cookie

    def open_task(self, **more):
        role = self.session["user"]["role"]
        body = {"purpose": PURPOSES[role], "justification": "As the test says it.", "case": "UT 26/1", **more}
        if body["purpose"] != "verification":
            body = {"offence": "terrorist-offences", "air_link": True, **body}
        self.session = self.call("POST", "/task", body, status=201)
        return self.session["task"]


def query(**values):
    return "?" + urllib.parse.urlencode(values)
