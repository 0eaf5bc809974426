-- What the person lets go without a hold, and what was held by mistake.

CREATE TABLE allowance (
    kind      TEXT NOT NULL CHECK (kind IN ('contact', 'thread')),
    name      TEXT NOT NULL,
    subject   TEXT NOT NULL DEFAULT '',
    keys      TEXT NOT NULL,             -- JSON: [key, ...]
    until     TEXT,                      -- the last day, by the local calendar; no end if null
    added_at  TEXT NOT NULL
);

-- A copy of the message, so that it is there whatever becomes of the held one.
CREATE TABLE false_alarm (
    held_id    TEXT PRIMARY KEY,
    marked_at  TEXT NOT NULL,
    subject    TEXT NOT NULL,
    contacts   TEXT NOT NULL,            -- JSON: [label, ...]
    findings   TEXT NOT NULL,            -- JSON: [{check, rule, ...}, ...]
    octets     BLOB NOT NULL
);
