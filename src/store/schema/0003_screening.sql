-- SPDX-License-Identifier: Apache-2.0
-- Watchlists, hits, and the decisions that people take on them.

CREATE TABLE watchlist (
  id         {{id}},
  name       TEXT NOT NULL UNIQUE,
  kind       TEXT NOT NULL CHECK (kind IN ('persons','documents')),
  source     TEXT NOT NULL,
  severity   TEXT NOT NULL CHECK (severity IN ('low','medium','high')),
  version    {{int}} NOT NULL,
  entries    {{int}} NOT NULL,
  updated_at {{int}} NOT NULL
);

-- One published state of one entry. Live while removed_version is NULL.
CREATE TABLE entry (
  id              {{id}},
  list_id         {{int}} NOT NULL REFERENCES watchlist(id),
  reference       TEXT NOT NULL,
  added_version   {{int}} NOT NULL,
  removed_version {{int}},
  content_hash    {{blob}} NOT NULL,
  sex             TEXT,
  measure         TEXT,
  handling        TEXT,
  reason          TEXT,
  listed_on       TEXT,
  expires         TEXT,
  UNIQUE (list_id, reference, added_version)
);

CREATE TABLE entry_name (
  entry_id        {{int}} NOT NULL REFERENCES entry(id),
  ordinal         {{int}} NOT NULL,
  name            TEXT NOT NULL,
  quality         {{int}} NOT NULL,
  original_script {{int}} NOT NULL,
  PRIMARY KEY (entry_id, ordinal)
);

CREATE TABLE entry_birth_date (
  entry_id    {{int}} NOT NULL REFERENCES entry(id),
  ordinal     {{int}} NOT NULL,
  first_day   TEXT NOT NULL,
  last_day    TEXT NOT NULL,
  approximate {{int}} NOT NULL,
  PRIMARY KEY (entry_id, ordinal)
);

CREATE TABLE entry_document (
  entry_id        {{int}} NOT NULL REFERENCES entry(id),
  ordinal         {{int}} NOT NULL,
  type            TEXT,
  document_number TEXT NOT NULL,
  issuer          TEXT,
  status          TEXT,
  PRIMARY KEY (entry_id, ordinal)
);

CREATE TABLE entry_value (
  entry_id {{int}} NOT NULL REFERENCES entry(id),
  kind     TEXT NOT NULL CHECK (kind IN ('nationality','place-of-birth')),
  ordinal  {{int}} NOT NULL,
  content  TEXT NOT NULL,
  PRIMARY KEY (entry_id, kind, ordinal)
);

CREATE TABLE hit (
  id           {{id}},
  traveller_id {{int}} NOT NULL REFERENCES traveller(id),
  flight_id    {{int}} NOT NULL REFERENCES flight(id),
  list_id      {{int}} NOT NULL REFERENCES watchlist(id),
  entry_id     {{int}} NOT NULL REFERENCES entry(id),
  reference    TEXT NOT NULL,
  list_version {{int}} NOT NULL,
  outcome      TEXT NOT NULL,
  method       TEXT NOT NULL,
  score        {{int}} NOT NULL,
  severity     {{int}} NOT NULL,
  explanation  TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('open','decided','withdrawn')),
  decision_id  {{int}},
  created_at   {{int}} NOT NULL,
  UNIQUE (traveller_id, list_id, reference)
);
CREATE INDEX hit_state ON hit(state, flight_id);
CREATE INDEX hit_flight ON hit(flight_id);

CREATE TABLE decision (
  id           {{id}},
  hit_id       {{int}} NOT NULL,
  list_id      {{int}} NOT NULL REFERENCES watchlist(id),
  reference    TEXT NOT NULL,
  entry_hash   {{blob}} NOT NULL,
  outcome      TEXT NOT NULL CHECK (outcome IN ('confirmed','rejected','undetermined')),
  reason       TEXT NOT NULL,
  account_id   {{int}} NOT NULL REFERENCES account(id),
  decided_at   {{int}} NOT NULL
);
CREATE INDEX decision_entry ON decision(list_id, reference);

-- By what the person of a decision is known again: hashes of document and of
-- name with birth date (keyed; never a name alone).
CREATE TABLE decision_identity (
  decision_id   {{int}} NOT NULL REFERENCES decision(id),
  identity_hash {{blob}} NOT NULL,
  PRIMARY KEY (decision_id, identity_hash)
);
CREATE INDEX decision_identity_hash ON decision_identity(identity_hash);
