-- SPDX-License-Identifier: Apache-2.0
-- Oversight: signed checkpoints of the audit trail, how people decided, what the
-- data protection officer looks into, and the rights of the people concerned.

-- The audit trail up to record `seq`, signed (R-151).
CREATE TABLE audit_checkpoint (
  number    {{id}},
  seq       {{int}} NOT NULL,
  at        {{int}} NOT NULL,
  head      {{blob}} NOT NULL,
  signature {{blob}} NOT NULL
);

-- The written criteria of a review, each answered (R-071).
CREATE TABLE decision_checklist (
  decision_id {{int}} NOT NULL REFERENCES decision(id) ON DELETE CASCADE,
  criterion   TEXT NOT NULL,
  answer      TEXT NOT NULL CHECK (answer IN ('agrees','differs','not-known')),
  PRIMARY KEY (decision_id, criterion)
);

-- What a first reviewer held, until a second one decides (R-074). Kept afterwards.
CREATE TABLE first_opinion (
  hit_id     {{int}} NOT NULL REFERENCES hit(id) ON DELETE CASCADE,
  account_id {{int}} NOT NULL REFERENCES account(id),
  outcome    TEXT NOT NULL,
  reason     TEXT NOT NULL,
  checklist  TEXT NOT NULL,
  given_at   {{int}} NOT NULL,
  PRIMARY KEY (hit_id)
);

-- Verification of a match with INTERPOL data with its source, through the national
-- central bureau (R-231).
CREATE TABLE bureau_check (
  hit_id           {{int}} NOT NULL REFERENCES hit(id) ON DELETE CASCADE,
  asked_by         {{int}} NOT NULL REFERENCES account(id),
  asked_at         {{int}} NOT NULL,
  due_at           {{int}} NOT NULL,
  reference        TEXT NOT NULL,
  answer           TEXT CHECK (answer IN ('confirmed','not-confirmed')),
  answer_reference TEXT,
  answered_by      {{int}} REFERENCES account(id),
  answered_at      {{int}},
  PRIMARY KEY (hit_id)
);

-- Look-ups that the data protection officer should ask about (R-156).
CREATE TABLE odd_lookup (
  id        {{id}},
  audit_seq {{int}} NOT NULL,
  sign      TEXT NOT NULL,
  actor     TEXT NOT NULL,
  at        {{int}} NOT NULL,
  object    TEXT NOT NULL,
  count     {{int}} NOT NULL,
  found_at  {{int}} NOT NULL,
  result    TEXT CHECK (result IN ('in-order','asked','referred')),
  note      TEXT,
  looked_at {{int}},
  UNIQUE (audit_seq, sign)
);
-- The hours in which an account is on duty, in minutes of the day in UTC.
CREATE TABLE duty_hours (
  account_id {{int}} NOT NULL REFERENCES account(id),
  from_minute {{int}} NOT NULL,
  to_minute   {{int}} NOT NULL,
  PRIMARY KEY (account_id)
);

-- Random samples of decisions that the officer looks into; the seed makes a sample
-- again (R-154).
CREATE TABLE decision_sample (
  id         {{id}},
  drawn_at   {{int}} NOT NULL,
  drawn_by   {{int}} NOT NULL REFERENCES account(id),
  from_at    {{int}} NOT NULL,
  to_at      {{int}} NOT NULL,
  seed       TEXT NOT NULL,
  population {{int}} NOT NULL
);
CREATE TABLE decision_sample_item (
  sample_id   {{int}} NOT NULL REFERENCES decision_sample(id),
  ordinal     {{int}} NOT NULL,
  decision_id {{int}} NOT NULL,
  result      TEXT CHECK (result IN ('in-order','objection')),
  note        TEXT,
  PRIMARY KEY (sample_id, ordinal)
);

-- Yearly counts that outlive the data they count (R-157).
CREATE TABLE statistic (
  year    {{int}} NOT NULL,
  name    TEXT NOT NULL,
  amount  {{int}} NOT NULL,
  PRIMARY KEY (year, name)
);

-- Requests of the people concerned (R-190).
CREATE TABLE rights_request (
  id            {{id}},
  number        TEXT NOT NULL UNIQUE,
  kind          TEXT NOT NULL CHECK (kind IN
                  ('access','rectification','erasure','restriction','redress')),
  channel       TEXT NOT NULL,
  family        TEXT NOT NULL,
  given         TEXT,
  birth_date    TEXT,
  address       TEXT NOT NULL,
  wish          TEXT NOT NULL,
  received_at   {{int}} NOT NULL,
  due_at        {{int}} NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('identity','open','decided')),
  identity_how  TEXT,
  identity_by   {{int}} REFERENCES account(id),
  identity_at   {{int}},
  extended_why  TEXT,
  decision      TEXT CHECK (decision IN ('granted','partly','refused')),
  reason        TEXT,
  decided_by    {{int}} REFERENCES account(id),
  decided_at    {{int}}
);
CREATE TABLE rights_document (
  request_id      {{int}} NOT NULL REFERENCES rights_request(id),
  ordinal         {{int}} NOT NULL,
  type            TEXT,
  document_number TEXT NOT NULL,
  issuer          TEXT,
  PRIMARY KEY (request_id, ordinal)
);
-- Whom a search for the person found, and what the officer held of it (R-191).
CREATE TABLE rights_found (
  request_id   {{int}} NOT NULL REFERENCES rights_request(id),
  traveller_id {{int}} NOT NULL REFERENCES traveller(id) ON DELETE CASCADE,
  score        {{int}} NOT NULL,
  method       TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('found','same','other')),
  PRIMARY KEY (request_id, traveller_id)
);

-- What a flight's messages say and yet is not to be held, or is to be held
-- otherwise: put on again whenever the flight is read anew (R-190).
CREATE TABLE rights_change (
  id            {{id}},
  request_id    {{int}} NOT NULL REFERENCES rights_request(id),
  flight_id     {{int}} NOT NULL REFERENCES flight(id) ON DELETE CASCADE,
  identity_hash {{blob}} NOT NULL,
  field         TEXT NOT NULL,
  content       TEXT,
  at            {{int}} NOT NULL
);
CREATE INDEX rights_change_flight ON rights_change(flight_id);

-- People who are mistaken for listed ones again and again (R-194).
CREATE TABLE redress (
  id         {{id}},
  number     TEXT NOT NULL UNIQUE,
  request_id {{int}} NOT NULL REFERENCES rights_request(id),
  note       TEXT NOT NULL,
  made_at    {{int}} NOT NULL,
  ended_at   {{int}}
);
CREATE TABLE redress_identity (
  redress_id    {{int}} NOT NULL REFERENCES redress(id),
  identity_hash {{blob}} NOT NULL,
  PRIMARY KEY (redress_id, identity_hash)
);
CREATE INDEX redress_identity_hash ON redress_identity(identity_hash);

-- People of whom data were used by an authority are told once this endangers no
-- inquiry any more (R-196).
CREATE TABLE use_notice (
  decision_id {{int}} NOT NULL REFERENCES decision(id) ON DELETE CASCADE,
  opened_at   {{int}} NOT NULL,
  review_at   {{int}} NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('waiting','sent','not-owed')),
  reason      TEXT,
  settled_by  {{int}} REFERENCES account(id),
  settled_at  {{int}},
  PRIMARY KEY (decision_id)
);
