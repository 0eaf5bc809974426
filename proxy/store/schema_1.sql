-- Times are ISO 8601 in UTC, so that they sort as text.

-- Ids are never reused, not even after what they named is gone.
CREATE TABLE issued_id (id TEXT PRIMARY KEY) WITHOUT ROWID;

CREATE TABLE held (
    id              TEXT PRIMARY KEY REFERENCES issued_id (id),
    state           TEXT NOT NULL CHECK (state IN
                        ('held', 'releasing', 'uncertain', 'sent', 'discarded', 'superseded')),
    account         TEXT NOT NULL,
    login           TEXT NOT NULL,             -- the user name of the client's own login, or ''
    reverse_path    TEXT NOT NULL,
    recipients      TEXT NOT NULL,             -- JSON: [[mailbox, [parameter, ...]], ...]
    parameters      TEXT NOT NULL,             -- JSON: [parameter, ...]
    sender_key      TEXT NOT NULL,
    recipients_key  TEXT NOT NULL,
    content_sha256  TEXT NOT NULL,
    fingerprint     TEXT NOT NULL,
    message_id      TEXT NOT NULL,
    date            TEXT NOT NULL,
    subject         TEXT NOT NULL,
    findings        TEXT NOT NULL,             -- JSON: [{check, rule, ...}, ...]
    contacts        TEXT NOT NULL,             -- JSON: [label, ...]
    size            INTEGER NOT NULL,          -- octets
    held_at         TEXT NOT NULL,
    changed_at      TEXT NOT NULL,
    closed          TEXT,                      -- how it came to be sent
    reply           TEXT NOT NULL DEFAULT '',  -- the smarthost's last
    release_wanted  INTEGER NOT NULL DEFAULT 0,
    claimant        TEXT,                      -- the process that is releasing it
    handed_over     INTEGER NOT NULL DEFAULT 0 -- 1 just before the final dot goes out
);

CREATE INDEX held_by_parties ON held (sender_key, recipients_key, changed_at);
CREATE INDEX held_by_state ON held (state, held_at);
-- Every content that was submitted for a hold: the one that was held, and the one that confirmed.
-- By it a client's retry is known for what it is, whatever has become of the message.
CREATE TABLE seen (
    sender_key      TEXT NOT NULL,
    recipients_key  TEXT NOT NULL,
    content_sha256  TEXT NOT NULL,
    held_id         TEXT NOT NULL REFERENCES held (id) ON DELETE CASCADE,
    PRIMARY KEY (sender_key, recipients_key, content_sha256)
) WITHOUT ROWID;

CREATE TABLE content (
    held_id TEXT PRIMARY KEY REFERENCES held (id) ON DELETE CASCADE,
    octets  BLOB NOT NULL
);

CREATE TABLE notice (
    held_id   TEXT PRIMARY KEY REFERENCES held (id) ON DELETE CASCADE,
    state     TEXT NOT NULL CHECK (state IN ('due', 'trying', 'sent', 'unknown')),
    attempts  INTEGER NOT NULL DEFAULT 0,
    next_at   TEXT NOT NULL,
    reply     TEXT NOT NULL DEFAULT ''
);

CREATE TABLE token (
    digest     TEXT PRIMARY KEY,
    held_id    TEXT NOT NULL REFERENCES held (id) ON DELETE CASCADE,
    action     TEXT NOT NULL CHECK (action IN ('send', 'discard')),
    sender_key TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE contact (
    key      TEXT PRIMARY KEY,
    pattern  TEXT NOT NULL,
    name     TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;

CREATE TABLE contact_tag (
    key TEXT NOT NULL REFERENCES contact (key) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (key, tag)
) WITHOUT ROWID;

CREATE TABLE contact_note (
    key      TEXT NOT NULL REFERENCES contact (key) ON DELETE CASCADE,
    note     TEXT NOT NULL,
    added_at TEXT NOT NULL,
    PRIMARY KEY (key, note)
) WITHOUT ROWID;

CREATE TABLE pause (
    only_row   INTEGER PRIMARY KEY CHECK (only_row = 1),
    until      TEXT,              -- no end where it is null
    next_only  INTEGER NOT NULL   -- 1: ends with the first message that it lets through
);
