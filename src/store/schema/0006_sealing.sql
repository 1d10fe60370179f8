-- SPDX-License-Identifier: Apache-2.0
-- Sealing at the profile's age, unmasking, retention and erasure, and the counters of
-- what was never stored. What stands here of a sealed traveller tells nobody who it is.

-- When the row was masked; NULL = in the clear.
ALTER TABLE message ADD COLUMN masked_at {{int}};
ALTER TABLE booking ADD COLUMN masked_at {{int}};
ALTER TABLE traveller ADD COLUMN masked_at {{int}};
ALTER TABLE traveller ADD COLUMN pseudonym TEXT;
CREATE INDEX message_due ON message(received_at) WHERE masked_at IS NULL;
CREATE INDEX message_gone ON message(received_at) WHERE masked_at IS NOT NULL;
CREATE INDEX traveller_masked ON traveller(masked_at) WHERE masked_at IS NOT NULL;

-- What a traveller's row held, sealed to the vault and encrypted under the key of the
-- month in which it was transferred. A traveller may have several: one for each time
-- that messages about him or her came of age. `kind` traveller, or message: source bytes.
CREATE TABLE sealed (
  id             {{id}},
  kind           TEXT NOT NULL CHECK (kind IN ('traveller','message')),
  object_id      {{int}} NOT NULL,
  flight_id      {{int}},
  month          TEXT NOT NULL,
  transferred_at {{int}} NOT NULL,
  sealed_at      {{int}} NOT NULL,
  content        {{blob}} NOT NULL
);
CREATE INDEX sealed_object ON sealed(kind, object_id);
CREATE INDEX sealed_due ON sealed(transferred_at);

-- By what a sealed traveller's names still meet a list's: which words stand together
-- (no letters), and keyed hashes of what they may be found by.
CREATE TABLE sealed_name (
  sealed_id {{int}} NOT NULL REFERENCES sealed(id),
  ordinal   {{int}} NOT NULL,
  month     TEXT NOT NULL,
  shape     {{blob}} NOT NULL,
  PRIMARY KEY (sealed_id, ordinal)
);
CREATE INDEX sealed_name_month ON sealed_name(month);
CREATE TABLE sealed_mark (
  hash      {{int}} NOT NULL,
  sealed_id {{int}} NOT NULL REFERENCES sealed(id),
  mark      {{int}} NOT NULL,
  PRIMARY KEY (hash, sealed_id, mark)
){{clustered}};
CREATE INDEX sealed_mark_of ON sealed_mark(sealed_id);

-- Objective evidence that links a traveller to a risk (R-115), recorded by a person.
CREATE TABLE evidence (
  id           {{id}},
  traveller_id {{int}} NOT NULL REFERENCES traveller(id),
  grounds      TEXT NOT NULL,
  reference    TEXT NOT NULL,
  account_id   {{int}} NOT NULL REFERENCES account(id),
  recorded_at  {{int}} NOT NULL
);
CREATE INDEX evidence_traveller ON evidence(traveller_id);

-- A traveller's data given to a case: not deleted while the hold lasts (R-117).
CREATE TABLE hold (
  id           {{id}},
  traveller_id {{int}} NOT NULL REFERENCES traveller(id),
  owner        TEXT NOT NULL,
  reference    TEXT NOT NULL,
  account_id   {{int}} NOT NULL REFERENCES account(id),
  begun_at     {{int}} NOT NULL,
  ends_at      {{int}} NOT NULL
);
CREATE INDEX hold_traveller ON hold(traveller_id);

-- A request to see one sealed record (R-112 to R-114). Outlives the record: it is part of
-- the documentation (R-152), and holds no passenger data.
CREATE TABLE unmask (
  id            {{id}},
  traveller_id  {{int}} NOT NULL,
  pseudonym     TEXT NOT NULL,
  fields        TEXT NOT NULL,
  legal_basis   TEXT NOT NULL,
  reference     TEXT NOT NULL,
  reason        TEXT NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('asked','approved','refused')),
  requested_by  {{int}} NOT NULL REFERENCES account(id),
  requested_at  {{int}} NOT NULL,
  decided_by    {{int}} REFERENCES account(id),
  decided_at    {{int}},
  decision      TEXT,
  ends_at       {{int}},
  opened_at     {{int}},
  times_shown   {{int}} NOT NULL,
  reviewed_by   {{int}} REFERENCES account(id),
  reviewed_at   {{int}},
  review_result TEXT,
  review_note   TEXT
);
CREATE INDEX unmask_traveller ON unmask(traveller_id);
CREATE INDEX unmask_state ON unmask(state, requested_at);

-- What was deleted for good, when, and under which rule (R-118). `content` is the
-- certificate as it was issued, a JSON object without personal data.
CREATE TABLE erasure_certificate (
  id        {{id}},
  issued_at {{int}} NOT NULL,
  content   TEXT NOT NULL
);

-- Erased before anything was stored (R-014 to R-016): counts by day, carrier and code.
CREATE TABLE minimised (
  day     TEXT NOT NULL,
  carrier TEXT NOT NULL,
  code    TEXT NOT NULL,
  why     TEXT NOT NULL,
  count   {{int}} NOT NULL,
  PRIMARY KEY (day, carrier, code)
){{clustered}};
