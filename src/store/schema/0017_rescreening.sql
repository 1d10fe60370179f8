-- SPDX-License-Identifier: Apache-2.0
-- Stored travellers against lists that changed (R-236), and what raised a hit.

-- travel: a message about the traveller; list-changed: the entry is new or changed;
-- re-screening: somebody asked for everybody to be compared.
ALTER TABLE hit ADD COLUMN cause TEXT NOT NULL DEFAULT 'travel';

-- The latest re-screening of each list: how far it is, so that it goes on after a stop.
CREATE TABLE rescreening (
  list_id    {{int}} NOT NULL PRIMARY KEY REFERENCES watchlist(id),
  cause      TEXT NOT NULL,
  way        TEXT NOT NULL,
  version    {{int}} NOT NULL,
  at_version {{int}} NOT NULL,
  at         TEXT NOT NULL,
  total      {{int}} NOT NULL,
  done       {{int}} NOT NULL,
  hits       {{int}} NOT NULL,
  state      TEXT NOT NULL,
  started_at {{int}} NOT NULL,
  ended_at   {{int}}
);
CREATE INDEX rescreening_running ON rescreening(list_id) WHERE state = 'running';

-- When a list is another one without a new version: entries that begin and expire.
CREATE INDEX entry_begins ON entry(valid_from) WHERE valid_from IS NOT NULL;
CREATE INDEX entry_expires ON entry(expires) WHERE expires IS NOT NULL;
