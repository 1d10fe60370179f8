-- SPDX-License-Identifier: Apache-2.0
-- The trail's new start, the register of staff, declared places, breaches, and
-- support from outside.

-- Where the trail begins once records have left it at their age (R-150): at the
-- last record of a checkpoint, signed. At most one row.
CREATE TABLE audit_start (
  checkpoint {{int}} NOT NULL PRIMARY KEY,
  seq        {{int}} NOT NULL,
  at         {{int}} NOT NULL,
  head       {{blob}} NOT NULL,
  begun_at   {{int}} NOT NULL,
  signature  {{blob}} NOT NULL
);
CREATE INDEX audit_old ON audit_checkpoint(at);

-- Changes of who may do what, found for the register without reading the trail (R-152).
CREATE INDEX audit_staff ON audit(object, seq)
  WHERE act IN ('account.created','account.ended','account.restored','account.desk-set','duty.set');

-- Where data are processed: declared by one person, confirmed by another (R-170).
-- `machine` is a keyed hash of the machine's own name for itself; NULL: not bound to one.
CREATE TABLE place (
  id           {{id}},
  name         TEXT NOT NULL,
  address      TEXT NOT NULL,
  state        TEXT NOT NULL,
  machine      {{blob}},
  reason       TEXT NOT NULL,
  declared_by  {{int}} REFERENCES account(id),
  declared_at  {{int}} NOT NULL,
  confirmed_by {{int}} REFERENCES account(id),
  confirmed_at {{int}},
  ended_by     {{int}} REFERENCES account(id),
  ended_at     {{int}},
  CHECK (confirmed_by IS NULL OR confirmed_by <> declared_by)
);

-- Breaches of personal data, and what was done about them (R-171).
CREATE TABLE breach (
  id          {{id}},
  number      TEXT NOT NULL UNIQUE,
  what        TEXT NOT NULL,
  categories  TEXT NOT NULL,
  people      {{int}},
  happened_at {{int}} NOT NULL,
  known_at    {{int}} NOT NULL,
  due_at      {{int}} NOT NULL,
  risk        TEXT CHECK (risk IN ('none','risk','high')),
  closed_at   {{int}},
  recorded_by {{int}} NOT NULL REFERENCES account(id),
  recorded_at {{int}} NOT NULL
);
CREATE TABLE breach_step (
  id         {{id}},
  breach_id  {{int}} NOT NULL REFERENCES breach(id),
  kind       TEXT NOT NULL CHECK (kind IN
               ('measure','assessed','authority-told','people-told','closed')),
  text       TEXT NOT NULL,
  account_id {{int}} NOT NULL REFERENCES account(id),
  at         {{int}} NOT NULL
);
CREATE INDEX breach_step_of ON breach_step(breach_id, at);

-- Somebody from outside who helps to run the system: let in by two people, for a time,
-- and blind to data (R-173).
CREATE TABLE support_consent (
  id         {{id}},
  account_id {{int}} NOT NULL REFERENCES account(id),
  reason     TEXT NOT NULL,
  minutes    {{int}} NOT NULL,
  asked_by   {{int}} NOT NULL REFERENCES account(id),
  asked_at   {{int}} NOT NULL,
  agreed_by  {{int}} REFERENCES account(id),
  agreed_at  {{int}},
  ends_at    {{int}},
  CHECK (agreed_by IS NULL OR agreed_by <> asked_by)
);
CREATE INDEX support_consent_of ON support_consent(account_id);

-- A post more: remote support.
CREATE TABLE post_now (
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
      OR (duty = 'outside' AND role IN ('requesting-authority','frontline-officer',
                                        'remote-support'))),
  CHECK (ends_at IS NOT NULL OR role NOT IN ('supervisory-authority','auditor','remote-support'))
);
INSERT INTO post_now SELECT account_id, person_id, duty, role, desk, ends_at FROM post;
DROP TABLE post;
ALTER TABLE post_now RENAME TO post;

-- What a sealed traveller is found by, small: `n` stands for the record in its marks, and
-- `marks` holds the hashes of these marks, 6 bytes each, so that they are deleted with it.
CREATE TABLE sealed_subject (
  n           {{id}},
  sealed_id   {{int}} NOT NULL REFERENCES sealed(id),
  shape       {{blob}} NOT NULL,
  other_shape {{blob}},
  marks       {{blob}}
);
CREATE INDEX sealed_subject_of ON sealed_subject(sealed_id);
-- The first 48 bits of the keyed hash; n * 2^24 and the mark.
CREATE TABLE sealed_sign (
  hash {{int}} NOT NULL,
  mark {{int}} NOT NULL,
  PRIMARY KEY (hash, mark)
){{clustered}};
INSERT INTO sealed_subject (n, sealed_id, shape, other_shape)
  SELECT row_number() OVER (ORDER BY s.sealed_id), s.sealed_id, s.shape, (SELECT o.shape
    FROM sealed_name o WHERE o.sealed_id = s.sealed_id AND o.ordinal = 1)
  FROM sealed_name s WHERE s.ordinal = 0;
INSERT INTO sealed_sign (hash, mark)
  SELECT DISTINCT m.hash & 281474976710655, q.n * 16777216 + m.mark
  FROM sealed_mark m JOIN sealed_subject q ON q.sealed_id = m.sealed_id;
DROP TABLE sealed_mark;
DROP TABLE sealed_name;
