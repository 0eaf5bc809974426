-- How far the conversation with a contact has come, from outgoing mail alone: ids and dates, and
-- never content.

CREATE TABLE correspondent (
    mailbox         TEXT PRIMARY KEY,          -- its key, without a +detail
    last_written_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX correspondent_by_time ON correspondent (last_written_at);

-- The Message-IDs that we sent: what names one of them answers nothing that they wrote.
CREATE TABLE sent_id (
    mailbox    TEXT NOT NULL REFERENCES correspondent (mailbox) ON DELETE CASCADE,
    message_id TEXT NOT NULL,
    sent_at    TEXT NOT NULL,
    PRIMARY KEY (mailbox, message_id)
) WITHOUT ROWID;

CREATE INDEX sent_id_by_id ON sent_id (message_id);

-- The Message-IDs of theirs that we answered, each once, however often.
CREATE TABLE answered_id (
    mailbox     TEXT NOT NULL REFERENCES correspondent (mailbox) ON DELETE CASCADE,
    message_id  TEXT NOT NULL,
    answered_at TEXT NOT NULL,
    PRIMARY KEY (mailbox, message_id)
) WITHOUT ROWID;
