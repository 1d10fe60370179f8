-- SPDX-License-Identifier: Apache-2.0
-- What leaves the unit: requests of competent authorities, disclosures to them, recalls.

-- The authorities that a legal profile of the unit has named (R-005): the database refuses a
-- request of, and a disclosure to, anybody else.
CREATE TABLE competent_authority (
  name  TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL
);

-- A reasoned request (R-091), and the independent review of later use (R-092). Part of the
-- register (R-152); who is asked for goes at the profile's age of deletion.
CREATE TABLE authority_request (
  id              {{id}},
  number          TEXT NOT NULL UNIQUE,
  authority       TEXT NOT NULL REFERENCES competent_authority(name),
  officer_id      {{int}} NOT NULL REFERENCES account(id),
  offence         TEXT NOT NULL,
  case_reference  TEXT NOT NULL,
  grounds         TEXT NOT NULL,
  urgency         TEXT NOT NULL CHECK (urgency IN ('routine','urgent')),
  from_on         TEXT NOT NULL,
  to_on           TEXT NOT NULL,
  family          TEXT,
  given           TEXT,
  birth_date      TEXT,
  document_number TEXT,
  flight          TEXT,
  fields          TEXT NOT NULL,
  circumstances   TEXT,
  evidence        TEXT,
  filed_by        {{int}} NOT NULL REFERENCES account(id),
  filed_at        {{int}} NOT NULL,
  due_at          {{int}} NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('filed','accepted','refused','answered')),
  cut             TEXT,
  decided_by      {{int}} REFERENCES account(id),
  decided_at      {{int}},
  reason          TEXT,
  answered_at     {{int}},
  answer          TEXT,
  approval        TEXT CHECK (approval IN ('asked','approved','refused')),
  approval_by     {{int}} REFERENCES account(id),
  approval_at     {{int}},
  approval_reason TEXT,
  approval_due_at {{int}},
  CHECK (approval_by IS NULL OR (approval_by <> filed_by AND approval_by <> officer_id)),
  CHECK (state = 'filed' OR decided_at IS NOT NULL)
);
CREATE INDEX authority_request_state ON authority_request(state, due_at);

-- One disclosure to one officer of one authority. It outlives the package and the traveller:
-- it is part of the register, and holds no passenger data.
CREATE TABLE disclosure (
  id                {{id}},
  number            TEXT NOT NULL UNIQUE,
  request_id        {{int}} REFERENCES authority_request(id),
  hit_id            {{int}},
  decision_id       {{int}},
  list_id           {{int}},
  entry_mark        {{blob}},
  traveller_id      {{int}} NOT NULL,
  authority         TEXT NOT NULL REFERENCES competent_authority(name),
  officer_id        {{int}} NOT NULL REFERENCES account(id),
  fields            TEXT NOT NULL,
  caveat            TEXT NOT NULL,
  language          TEXT NOT NULL,
  purpose           TEXT NOT NULL,
  offence           TEXT,
  case_reference    TEXT NOT NULL,
  transfer_state    TEXT,
  transfer_basis    TEXT,
  made_by           {{int}} NOT NULL REFERENCES account(id),
  made_at           {{int}} NOT NULL,
  state             TEXT NOT NULL CHECK (state IN ('waiting','sent','dropped','recalled')),
  released_by       {{int}} REFERENCES account(id),
  sent_at           {{int}},
  before_review     {{int}} NOT NULL,
  feedback_due_at   {{int}} NOT NULL,
  expires_at        {{int}} NOT NULL,
  erase_at          {{int}} NOT NULL,
  content_hash      {{blob}},
  fetched_at        {{int}},
  acknowledged_at   {{int}},
  feedback          TEXT CHECK (feedback IN ('useful','not-useful','measures')),
  feedback_note     TEXT,
  feedback_at       {{int}},
  recall_cause      TEXT,
  recall_note       TEXT,
  recalled_by       {{int}} REFERENCES account(id),
  recalled_at       {{int}},
  recall_due_at     {{int}},
  recall_seen_by    {{int}} REFERENCES account(id),
  recall_seen_at    {{int}},
  CHECK (request_id IS NOT NULL OR decision_id IS NOT NULL),
  CHECK (released_by IS NULL OR released_by <> made_by),
  CHECK ((state IN ('sent','recalled')) = (sent_at IS NOT NULL)),
  CHECK ((state = 'recalled') = (recalled_at IS NOT NULL))
);
CREATE INDEX disclosure_state ON disclosure(state, sent_at);
CREATE INDEX disclosure_traveller ON disclosure(traveller_id);
CREATE INDEX disclosure_decision ON disclosure(decision_id);
CREATE INDEX disclosure_request ON disclosure(request_id);
CREATE INDEX disclosure_entry ON disclosure(list_id, entry_mark);

-- What is sent, made once, under the data key of its month (protect/data_key.h): gone when
-- the disclosure expires or is recalled, and with the traveller's record.
CREATE TABLE package (
  disclosure_id {{int}} NOT NULL PRIMARY KEY REFERENCES disclosure(id),
  month         TEXT NOT NULL,
  json          {{blob}} NOT NULL,
  pdf           {{blob}} NOT NULL
);
CREATE INDEX package_month ON package(month);

-- Transfers to third countries that the checklist of human rights refused (R-134), and those
-- made (R-133): of each the data protection officer is told.
CREATE TABLE third_country_notice (
  id            {{id}},
  disclosure_id {{int}} REFERENCES disclosure(id),
  country       TEXT NOT NULL,
  authority     TEXT NOT NULL,
  result        TEXT NOT NULL CHECK (result IN ('transferred','refused')),
  checklist     TEXT NOT NULL,
  by_account    {{int}} NOT NULL REFERENCES account(id),
  at            {{int}} NOT NULL,
  seen_by       {{int}} REFERENCES account(id),
  seen_at       {{int}},
  note          TEXT,
  CHECK ((result = 'transferred') = (disclosure_id IS NOT NULL))
);
