-- The first shape. Facts, judgements and evidence are appended, never edited.
-- ref: platform:handle, changes with the handle.  property: opaque id, for ever.

CREATE TABLE brand (
    slug        TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    toml        TEXT NOT NULL                       -- the brand file as last read
) STRICT;

CREATE TABLE survey (
    id          TEXT PRIMARY KEY,
    brand       TEXT NOT NULL REFERENCES brand,
    number      INTEGER NOT NULL,                   -- order of surveys within the brand
    as_of       TEXT NOT NULL,
    authority   TEXT NOT NULL DEFAULT '',
    config      TEXT NOT NULL,                      -- digest of brand file and options
    archive     TEXT NOT NULL DEFAULT '',           -- file name of its WARC
    archived    INTEGER NOT NULL DEFAULT 0,         -- bytes of the WARC that are certain
    finished    INTEGER NOT NULL DEFAULT 0,
    UNIQUE (brand, number)
) STRICT;

CREATE TABLE property (
    id          TEXT NOT NULL,
    brand       TEXT NOT NULL REFERENCES brand,
    ref         TEXT NOT NULL,                      -- the ref it has now
    kind        TEXT NOT NULL,                      -- account, site
    PRIMARY KEY (brand, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE ref_seen (
    brand       TEXT NOT NULL,
    property    TEXT NOT NULL,
    ref         TEXT NOT NULL,
    first_seen  TEXT NOT NULL,
    last_seen   TEXT NOT NULL,
    evidence    TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (brand, ref, property)
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence (
    brand       TEXT NOT NULL,
    id          TEXT NOT NULL,
    kind        TEXT NOT NULL,
    subject     TEXT NOT NULL,
    object      TEXT NOT NULL,
    url         TEXT NOT NULL,
    region      TEXT NOT NULL,
    quote       TEXT NOT NULL,
    label       TEXT NOT NULL,
    heading     TEXT NOT NULL,
    beside      TEXT NOT NULL,
    handle      TEXT NOT NULL,
    PRIMARY KEY (brand, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sighting (
    brand       TEXT NOT NULL,
    evidence    TEXT NOT NULL,
    survey      TEXT NOT NULL,
    seen_at     TEXT NOT NULL,
    digest      TEXT NOT NULL,
    archive_offset INTEGER,
    PRIMARY KEY (survey, evidence)
) STRICT, WITHOUT ROWID;

CREATE TABLE visit (
    survey      TEXT NOT NULL,
    url         TEXT NOT NULL,
    final_url   TEXT NOT NULL,
    status      INTEGER NOT NULL,
    depth       INTEGER NOT NULL,
    via         TEXT NOT NULL,
    media_type  TEXT NOT NULL,
    fetched_at  TEXT NOT NULL,
    digest      TEXT NOT NULL,
    archive_offset INTEGER,
    truncated   INTEGER NOT NULL,
    error       TEXT NOT NULL,
    title       TEXT NOT NULL,
    site_name   TEXT NOT NULL,
    language    TEXT NOT NULL,
    canonical   TEXT NOT NULL,
    trail       TEXT NOT NULL,                      -- JSON list
    PRIMARY KEY (survey, url)
) STRICT, WITHOUT ROWID;

CREATE TABLE frontier (
    survey      TEXT NOT NULL,
    url         TEXT NOT NULL,
    depth       INTEGER NOT NULL,
    via         TEXT NOT NULL,
    PRIMARY KEY (survey, url)
) STRICT, WITHOUT ROWID;

-- Hosts that pages link to: whom the site points at, ours or not.
CREATE TABLE host_seen (
    survey      TEXT NOT NULL,
    host        TEXT NOT NULL,
    pages       INTEGER NOT NULL,
    PRIMARY KEY (survey, host)
) STRICT, WITHOUT ROWID;

CREATE TABLE profile (
    survey      TEXT NOT NULL,
    ref         TEXT NOT NULL,
    url         TEXT NOT NULL,                      -- where it was read
    body        TEXT NOT NULL,                      -- JSON of model.Profile
    PRIMARY KEY (survey, ref, url)
) STRICT, WITHOUT ROWID;

CREATE TABLE post (
    survey      TEXT NOT NULL,
    ref         TEXT NOT NULL,
    url         TEXT NOT NULL,
    posted_at   TEXT NOT NULL,
    PRIMARY KEY (survey, ref, url)
) STRICT, WITHOUT ROWID;

CREATE TABLE fact (
    number      INTEGER PRIMARY KEY,
    brand       TEXT NOT NULL,
    subject     TEXT NOT NULL,
    name        TEXT NOT NULL,
    value       TEXT NOT NULL,
    origin      TEXT NOT NULL CHECK (origin IN ('observed', 'declared', 'inferred')),
    source      TEXT NOT NULL,
    as_of       TEXT NOT NULL,
    by          TEXT NOT NULL,
    UNIQUE (brand, subject, name, value, origin, source, as_of, by)
) STRICT;

CREATE TABLE judgement (
    number      INTEGER PRIMARY KEY,
    brand       TEXT NOT NULL,
    id          TEXT NOT NULL UNIQUE,
    kind        TEXT NOT NULL,
    subjects    TEXT NOT NULL,                      -- JSON list of property ids
    value       TEXT NOT NULL,
    who         TEXT NOT NULL,
    "when"      TEXT NOT NULL,
    why         TEXT NOT NULL,
    until       TEXT NOT NULL,
    supersedes  TEXT NOT NULL
) STRICT;

CREATE TABLE unit (
    brand       TEXT NOT NULL,
    survey      TEXT NOT NULL,
    number      INTEGER NOT NULL,
    name        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    parent      TEXT NOT NULL,
    aliases     TEXT NOT NULL,                      -- JSON list
    sites       TEXT NOT NULL,                      -- JSON list
    steward     TEXT NOT NULL,
    declared    INTEGER NOT NULL,
    PRIMARY KEY (brand, survey, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE verdict (
    survey      TEXT NOT NULL,
    property    TEXT NOT NULL,
    relation    TEXT NOT NULL,
    probability REAL NOT NULL,
    reasons     TEXT NOT NULL,                      -- JSON list of model.Reason
    PRIMARY KEY (survey, property)
) STRICT, WITHOUT ROWID;

CREATE TABLE ownership (
    survey      TEXT NOT NULL,
    property    TEXT NOT NULL,
    unit        TEXT NOT NULL,
    role        TEXT NOT NULL,
    probability REAL NOT NULL,
    reasons     TEXT NOT NULL,
    PRIMARY KEY (survey, property, unit, role)
) STRICT, WITHOUT ROWID;

-- What people keep: the rows of an imported sheet, as they were.
CREATE TABLE sheet_row (
    brand       TEXT NOT NULL,
    sheet       TEXT NOT NULL,
    number      INTEGER NOT NULL,
    ref         TEXT NOT NULL,                      -- '' when the row names no account
    body        TEXT NOT NULL,                      -- JSON of the row
    PRIMARY KEY (brand, sheet, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence_object ON evidence (brand, object);
CREATE INDEX fact_subject ON fact (brand, subject, name);
