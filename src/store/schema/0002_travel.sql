-- SPDX-License-Identifier: Apache-2.0
-- What carriers sent (message, finding), and the truth built from it: flights,
-- bookings, travellers. The truth of a flight is a function of its messages.

CREATE TABLE flight (
  id             {{id}},
  natural_key    TEXT NOT NULL UNIQUE,
  carrier        TEXT NOT NULL,
  flight_number  TEXT NOT NULL,
  suffix         TEXT,
  origin         TEXT NOT NULL,
  destination    TEXT NOT NULL,
  departs        TEXT NOT NULL,
  arrives        TEXT,
  departs_at     {{int}},
  arrives_at     {{int}},
  direction      TEXT NOT NULL,
  deadline_at    {{int}} NOT NULL,
  status         TEXT NOT NULL,
  travellers     {{int}} NOT NULL,
  crew           {{int}} NOT NULL,
  bookings       {{int}} NOT NULL,
  messages       {{int}} NOT NULL,
  has_api        {{int}} NOT NULL,
  has_pnr        {{int}} NOT NULL,
  content_hash   {{blob}} NOT NULL
);
CREATE INDEX flight_deadline ON flight(deadline_at);

CREATE TABLE leg (
  flight_id   {{int}} NOT NULL REFERENCES flight(id),
  ordinal     {{int}} NOT NULL,
  origin      TEXT,
  destination TEXT,
  departs     TEXT,
  arrives     TEXT,
  PRIMARY KEY (flight_id, ordinal)
);

CREATE TABLE message (
  id              {{id}},
  content_hash    {{blob}} NOT NULL UNIQUE,
  state           TEXT NOT NULL CHECK (state IN ('stored','quarantined','test')),
  type            TEXT NOT NULL,
  version         TEXT,
  function        TEXT,
  sender          TEXT,
  recipient       TEXT,
  interchange_ref TEXT,
  message_ref     TEXT,
  business_ref    TEXT,
  part            {{int}} NOT NULL,
  prepared_at     TEXT,
  received_at     {{int}} NOT NULL,
  channel         TEXT NOT NULL,
  carrier         TEXT,
  flight_id       {{int}} REFERENCES flight(id),
  order_key       TEXT NOT NULL,
  travellers      {{int}} NOT NULL,
  bookings        {{int}} NOT NULL,
  removed         TEXT NOT NULL,
  removed_count   {{int}} NOT NULL,
  finding_count   {{int}} NOT NULL,
  body            {{blob}} NOT NULL
);
CREATE INDEX message_flight ON message(flight_id, order_key);
CREATE INDEX message_reference ON message(sender, interchange_ref, message_ref);
CREATE INDEX message_state ON message(state, received_at);

CREATE TABLE finding (
  message_id  {{int}} NOT NULL REFERENCES message(id),
  ordinal     {{int}} NOT NULL,
  severity    TEXT NOT NULL,
  code        TEXT NOT NULL,
  segment     {{int}} NOT NULL,
  byte_offset {{int}} NOT NULL,
  sentence    TEXT NOT NULL,
  PRIMARY KEY (message_id, ordinal)
);

CREATE TABLE booking (
  id           {{id}},
  flight_id    {{int}} NOT NULL REFERENCES flight(id),
  natural_key  TEXT NOT NULL,
  locator      TEXT,
  carrier      TEXT,
  created      TEXT,
  state        TEXT NOT NULL CHECK (state IN ('active','cancelled','withdrawn')),
  party_size   {{int}},
  agency       TEXT,
  detail       TEXT NOT NULL,
  message_id   {{int}} NOT NULL REFERENCES message(id),
  content_hash {{blob}} NOT NULL,
  UNIQUE (flight_id, natural_key)
);
CREATE INDEX booking_locator ON booking(locator);

CREATE TABLE booking_segment (
  booking_id    {{int}} NOT NULL REFERENCES booking(id),
  ordinal       {{int}} NOT NULL,
  carrier       TEXT,
  flight_number TEXT,
  origin        TEXT,
  destination   TEXT,
  departs       TEXT,
  status        TEXT,
  PRIMARY KEY (booking_id, ordinal)
);

CREATE TABLE booking_contact (
  booking_id {{int}} NOT NULL REFERENCES booking(id),
  ordinal    {{int}} NOT NULL,
  type       TEXT NOT NULL,
  content    TEXT NOT NULL,
  PRIMARY KEY (booking_id, ordinal)
);

CREATE TABLE booking_payment (
  booking_id {{int}} NOT NULL REFERENCES booking(id),
  ordinal    {{int}} NOT NULL,
  form       TEXT,
  card       TEXT,
  amount     TEXT,
  currency   TEXT,
  PRIMARY KEY (booking_id, ordinal)
);

-- One person on one flight: an API record, a PNR record, or both joined.
CREATE TABLE traveller (
  id             {{id}},
  flight_id      {{int}} NOT NULL REFERENCES flight(id),
  booking_id     {{int}} REFERENCES booking(id),
  api_key        TEXT,
  pnr_key        TEXT,
  kind           TEXT NOT NULL,
  role           TEXT,
  family         TEXT,
  given          TEXT,
  middle         TEXT,
  title          TEXT,
  sex            TEXT,
  birth_date     TEXT,
  nationality    TEXT,
  residence      TEXT,
  embark         TEXT,
  disembark      TEXT,
  locator        TEXT,
  seat           TEXT,
  status         TEXT NOT NULL CHECK (status IN ('listed','boarded','not-on-board','withdrawn')),
  join_reason    TEXT,
  api_detail     TEXT,
  pnr_detail     TEXT,
  api_message_id {{int}} REFERENCES message(id),
  api_index      {{int}},
  pnr_message_id {{int}} REFERENCES message(id),
  pnr_index      {{int}},
  content_hash   {{blob}} NOT NULL,
  UNIQUE (flight_id, api_key),
  UNIQUE (flight_id, pnr_key)
);
CREATE INDEX traveller_booking ON traveller(booking_id);
CREATE INDEX traveller_name ON traveller(family, birth_date);

CREATE TABLE document (
  traveller_id    {{int}} NOT NULL REFERENCES traveller(id),
  ordinal         {{int}} NOT NULL,
  type            TEXT,
  document_number TEXT,
  issuer          TEXT,
  expires         TEXT,
  PRIMARY KEY (traveller_id, ordinal)
);
CREATE INDEX document_number ON document(document_number);
