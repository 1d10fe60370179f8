-- SPDX-License-Identifier: Apache-2.0
-- The unit, its people, and the audit trail.
-- Type words in double braces are put in for each engine (store/migrate.c).
-- Instants (*_at) are microseconds UTC; dates and local times are ISO text.

CREATE TABLE setting (
  name       TEXT NOT NULL PRIMARY KEY,
  content    TEXT NOT NULL
);

CREATE TABLE account (
  id              {{id}},
  login           TEXT NOT NULL UNIQUE,
  name            TEXT NOT NULL,
  role            TEXT NOT NULL CHECK (role IN ('administrator','carrier-liaison','analyst',
                    'targeter','supervisor','requests-desk','dpo')),
  password_hash   TEXT NOT NULL,
  active          {{int}} NOT NULL,
  created_at      {{int}} NOT NULL,
  last_sign_in_at {{int}}
);

CREATE TABLE session (
  token_hash   {{blob}} NOT NULL PRIMARY KEY,
  account_id   {{int}} NOT NULL REFERENCES account(id),
  csrf         TEXT NOT NULL,
  created_at   {{int}} NOT NULL,
  last_seen_at {{int}} NOT NULL,
  expires_at   {{int}} NOT NULL
);

CREATE TABLE carrier_key (
  id         {{id}},
  carrier    TEXT NOT NULL,
  key_hash   {{blob}} NOT NULL UNIQUE,
  created_at {{int}} NOT NULL,
  revoked_at {{int}}
);

-- Append-only; each record's hash covers its content and the hash before it.
CREATE TABLE audit (
  seq           {{id}},
  at            {{int}} NOT NULL,
  actor         TEXT NOT NULL,
  role          TEXT NOT NULL,
  act           TEXT NOT NULL,
  object        TEXT NOT NULL,
  purpose       TEXT,
  detail        TEXT NOT NULL,
  previous_hash {{blob}} NOT NULL,
  hash          {{blob}} NOT NULL
);
