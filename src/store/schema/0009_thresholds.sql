-- SPDX-License-Identifier: Apache-2.0
-- The least score, in thousandths, with which a match on a list becomes a hit.

ALTER TABLE watchlist ADD COLUMN threshold {{int}} NOT NULL DEFAULT 0;
