-- SPDX-License-Identifier: Apache-2.0
-- What else a record says is read from its message when it is asked for: stored once.

ALTER TABLE booking DROP COLUMN detail;
ALTER TABLE traveller DROP COLUMN api_detail;
ALTER TABLE traveller DROP COLUMN pnr_detail;
