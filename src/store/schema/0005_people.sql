-- SPDX-License-Identifier: Apache-2.0
-- Posts, so that the database itself refuses duties that must be kept apart
-- (R-172); second factors; tasks, under which personal data are read (R-004).

-- A human being, whatever number of accounts; all of them serve one duty.
CREATE TABLE person (
  id           {{id}},
  staff_number TEXT NOT NULL UNIQUE,
  duty         TEXT NOT NULL CHECK (duty IN ('casework','targeting','administration',
                 'data-protection','supervision','independent','outside')),
  UNIQUE (id, duty)
);

-- What an account is for. The role and the person must serve the same duty.
CREATE TABLE post (
  account_id {{int}} NOT NULL PRIMARY KEY REFERENCES account(id),
  person_id  {{int}} NOT NULL,
  duty       TEXT NOT NULL,
  role       TEXT NOT NULL,
  desk       TEXT,
  ends_at    {{int}},
  FOREIGN KEY (person_id, duty) REFERENCES person(id, duty),
  CHECK ((duty = 'casework' AND role IN ('carrier-liaison','analyst','supervisor','requests-desk'))
      OR (duty = 'targeting' AND role = 'targeter')
      OR (duty = 'administration' AND role = 'administrator')
      OR (duty = 'data-protection' AND role = 'dpo')
      OR (duty = 'supervision' AND role IN ('supervisory-authority','auditor'))
      OR (duty = 'independent' AND role = 'approving-authority')
      OR (duty = 'outside' AND role IN ('requesting-authority','frontline-officer'))),
  CHECK (ends_at IS NOT NULL OR role NOT IN ('supervisory-authority','auditor'))
);

INSERT INTO person (id, staff_number, duty) SELECT id, login, CASE role
  WHEN 'targeter' THEN 'targeting' WHEN 'administrator' THEN 'administration'
  WHEN 'dpo' THEN 'data-protection' ELSE 'casework' END FROM account;
INSERT INTO post (account_id, person_id, duty, role)
  SELECT a.id, p.id, p.duty, a.role FROM account a JOIN person p ON p.id = a.id;
ALTER TABLE account DROP COLUMN role;

-- What a person is working on: asked once, written in the record of each act.
CREATE TABLE task (
  id             {{id}},
  account_id     {{int}} NOT NULL REFERENCES account(id),
  purpose        TEXT NOT NULL,
  offence        TEXT,
  justification  TEXT NOT NULL,
  case_reference TEXT NOT NULL,
  opened_at      {{int}} NOT NULL,
  ends_at        {{int}} NOT NULL,
  closed_at      {{int}}
);
CREATE INDEX task_account ON task(account_id, opened_at);

-- Everybody signs in again.
DROP TABLE session;
CREATE TABLE session (
  id           {{id}},
  token_hash   {{blob}} NOT NULL UNIQUE,
  account_id   {{int}} NOT NULL REFERENCES account(id),
  csrf         TEXT NOT NULL,
  peer         TEXT,
  created_at   {{int}} NOT NULL,
  last_seen_at {{int}} NOT NULL,
  expires_at   {{int}} NOT NULL,
  task_id      {{int}} REFERENCES task(id)
);
CREATE INDEX session_account ON session(account_id);

-- TOTP (RFC 6238). The secret is sealed with the unit's key; in force once confirmed.
CREATE TABLE second_factor (
  account_id   {{int}} NOT NULL PRIMARY KEY REFERENCES account(id),
  secret       {{blob}} NOT NULL,
  last_step    {{int}} NOT NULL,
  confirmed_at {{int}}
);

-- Codes for a lost device, each good for one time; keyed hashes.
CREATE TABLE recovery_code (
  account_id {{int}} NOT NULL REFERENCES account(id),
  code_hash  {{blob}} NOT NULL,
  used_at    {{int}},
  PRIMARY KEY (account_id, code_hash)
);

-- Need to know: the hits of a list that has desks are seen at those desks only.
CREATE TABLE watchlist_desk (
  list_id {{int}} NOT NULL REFERENCES watchlist(id),
  desk    TEXT NOT NULL,
  PRIMARY KEY (list_id, desk)
);
