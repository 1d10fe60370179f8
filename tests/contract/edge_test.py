#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""deploy/nginx.conf with a real nginx in front of a real unit: edge_test.py SERVE-PROGRAM CONF
Skipped (status 77) where nginx or openssl is not installed."""
import http.client
import json
import os
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import unittest

from messages import paxlst
from unit import PASSWORD, SETUP_CODE, Served

PROGRAM, CONF = sys.argv[1], pathlib.Path(sys.argv[2])
NOW = "2026-11-25T08:30:00Z"
USERS, CARRIERS, MONITOR = "unit.example", "carriers.unit.example", "monitor.unit.example"
OUTER = """daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
access_log off;
client_body_temp_path {folder}/body;
proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
include {folder}/piu.conf;
}}
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


AUTHORITY = """[ca]
default_ca = authority
[authority]
new_certs_dir = {folder}
database = {folder}/{name}.index
serial = {folder}/{name}.serial
crlnumber = {folder}/{name}.crlnumber
certificate = {folder}/{name}.crt
private_key = {folder}/{name}.key
default_md = sha256
default_crl_days = 1
policy = names
copy_extensions = copy
unique_subject = no
[names]
commonName = supplied
"""
NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


class Authority:
    """One that issues certificates, ends them, and says which it has ended."""

    def __init__(self, folder, name):
        self.folder, self.name = folder, name
        openssl("req", "-x509", *NEW_KEY, "-days", "1", "-subj", f"/CN=Utopia {name}", "-keyout", f"{folder}/{name}.key",
                "-out", f"{folder}/{name}.crt")
        for end, content in (("index", ""), ("serial", "01"), ("crlnumber", "01"),
                             ("cnf", AUTHORITY.format(folder=folder, name=name))):
            pathlib.Path(folder, f"{name}.{end}").write_text(content)

    def ca(self, *arguments):
        openssl("ca", "-batch", "-config", f"{self.folder}/{self.name}.cnf", *arguments)

    def issue(self, name, host, *dates):
        f = self.folder
        openssl("req", *NEW_KEY, "-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}", "-keyout",
                f"{f}/{name}.key", "-out", f"{f}/{name}.csr")
        self.ca("-notext", "-in", f"{f}/{name}.csr", "-out", f"{f}/{name}.crt", *(dates or ("-days", "1")))

    def revoke(self, name):
        self.ca("-revoke", f"{self.folder}/{name}.crt")

    def publish(self):
        self.ca("-gencrl", "-out", f"{self.folder}/{self.name}.crl")


def make_certificates(folder):
    """Three authorities - the edge's and carriers', the watcher's, a stranger's - and theirs."""
    ours, watcher, stranger = (Authority(folder, name) for name in ("carriers-ca", "monitor-ca", "stranger-ca"))
    for name, host in (("unit", USERS), ("carriers", CARRIERS), ("monitor", MONITOR), ("z9", "z9.example"),
                       ("revoked", "y8.example")):
        ours.issue(name, host)
    ours.issue("expired", "x7.example", "-startdate", "20200101000000Z", "-enddate", "20200102000000Z")
    ours.revoke("revoked")
    ours.publish()
    watcher.issue("watcher", "prometheus.example")
    stranger.issue("stranger", "z9.example")


class Edge(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="piu-edge-")
        f = cls.folder.name
        os.chmod(f, 0o755)
        make_certificates(f)
        cls.served = Served(PROGRAM, os.path.join(f, "unit"), NOW, "edge")
        cls.port = free_port()
        conf = CONF.read_text().replace("/etc/piu/tls/", f + "/").replace("listen 443", f"listen 127.0.0.1:{cls.port}")
        conf = conf.replace("server 127.0.0.1:8080;", f"server 127.0.0.1:{cls.served.port};")
        conf = conf.replace("server 127.0.0.1:9464;", f"server 127.0.0.1:{cls.served.monitor_port};")
        pathlib.Path(f, "piu.conf").write_text(conf)
        pathlib.Path(f, "nginx.conf").write_text(OUTER.format(folder=f))
        cls.nginx = subprocess.Popen(["nginx", "-e", f"{f}/error.log", "-c", f"{f}/nginx.conf"],
                                     stderr=subprocess.PIPE)
        cls.wait()

    @classmethod
    def wait(cls):
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", cls.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(cls.nginx.stderr.read() if cls.nginx.poll() is not None else "nginx does not answer")

    @classmethod
    def tearDownClass(cls):
        cls.nginx.terminate()
        cls.nginx.communicate()
        assert cls.served.stop() == 0, cls.served.errors
        cls.folder.cleanup()

    def tls(self, host, certificate=None, version=None):
        context = ssl.create_default_context(cafile=self.folder.name + "/carriers-ca.crt")
        if certificate:
            context.load_cert_chain(f"{self.folder.name}/{certificate}.crt", f"{self.folder.name}/{certificate}.key")
        if version:
            context.maximum_version = version
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        return context.wrap_socket(plain, server_hostname=host)

    def call(self, host, method, path, body=None, headers=None, certificate=None):
        connection = http.client.HTTPConnection(host)
        connection.sock = self.tls(host, certificate)
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        content = response.read()
        connection.close()
        return response, content

    def test_1_the_unit_is_set_up_and_its_cookie_is_secure(self):
        first = {"code": SETUP_CODE, "user": "admin", "name": "Ada Example", "password": PASSWORD}
        response, body = self.call(USERS, "POST", "/api/v1/setup", json.dumps(first),
                                   {"Content-Type": "application/json"})
        self.assertEqual(response.status, 201, body)
        self.assertIn("; Secure", response.headers["Set-Cookie"])
        self.assertIn("max-age", response.headers["Strict-Transport-Security"])
        type(self).cookie = response.headers["Set-Cookie"].split(";")[0]
        type(self).csrf = json.loads(body)["csrf"]

    def test_2_a_carrier_needs_certificate_and_key(self):
        fields = {"Cookie": self.cookie, "X-CSRF-Token": self.csrf, "Content-Type": "application/json"}
        response, body = self.call(USERS, "POST", "/api/v1/carrier-keys", '{"carrier": "Z9"}', fields)
        self.assertEqual(response.status, 201, body)
        send = {"Authorization": "Bearer " + json.loads(body)["key"], "Content-Type": "application/edifact"}
        response, body = self.call(CARRIERS, "POST", "/api/v1/messages", paxlst(), send, "z9")
        self.assertEqual((response.status, json.loads(body)["new"]), (200, 1))
        chunks = (paxlst()[i:i + 100] for i in range(0, len(paxlst()), 100))
        response, body = self.call(CARRIERS, "POST", "/api/v1/messages", chunks, send, "z9")
        self.assertEqual((response.status, json.loads(body)["repeated"]), (200, 1))
        response, _ = self.call(CARRIERS, "POST", "/api/v1/messages", paxlst(), send)
        self.assertEqual(response.status, 400)
        response, body = self.call(CARRIERS, "POST", "/api/v1/messages", paxlst(),
                                   {**send, "Authorization": "Bearer piu_" + "0" * 64}, "z9")
        self.assertEqual((response.status, json.loads(body)["code"]), (401, "unknown-key"))
        self.assertEqual(self.call(USERS, "POST", "/api/v1/messages", paxlst(), send)[0].status, 403)
        for method, path in (("GET", "/api/v1/messages"), ("POST", "/api/v1/session"), ("GET", "/")):
            self.assertIn(self.call(CARRIERS, method, path, headers=send, certificate="z9")[0].status, (403, 404))

    def test_2_certificates_that_do_not_count_are_refused(self):
        send = {"Authorization": "Bearer piu_" + "0" * 64, "Content-Type": "application/edifact"}
        self.assertEqual(self.call(CARRIERS, "POST", "/api/v1/messages", paxlst(), send, "z9")[0].status, 401)
        for name in ("stranger", "expired", "revoked", "watcher"):
            with self.subTest(certificate=name):
                response, body = self.call(CARRIERS, "POST", "/api/v1/messages", paxlst(), send, name)
                self.assertEqual(response.status, 400)
                self.assertIn(b"SSL certificate error", body)
        # One name's connection is not another's.
        response, _ = self.call(CARRIERS, "POST", "/api/v1/messages", paxlst(), {**send, "Host": USERS}, "z9")
        self.assertIn(response.status, (400, 403, 421))

    def test_2_who_watches_sees_numbers_and_nothing_else(self):
        response, body = self.call(MONITOR, "GET", "/metrics", certificate="watcher")
        self.assertEqual(response.status, 200)
        self.assertIn(b"piu_messages_total", body)
        for name in (None, "z9", "stranger"):
            self.assertEqual(self.call(MONITOR, "GET", "/metrics", certificate=name)[0].status, 400, name)
        for method, path in (("GET", "/"), ("GET", "/health/ready"), ("GET", "/api/v1/unit"), ("POST", "/metrics")):
            self.assertIn(self.call(MONITOR, method, path, certificate="watcher")[0].status, (403, 404), path)

    def test_3_events_come_at_once(self):
        with self.tls(USERS) as s:
            s.sendall(f"GET /api/v1/events HTTP/1.1\r\nHost: {USERS}\r\nCookie: {self.cookie}\r\n\r\n".encode())
            heard, began = b"", time.monotonic()
            while b"event: change" not in heard:
                part = s.recv(4096)
                self.assertTrue(part, heard)
                heard += part
            self.assertLess(time.monotonic() - began, 5)

    def test_4_only_the_newest_tls_and_known_names(self):
        with self.assertRaises(OSError):
            self.tls(USERS, version=ssl.TLSVersion.TLSv1_2)
        with self.assertRaises(OSError):
            self.tls("other.example")

    def test_5_ambiguous_requests_end_at_the_edge(self):
        head = f"GET /api/v1/unit HTTP/1.1\r\nHost: {USERS}\r\n"
        for text in (head + "Host: b\r\n\r\n", head + "X-A: b\r\n c\r\n\r\n", head + "X-A : b\r\n\r\n",
                     head + "X-A: b\0c\r\n\r\n",
                     head.replace("GET", "POST") + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"):
            with self.subTest(text=text), self.tls(USERS) as s:
                s.sendall(text.encode())
                self.assertRegex(s.recv(4096), rb"^HTTP/1.1 4\d\d ")
        self.assertEqual(self.call(USERS, "GET", "/api/v1/unit")[0].status, 200)

    def test_6_pages_come_through_whole(self):
        response, body = self.call(USERS, "GET", "/")
        self.assertEqual(response.status, 200)
        self.assertIn("frame-ancestors 'none'", response.headers["Content-Security-Policy"])
        script = re.search(rb'src="(/assets/[^"]+)"', body)
        if script:
            response, _ = self.call(USERS, "GET", script.group(1).decode(), headers={"Accept-Encoding": "gzip"})
            self.assertEqual((response.status, response.headers["Content-Encoding"]), (200, "gzip"))

    def test_7_attempts_to_sign_in_are_limited(self):
        statuses = []
        for number in range(40):
            body = json.dumps({"user": f"nobody{number}", "password": "not the right one"})
            statuses.append(self.call(USERS, "POST", "/api/v1/session", body,
                                      {"Content-Type": "application/json", "X-Real-IP": f"192.0.2.{number}"})[0].status)
        self.assertIn(429, statuses)
        self.assertLessEqual(statuses.count(401), 22)


if __name__ == "__main__":
    if not shutil.which("nginx") or not shutil.which("openssl"):
        sys.exit(77)
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
