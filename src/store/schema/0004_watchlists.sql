-- SPDX-License-Identifier: Apache-2.0
-- More of what lists say of an entry, and where each version of a list came from.

ALTER TABLE entry ADD COLUMN valid_from TEXT;

ALTER TABLE entry_name ADD COLUMN family TEXT;
ALTER TABLE entry_name ADD COLUMN given TEXT;
ALTER TABLE entry_name ADD COLUMN patronymic TEXT;

CREATE TABLE entry_address (
  entry_id {{int}} NOT NULL REFERENCES entry(id),
  ordinal  {{int}} NOT NULL,
  content  TEXT NOT NULL,
  PRIMARY KEY (entry_id, ordinal)
);

-- The file that made a version of a list.
CREATE TABLE watchlist_version (
  list_id      {{int}} NOT NULL REFERENCES watchlist(id),
  version      {{int}} NOT NULL,
  file_name    TEXT,
  file_hash    {{blob}} NOT NULL,
  file_bytes   {{int}} NOT NULL,
  format       TEXT NOT NULL,
  generated_on TEXT,
  imported_by  TEXT NOT NULL,
  imported_at  {{int}} NOT NULL,
  added        {{int}} NOT NULL,
  changed      {{int}} NOT NULL,
  removed      {{int}} NOT NULL,
  findings     {{int}} NOT NULL,
  PRIMARY KEY (list_id, version)
);
