-- SPDX-License-Identifier: Apache-2.0
-- Messages that are parts of a list (UNH S010), until all of its parts are there.
-- told: that parts are missing stands as a finding on one of them.

CREATE TABLE message_part (
  message_id  {{int}} NOT NULL PRIMARY KEY REFERENCES message(id) ON DELETE CASCADE,
  list_key    TEXT NOT NULL,
  part        {{int}} NOT NULL,
  is_last     {{int}} NOT NULL,
  byte_offset {{int}} NOT NULL,
  received_at {{int}} NOT NULL,
  told        {{int}} NOT NULL
);
CREATE INDEX message_part_list ON message_part(list_key);
CREATE INDEX message_part_waiting ON message_part(received_at) WHERE told = 0;
