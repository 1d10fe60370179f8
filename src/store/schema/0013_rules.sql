-- SPDX-License-Identifier: Apache-2.0
-- Criteria ("rules"), version by version, from draft to end (R-050 to R-055).
--
-- A rule is a source of hits, as a list is: it has a row in `watchlist` under its own id
-- (named "rule:NAME", which no list can be called), and each version that is put in force
-- is an entry there, whose reference is the rule's name. So hits, decisions, desks and the
-- carrying over of decisions (R-033) are the same for both.

CREATE TABLE rule (
  id         {{int}} NOT NULL PRIMARY KEY REFERENCES watchlist(id),
  name       TEXT NOT NULL UNIQUE,
  owner_id   {{int}} NOT NULL REFERENCES account(id),
  created_at {{int}} NOT NULL
);

-- What a version says never changes; its state and who decided it do, once each.
CREATE TABLE rule_version (
  rule_id         {{int}} NOT NULL REFERENCES rule(id),
  version         {{int}} NOT NULL,
  title           TEXT NOT NULL,
  purpose         TEXT NOT NULL,
  offence         TEXT,
  necessity       TEXT NOT NULL,
  authorities     TEXT NOT NULL,
  needs           {{int}} NOT NULL,
  severity        TEXT NOT NULL CHECK (severity IN ('low','medium','high')),
  starts_on       TEXT,
  ends_on         TEXT,
  review_on       TEXT,
  false_percent   {{int}} NOT NULL,
  least_reviews   {{int}} NOT NULL,
  entry_hash      {{blob}} NOT NULL,
  written_by      {{int}} NOT NULL REFERENCES account(id),
  written_at      {{int}} NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('draft','submitted','refused','active',
                    'stopped','suspended','expired','replaced')),
  decided_by      {{int}} REFERENCES account(id),
  decided_run     {{int}},
  decision_reason TEXT,
  decided_at      {{int}},
  PRIMARY KEY (rule_id, version),
  CHECK (decided_by IS NULL OR decided_by <> written_by),
  CHECK (state IN ('draft','submitted','replaced') OR decided_by IS NOT NULL),
  CHECK (state <> 'active' OR (decided_run IS NOT NULL AND starts_on IS NOT NULL
    AND ends_on IS NOT NULL AND review_on IS NOT NULL))
);

CREATE TABLE rule_indicator (
  rule_id     {{int}} NOT NULL,
  version     {{int}} NOT NULL,
  ordinal     {{int}} NOT NULL,
  exonerates  {{int}} NOT NULL,
  title       TEXT NOT NULL,
  expression  TEXT NOT NULL,
  evidence    TEXT NOT NULL,
  source      TEXT NOT NULL,
  evidence_on TEXT,
  PRIMARY KEY (rule_id, version, ordinal),
  FOREIGN KEY (rule_id, version) REFERENCES rule_version(rule_id, version)
);

-- What became of a version: only added to. `account_id` is NULL where the program did it.
CREATE TABLE rule_event (
  id         {{id}},
  rule_id    {{int}} NOT NULL,
  version    {{int}} NOT NULL,
  state      TEXT NOT NULL,
  account_id {{int}} REFERENCES account(id),
  reason     TEXT NOT NULL,
  at         {{int}} NOT NULL,
  FOREIGN KEY (rule_id, version) REFERENCES rule_version(rule_id, version)
);
CREATE INDEX rule_event_rule ON rule_event(rule_id);

-- Dry runs of a version, with the figures that a second person accepts (R-051, R-054).
CREATE TABLE rule_run (
  id         {{id}},
  rule_id    {{int}} NOT NULL,
  version    {{int}} NOT NULL,
  run_by     {{int}} NOT NULL REFERENCES account(id),
  run_at     {{int}} NOT NULL,
  travellers {{int}} NOT NULL,
  hits       {{int}} NOT NULL,
  figures    TEXT NOT NULL,
  FOREIGN KEY (rule_id, version) REFERENCES rule_version(rule_id, version)
);
CREATE INDEX rule_run_rule ON rule_run(rule_id, version);
