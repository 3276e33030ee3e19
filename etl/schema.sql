-- The warehouse: one DuckDB file per snapshot. Published snapshots are never written again.
-- SQL kept to what a DuckLake accepts as well, but for the two primary keys below (a ledger
-- without a key lets two loads of one file both land). No foreign keys: schema changes around
-- them can hang DuckDB; the loader checks references itself. What is asked of these tables: views.sql.

-- What made this snapshot: schema_version, release, reference (fingerprint of data/reference), made_at.
CREATE TABLE IF NOT EXISTS meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- A version of a body whose figures are reported. Names and codes are both reused over time
-- (Xã Bình Yên 05587 before and after 1 July 2025), so neither identifies a version.
CREATE TABLE IF NOT EXISTS reporting_units (
    reporting_unit TEXT NOT NULL,   -- stable plain code: 'thai-nguyen.dinh-hoa.xa-binh-yen'
    name           TEXT NOT NULL,   -- official name with its kind: 'Xã Bình Yên', 'Sở Tài chính'
    kind           TEXT NOT NULL,   -- tỉnh, thành phố, sở, huyện, phòng, xã, phường, thị trấn, ...
    level          TEXT NOT NULL,   -- province, department, district, division, commune, other
    parent         TEXT,            -- reporting_unit of the unit above, where known
    parent_name    TEXT,            -- its name, as exported
    province       TEXT,            -- name of the province (the unit itself for a province)
    code           TEXT,            -- administrative code as text, leading zeros kept
    valid_from     DATE NOT NULL,
    valid_to       DATE,            -- last day; NULL while the unit exists
    status         TEXT NOT NULL,   -- reviewed, provisional (printed in a document, not yet confirmed)
    printed_name   TEXT             -- provisional units: the name as it was printed
);

-- Spellings that a person has reviewed; `province` limits where the alias may be applied.
CREATE TABLE IF NOT EXISTS reporting_unit_aliases (
    alias          TEXT NOT NULL,
    province       TEXT,
    reporting_unit TEXT NOT NULL,
    reason         TEXT NOT NULL,
    origin         TEXT NOT NULL        -- shipped, imported
);

-- What became of a unit: one row per old unit and the new unit that took it, or a part of it.
CREATE TABLE IF NOT EXISTS reporting_unit_events (
    old_unit   TEXT NOT NULL,
    new_unit   TEXT NOT NULL,       -- '' where a unit ended without a successor
    relation   TEXT NOT NULL,       -- whole, part, unchanged, none
    valid_from DATE NOT NULL,       -- first day of the new unit, or first day without the old one
    document   TEXT NOT NULL,       -- the legal document
    event      TEXT NOT NULL,       -- merge, split, rename, re-parent, abolish
    origin     TEXT NOT NULL        -- shipped with the program, imported by the office
);

-- Made from the events whenever they change: what each unit that is no more has become by now.
CREATE TABLE IF NOT EXISTS lineage (
    reporting_unit TEXT NOT NULL,   -- of the past
    successor      TEXT NOT NULL,   -- of today: no event takes it further
    relation       TEXT NOT NULL    -- whole: all of it went there, step by step; part: some of it
);

CREATE TABLE IF NOT EXISTS periods (
    period       TEXT NOT NULL,     -- 2024-Q1, 2024-H1, 2024-9M, 2024, 2024-M05, or an ISO interval
    kind         TEXT NOT NULL,     -- quarter, half, nine_months, year, month, interval
    year         INTEGER NOT NULL,  -- the year in which the window ends
    quarter      INTEGER,           -- 1-4: the quarter of the year that ends with it; NULL for months and intervals
    period_start DATE NOT NULL,     -- default window of the code
    period_end   DATE NOT NULL,
    label        TEXT NOT NULL      -- 'Quý I/2024'
);

-- The catalogue, from data/reference/indicators.csv.
CREATE TABLE IF NOT EXISTS indicators (
    indicator   TEXT NOT NULL,
    area        INTEGER NOT NULL,   -- CCHC area 1-7
    theme       TEXT,               -- dossiers, procedures, onestop, staffing, investment
    name        TEXT NOT NULL,      -- Vietnamese
    measure     TEXT NOT NULL,      -- đơn vị tính: hồ sơ, người, triệu đồng, %, ...
    kind        TEXT NOT NULL,      -- count, money, ratio, flag, enum, text
    aggregation TEXT NOT NULL,      -- over units: sum, ratio, none, share_of_units
    time        TEXT NOT NULL,      -- flow, ytd, stock, point, window_total
    over_time   TEXT NOT NULL,      -- sum (a quarter is a difference), last, ratio (of its parts), none
    polarity    TEXT,               -- higher, lower: which direction is better, where known
    numerator   TEXT,               -- of a ratio, where its parts are indicators
    denominator TEXT,
    note        TEXT,
    position    INTEGER NOT NULL    -- order in the catalogue
);

-- Made by `derive` from view `what_units_were`: the units of a period that are one unit of today.
CREATE TABLE IF NOT EXISTS pasts (
    successor      TEXT NOT NULL,
    period         TEXT NOT NULL,
    reporting_unit TEXT NOT NULL,
    components     BIGINT NOT NULL, -- how many there are
    is_guard       BOOLEAN NOT NULL -- the successor itself, which had no figures then: one that it has is not added to
);

-- What changed the figures, in order: the axis of "as known on". A load is one call that stored files.
CREATE TABLE IF NOT EXISTS loads (
    load    BIGINT NOT NULL,
    kind    TEXT NOT NULL,          -- load, withdrawal, restoration
    made_at TIMESTAMP NOT NULL,     -- UTC
    made_by TEXT NOT NULL,
    reason  TEXT NOT NULL           -- of a withdrawal or restoration, in the person's words
);

-- Who may do what for which units (etl/roles.py). What was taken back is gone from here and stands in the audit trail.
CREATE TABLE IF NOT EXISTS roles (
    person     TEXT NOT NULL,       -- account, in small letters
    role       TEXT NOT NULL,       -- reader, analyst, reviewer, administrator
    remit      TEXT NOT NULL,       -- reporting_unit that it is for, with all below it; * for all units
    granted_by TEXT NOT NULL,
    granted_at TIMESTAMP NOT NULL   -- UTC
);

-- The audit trail: what people changed in the tables of the catalogue, one row per changed row. Only appended to.
CREATE TABLE IF NOT EXISTS audit (
    change        BIGINT NOT NULL,
    made_at       TIMESTAMP NOT NULL, -- UTC
    made_by       TEXT NOT NULL,
    changed_table TEXT NOT NULL,      -- reporting_units, reporting_unit_aliases, decisions, targets, ...
    action        TEXT NOT NULL,      -- added, changed, removed
    changed_row   TEXT NOT NULL,      -- what tells the row apart in its table
    old           TEXT NOT NULL,      -- JSON: the fields before, only those that changed; {} of a row that is new
    new           TEXT NOT NULL,      -- JSON: the fields after; {} of a row that is gone
    load          BIGINT NOT NULL     -- the last load before the change
);

-- What a load changed when it was stored, by the difference to what stood: how many figures.
CREATE TABLE IF NOT EXISTS load_changes (
    load    BIGINT NOT NULL,
    state   TEXT NOT NULL,          -- new, same, changed, vanished
    figures BIGINT NOT NULL
);

-- Which submissions a withdrawal took out, or a restoration brought back. The last word counts.
CREATE TABLE IF NOT EXISTS withdrawals (
    load         BIGINT NOT NULL,   -- of the withdrawal or restoration
    submission   BIGINT NOT NULL,
    is_withdrawn BOOLEAN NOT NULL
);

-- The ledger: one row per reading of one file.
CREATE TABLE IF NOT EXISTS submissions (
    submission      BIGINT NOT NULL,
    file_hash       TEXT NOT NULL,      -- SHA-256 of the bytes as received; the original is kept under it
    reading         TEXT NOT NULL,      -- fingerprint of the tables and of the decisions it was read with
    file            TEXT NOT NULL,      -- name as received
    source          TEXT NOT NULL,      -- own_appendix, higher_table, narrative
    document_number TEXT,
    document_date   DATE,
    received_at     TIMESTAMP NOT NULL, -- UTC
    received_by     TEXT NOT NULL,      -- account that ran the load
    figures         INTEGER NOT NULL,   -- observations loaded
    arrival         BIGINT NOT NULL,    -- first submission of the same bytes; read again, a file is no newer
    load            BIGINT NOT NULL,    -- the call that stored it
    PRIMARY KEY (file_hash, reading)
);

-- What one submission says about one unit, period, source and form. A newer scope replaces an older one that is alike
-- (alike_scopes) whole: "newer" is the later document date, then the later arrival of the file, never the load order alone.
CREATE TABLE IF NOT EXISTS scopes (
    scope          BIGINT NOT NULL,
    submission     BIGINT NOT NULL,
    reporting_unit TEXT NOT NULL,
    period         TEXT NOT NULL,
    source         TEXT NOT NULL,
    form           TEXT NOT NULL,       -- designation printed above the table: 'Biểu mẫu 3'
    is_current     BOOLEAN NOT NULL
);

-- Which scopes of two files are one form, so that the newer replaces the older whole: `standing` says when. Both
-- directions; what is so once does not depend on what stands.
CREATE TABLE IF NOT EXISTS alike_scopes (
    scope BIGINT NOT NULL,
    other BIGINT NOT NULL
);

-- One value of one indicator with the cell it came from. Earlier vintages stay (their scope is not current).
CREATE TABLE IF NOT EXISTS observations (
    scope          BIGINT NOT NULL,
    submission     BIGINT NOT NULL,
    reporting_unit TEXT NOT NULL,
    period         TEXT NOT NULL,
    indicator      TEXT NOT NULL,
    handled_by     TEXT NOT NULL,       -- '', all, province, department, district, commune
    source         TEXT NOT NULL,
    value          DOUBLE NOT NULL,     -- in the catalogue's measure; ratios 0-100; money in million đồng
    basis          TEXT NOT NULL,       -- in_period, cumulative, at_date
    period_start   DATE NOT NULL,       -- true window of this figure
    period_end     DATE NOT NULL,
    window_printed BOOLEAN NOT NULL,    -- FALSE: the window follows from the period's default
    sheet          TEXT NOT NULL,
    cell           TEXT NOT NULL,
    raw            TEXT NOT NULL,       -- text as it stood in the cell
    printed_measure TEXT,               -- đơn vị tính as printed, e.g. 'đồng'
    label          TEXT NOT NULL        -- row label as printed
);

-- Cells and rows that were read and deliberately not loaded, so that every row is accounted for.
CREATE TABLE IF NOT EXISTS set_aside (
    submission BIGINT NOT NULL,
    sheet      TEXT NOT NULL,
    cell       TEXT NOT NULL,
    reason     TEXT NOT NULL            -- code: blank, unknown_blank, heading, header, title, continuation, prose, unread, returned
);

CREATE TABLE IF NOT EXISTS problems (
    submission BIGINT NOT NULL,
    code       TEXT NOT NULL,
    severity   TEXT NOT NULL,           -- stop, question, refused, warning, info
    sheet      TEXT NOT NULL,
    cell       TEXT NOT NULL,
    indicator  TEXT,
    handled_by TEXT,
    found      TEXT NOT NULL,
    expected   TEXT NOT NULL,
    sentence   TEXT NOT NULL,           -- Vietnamese: what is wrong, where, what to do
    question   TEXT                     -- JSON: what a person can answer, with suggestions; else NULL
);

-- What a person answered. Form and sender say how far it was meant to reach ('' and '': everyone). Nothing is deleted:
-- what was taken back, or replaced by a later answer, has its day in revoked_at.
CREATE TABLE IF NOT EXISTS decisions (
    decision   BIGINT NOT NULL,
    kind       TEXT NOT NULL,           -- indicator, unit, measure, mark, title, file_unit, file_period
    subject    TEXT NOT NULL,           -- normalised wording that the answer is about; of a file its SHA-256
    path       TEXT NOT NULL,           -- normalised wording that introduces it; of a file the sheet, '' for all
    measure    TEXT NOT NULL,           -- normalised đơn vị tính as printed
    form       TEXT NOT NULL,           -- fingerprint of the form
    sender     TEXT NOT NULL,           -- reporting_unit that sent it
    printed    TEXT NOT NULL,           -- as it stood, for people
    answer     TEXT NOT NULL,           -- indicator[@handled_by] or '-', reporting_unit, đơn vị tính, decimal mark, period
    decided_by TEXT NOT NULL,
    decided_at TIMESTAMP NOT NULL,      -- UTC
    revoked_at TIMESTAMP,               -- UTC; NULL while it is remembered
    revoked_by TEXT
);

-- Which decisions a submission was read with, so that it is known what a revocation would change.
CREATE TABLE IF NOT EXISTS decisions_used (
    submission BIGINT NOT NULL,
    decision   BIGINT NOT NULL
);

-- Named numbers that rules and totals go by (data/reference/limits.csv).
CREATE TABLE IF NOT EXISTS limits (
    name    TEXT NOT NULL,
    value   DOUBLE NOT NULL,
    measure TEXT NOT NULL,
    source  TEXT NOT NULL,
    origin  TEXT NOT NULL               -- shipped, imported
);

-- Reviewed corrections (data/reference/corrections.csv): applied while the source still says what was expected.
-- The observation stays as it was read.
CREATE TABLE IF NOT EXISTS corrections (
    correction     TEXT NOT NULL,
    reporting_unit TEXT NOT NULL,
    period         TEXT NOT NULL,
    indicator      TEXT NOT NULL,
    handled_by     TEXT NOT NULL,
    source         TEXT NOT NULL,
    expected_raw   TEXT NOT NULL,       -- the cell as it stood when the correction was reviewed
    action         TEXT NOT NULL,       -- replace (by value), drop (not shown)
    value          DOUBLE,              -- in the catalogue's measure
    reason         TEXT NOT NULL,
    made_by        TEXT NOT NULL,
    made_on        DATE NOT NULL,
    status         TEXT NOT NULL,       -- active, withdrawn
    origin         TEXT NOT NULL        -- shipped, imported
);

-- What an analyst explained (giải trình) of what a rule found. It stays with the figure for as long as the rule finds the
-- same there; the last word counts, an empty one takes it back.
CREATE TABLE IF NOT EXISTS explanations (
    load           BIGINT NOT NULL,     -- with which it was stored
    line           TEXT NOT NULL,       -- of rules
    reporting_unit TEXT NOT NULL,       -- these five as the finding has them; '' where it has none
    period         TEXT NOT NULL,
    indicator      TEXT NOT NULL,
    handled_by     TEXT NOT NULL,
    found          TEXT NOT NULL,       -- what was found, as it is said
    explanation    TEXT NOT NULL,
    made_by        TEXT NOT NULL,
    made_at        TIMESTAMP NOT NULL   -- UTC
);

-- Who is expected to report in a period, made by `derive` from view `who_is_expected`.
CREATE TABLE IF NOT EXISTS expected_reports (
    reporting_unit TEXT NOT NULL,
    period         TEXT NOT NULL,
    level          TEXT NOT NULL,
    province       TEXT,
    has_reported   BOOLEAN NOT NULL
);

-- Targets and thresholds (data/reference/targets.csv, and what an office took in): what `targets.sql` judges figures by.
-- '' is whichever cấp giải quyết, level or unit; a year that is missing is every year from the decision on.
CREATE TABLE IF NOT EXISTS targets (
    target         TEXT NOT NULL,
    indicator      TEXT NOT NULL,
    handled_by     TEXT NOT NULL,
    level          TEXT NOT NULL,       -- of the units it is meant for
    reporting_unit TEXT NOT NULL,       -- and for those below it, unless they have their own
    year           INTEGER,
    value          DOUBLE NOT NULL,     -- in the catalogue's measure; of the whole year where the indicator accumulates
    band_good      DOUBLE,              -- values of the indicator, in the direction of its polarity
    band_watch     DOUBLE,
    decided_on     DATE,                -- the latest decision counts
    document       TEXT NOT NULL,       -- legal basis
    note           TEXT NOT NULL,
    origin         TEXT NOT NULL        -- shipped, imported
);

-- The figures that stand now, made from the above by `derive` before a snapshot is published, sorted as they are
-- asked for: one row per unit, period, indicator, handled_by and source.
CREATE TABLE IF NOT EXISTS figures (
    reporting_unit  TEXT NOT NULL,
    period          TEXT NOT NULL,
    indicator       TEXT NOT NULL,
    handled_by      TEXT NOT NULL,
    source          TEXT NOT NULL,
    is_shown        BOOLEAN NOT NULL,   -- the one of its sources that charts and exports show
    is_own          BOOLEAN NOT NULL,   -- all that the unit handles: not split, or a commune's or department's total or own level
    value           DOUBLE NOT NULL,
    reported_value  DOUBLE NOT NULL,    -- differs from value where a correction replaced it
    correction      TEXT,
    basis           TEXT NOT NULL,
    period_start    DATE NOT NULL,
    period_end      DATE NOT NULL,
    window_printed  BOOLEAN NOT NULL,
    begins          DATE,               -- first day of a unit that began within what it tells of, where no days are printed
    submission      BIGINT NOT NULL,
    sheet           TEXT NOT NULL,
    cell            TEXT NOT NULL,
    raw             TEXT NOT NULL,
    printed_measure TEXT,
    label           TEXT NOT NULL
);

-- The rules by which figures are judged (data/reference/rules.csv; docs/rules.md): one row is one line of a rule.
CREATE TABLE IF NOT EXISTS rules (
    line     TEXT NOT NULL,         -- V03-parts
    rule     TEXT NOT NULL,         -- V03
    kind     TEXT NOT NULL,         -- how it is evaluated: linear, rate, sources, ...; reading: said by the loader
    terms    TEXT NOT NULL,         -- what is compared, in the words of its kind
    severity TEXT NOT NULL,         -- warning, info
    name     TEXT NOT NULL,         -- Vietnamese, short
    sentence TEXT NOT NULL,         -- Vietnamese, with {found} {expected} {terms} {note}
    source   TEXT NOT NULL,         -- where the rule stands
    codes    TEXT NOT NULL,         -- problems that say the same while reading
    origin   TEXT NOT NULL          -- shipped, imported
);

-- The terms of linear rules, made from `rules` whenever it changes.
CREATE TABLE IF NOT EXISTS rule_terms (
    line        TEXT NOT NULL,
    identity    INTEGER NOT NULL,   -- a line, or a line with one of the indicators that `*` stands for
    term        INTEGER NOT NULL,   -- 1: the figure that a finding is about
    side        TEXT NOT NULL,      -- left, right, unless
    relation    TEXT NOT NULL,      -- =, <=
    indicator   TEXT NOT NULL,      -- or units: how many the unit table has
    handled_by  TEXT,               -- NULL: of the level that the other terms have; total: the unit's whole
    is_optional BOOLEAN NOT NULL,   -- counts 0 where it is not reported
    is_before   BOOLEAN NOT NULL    -- as it stood when the window before ended
);

-- What the rules find in the figures that stand, made by `derive` with table `figures`.
CREATE TABLE IF NOT EXISTS findings (
    line           TEXT NOT NULL,
    rule           TEXT NOT NULL,
    severity       TEXT NOT NULL,
    reporting_unit TEXT NOT NULL,
    period         TEXT NOT NULL,
    indicator      TEXT NOT NULL,   -- that it is about; '' where it is about a whole report
    handled_by     TEXT NOT NULL,
    found          DOUBLE,
    expected       DOUBLE,
    sentence       TEXT NOT NULL,
    cells          STRUCT(reporting_unit TEXT, period TEXT, indicator TEXT, handled_by TEXT, source TEXT, value DOUBLE,
                          submission BIGINT, sheet TEXT, cell TEXT)[] NOT NULL -- all that it rests on
);
