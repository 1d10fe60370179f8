-- SPDX-License-Identifier: Apache-2.0
-- The legal profiles of the unit, version by version: proposed by one office,
-- approved or refused by another. `content` is the text in hexadecimal digits: a
-- search of the database for what may not be kept is not to find the law that
-- names it.

CREATE TABLE profile_version (
  version         {{id}},
  state           TEXT NOT NULL CHECK (state IN ('proposed','in-force','replaced','refused')),
  name            TEXT NOT NULL,
  content         TEXT NOT NULL,
  content_hash    {{blob}} NOT NULL,
  reason          TEXT NOT NULL,
  proposed_by     {{int}} REFERENCES account(id),
  proposed_at     {{int}} NOT NULL,
  decided_by      {{int}} REFERENCES account(id),
  decision_reason TEXT,
  decided_at      {{int}},
  CHECK (decided_by IS NULL OR proposed_by IS NULL OR decided_by <> proposed_by),
  CHECK (state = 'proposed' OR decided_at IS NOT NULL)
);
