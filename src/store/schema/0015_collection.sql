-- SPDX-License-Identifier: Apache-2.0
-- What is asked of carriers and of the sources of lists: pushes by the clock, threat
-- decisions, notices, outages, penalty proposals; on what a list rests, and until when.

-- Of PNR messages about a flight: what this push is by the clock (R-012).
ALTER TABLE message ADD COLUMN push TEXT CHECK (push IN
  ('first','late-first','closing','late-closing','update','extra','permitted','unknown'));
CREATE INDEX flight_departs ON flight(departs_at);
CREATE INDEX message_push ON message(flight_id, push) WHERE push IS NOT NULL;

-- A specific and actual threat, for which a further push is permitted (R-012).
CREATE TABLE threat_decision (
  id              {{id}},
  carrier         TEXT,
  flight_number   TEXT,
  origin          TEXT,
  destination     TEXT,
  from_at         {{int}} NOT NULL,
  until_at        {{int}} NOT NULL,
  threat          TEXT NOT NULL,
  reference       TEXT NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('proposed','approved','refused')),
  proposed_by     {{int}} NOT NULL REFERENCES account(id),
  proposed_at     {{int}} NOT NULL,
  decided_by      {{int}} REFERENCES account(id),
  decided_at      {{int}},
  decision_reason TEXT,
  CHECK ((carrier IS NULL) = (flight_number IS NULL)),
  CHECK ((origin IS NULL) = (destination IS NULL)),
  CHECK (carrier IS NOT NULL OR origin IS NOT NULL),
  CHECK (until_at > from_at)
);

-- Whom a carrier wants told, at any hour (R-213).
CREATE TABLE carrier_contact (
  carrier    TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  telephone  TEXT,
  email      TEXT,
  changed_by TEXT NOT NULL,
  changed_at {{int}} NOT NULL
);

-- What is missing, late or defective, told to the carrier (R-211). Holds no personal data.
CREATE TABLE carrier_notice (
  id            {{id}},
  carrier       TEXT NOT NULL,
  kind          TEXT NOT NULL CHECK (kind IN
                  ('first-missing','closing-missing','first-late','closing-late','defective')),
  subject       TEXT NOT NULL,
  flight_id     {{int}},
  flight_number TEXT,
  origin        TEXT,
  destination   TEXT,
  departs       TEXT,
  cause         TEXT NOT NULL,
  begins_at     {{int}} NOT NULL,
  deadline_at   {{int}} NOT NULL,
  made_at       {{int}} NOT NULL,
  fetched_at    {{int}},
  UNIQUE (kind, subject)
);
CREATE INDEX carrier_notice_of ON carrier_notice(carrier, made_at);

-- When messages could not be sent or taken (R-212). `carrier` NULL: the unit's own.
CREATE TABLE outage (
  id          {{id}},
  carrier     TEXT,
  from_at     {{int}} NOT NULL,
  until_at    {{int}},
  evidence    TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at {{int}} NOT NULL,
  CHECK (until_at IS NULL OR until_at > from_at)
);

-- Made by a person, never by the machine (R-212).
CREATE TABLE penalty_proposal (
  notice_id    {{int}} NOT NULL PRIMARY KEY REFERENCES carrier_notice(id),
  reason       TEXT NOT NULL,
  proposed_by  {{int}} NOT NULL REFERENCES account(id),
  proposed_at  {{int}} NOT NULL,
  withdrawn_at {{int}},
  outage_id    {{int}} REFERENCES outage(id)
);

-- On what a list rests (R-030), how long it is fresh and used (R-031), and its end
-- (R-250). NULL: it came before this was asked for.
ALTER TABLE watchlist ADD COLUMN legal_basis TEXT;
ALTER TABLE watchlist ADD COLUMN owner TEXT;
ALTER TABLE watchlist ADD COLUMN purposes TEXT;
ALTER TABLE watchlist ADD COLUMN subject TEXT CHECK (subject IN
  ('persons-sought','persons-under-alert','objects-sought','objects-under-alert'));
ALTER TABLE watchlist ADD COLUMN quality TEXT CHECK (quality IN ('A','B','C'));
ALTER TABLE watchlist ADD COLUMN dated_on TEXT;
ALTER TABLE watchlist ADD COLUMN ends_on TEXT;
ALTER TABLE watchlist ADD COLUMN fresh_days {{int}};
ALTER TABLE watchlist ADD COLUMN used_days {{int}};
-- Since when it is out of the comparison because of its age or end; NULL: it is in.
ALTER TABLE watchlist ADD COLUMN excluded_at {{int}};
