-- The warehouse: one DuckDB file per snapshot. Published snapshots are never written again.
-- SQL kept to what a DuckLake accepts as well, but for the two primary keys below (a ledger
-- without a key lets two loads of one file both land). No foreign keys: schema changes around
-- them can hang DuckDB; the loader checks references itself.

-- What made this snapshot: schema_version, release, reference (fingerprint of data/reference), made_at.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- A version of a body whose figures are reported. Names and codes are both reused over time
-- (Xã Bình Yên 05587 before and after 1 July 2025), so neither identifies a version.
CREATE TABLE reporting_units (
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
CREATE TABLE reporting_unit_aliases (
    alias          TEXT NOT NULL,
    province       TEXT,
    reporting_unit TEXT NOT NULL,
    reason         TEXT NOT NULL
);

-- What became of a unit: one row per old unit and the new unit that took it, or a part of it.
CREATE TABLE reporting_unit_events (
    old_unit   TEXT NOT NULL,
    new_unit   TEXT NOT NULL,
    relation   TEXT NOT NULL,       -- whole, part, unchanged
    valid_from DATE NOT NULL,       -- first day of the new unit
    document   TEXT NOT NULL        -- the legal document
);

CREATE TABLE periods (
    period       TEXT NOT NULL,     -- 2024-Q1, 2024-H1, 2024-9M, 2024, 2024-M05, or an ISO interval
    kind         TEXT NOT NULL,     -- quarter, half, nine_months, year, month, interval
    year         INTEGER NOT NULL,  -- the year in which the window ends
    period_start DATE NOT NULL,     -- default window of the code
    period_end   DATE NOT NULL,
    label        TEXT NOT NULL      -- 'Quý I/2024'
);

-- The catalogue, from data/reference/indicators.csv.
CREATE TABLE indicators (
    indicator   TEXT NOT NULL,
    area        INTEGER NOT NULL,   -- CCHC area 1-7
    theme       TEXT,               -- dossiers, procedures, onestop, staffing, investment
    name        TEXT NOT NULL,      -- Vietnamese
    measure     TEXT NOT NULL,      -- đơn vị tính: hồ sơ, người, triệu đồng, %, ...
    kind        TEXT NOT NULL,      -- count, money, ratio, flag, enum, text
    aggregation TEXT NOT NULL,      -- over units: sum, ratio, none, share_of_units
    time        TEXT NOT NULL,      -- flow, ytd, stock, point, window_total
    polarity    TEXT,               -- higher, lower: which direction is better, where known
    numerator   TEXT,               -- of a ratio, where its parts are indicators
    denominator TEXT,
    note        TEXT,
    position    INTEGER NOT NULL    -- order in the catalogue
);

-- The ledger: one row per reading of one file.
CREATE TABLE submissions (
    submission      BIGINT NOT NULL,
    file_hash       TEXT NOT NULL,      -- SHA-256 of the bytes as received; the original is kept under it
    reading         TEXT NOT NULL,      -- fingerprint of the tables it was read with
    file            TEXT NOT NULL,      -- name as received
    source          TEXT NOT NULL,      -- own_appendix, higher_table, narrative
    document_number TEXT,
    document_date   DATE,
    received_at     TIMESTAMP NOT NULL, -- UTC
    received_by     TEXT NOT NULL,      -- account that ran the load
    figures         INTEGER NOT NULL,   -- observations loaded
    PRIMARY KEY (file_hash, reading)
);

-- What one submission says about one unit, period, source and form. A newer scope replaces an
-- older one whole: "newer" is the later document date, then the later arrival, never the load order alone.
CREATE TABLE scopes (
    scope          BIGINT NOT NULL,
    submission     BIGINT NOT NULL,
    reporting_unit TEXT NOT NULL,
    period         TEXT NOT NULL,
    source         TEXT NOT NULL,
    form           TEXT NOT NULL,       -- designation printed above the table: 'Biểu mẫu 3'
    is_current     BOOLEAN NOT NULL
);

-- One value of one indicator with the cell it came from. Earlier vintages stay (their scope is not current).
CREATE TABLE observations (
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
CREATE TABLE set_aside (
    submission BIGINT NOT NULL,
    sheet      TEXT NOT NULL,
    cell       TEXT NOT NULL,
    reason     TEXT NOT NULL            -- code: blank, unknown_blank, heading, header, title, continuation, prose, unread
);

CREATE TABLE problems (
    submission BIGINT NOT NULL,
    code       TEXT NOT NULL,
    severity   TEXT NOT NULL,           -- stop, question, refused, warning, info
    sheet      TEXT NOT NULL,
    cell       TEXT NOT NULL,
    indicator  TEXT,
    handled_by TEXT,
    found      TEXT NOT NULL,
    expected   TEXT NOT NULL,
    sentence   TEXT NOT NULL            -- Vietnamese: what is wrong, where, what to do
);

-- Per source, the figures that stand now. A figure printed in two forms of one source counts once.
CREATE VIEW current_observations AS
SELECT o.*, s.file, s.file_hash, s.document_number, s.document_date
FROM observations o
JOIN scopes c ON c.scope = o.scope AND c.is_current
JOIN submissions s ON s.submission = o.submission
QUALIFY row_number() OVER (
    PARTITION BY o.reporting_unit, o.period, o.indicator, o.handled_by, o.source
    ORDER BY s.document_date DESC NULLS LAST, o.submission DESC, o.sheet, o.cell
) = 1;

-- One figure per unit, period, indicator and handled_by: own appendix before a higher unit's table
-- before narrative. This is what charts and exports show.
CREATE VIEW shown_observations AS
SELECT *
FROM current_observations
QUALIFY row_number() OVER (
    PARTITION BY reporting_unit, period, indicator, handled_by
    ORDER BY CASE source WHEN 'own_appendix' THEN 1 WHEN 'higher_table' THEN 2 ELSE 3 END
) = 1;

-- Ratios recomputed from their parts (design §4): same unit, period, handled_by and window. A
-- denominator that is only reported by level serves a numerator that is not split: 'all' where it
-- stands, else the sum of the levels (report 000: 12.698 on iGate of 775 + 23.009).
-- A zero denominator gives no rate, whatever is printed.
-- Dossiers resolved on time are early + exactly on time where a report gives only these (report 001: 175 + 0 of 289).
CREATE VIEW computed_ratios AS
WITH numerators AS (
    SELECT reporting_unit, period, indicator, handled_by, period_start, period_end, basis, value, file, sheet, cell
    FROM shown_observations
    UNION ALL
    SELECT e.reporting_unit, e.period, 'dossiers_resolved_on_time', e.handled_by, e.period_start, e.period_end,
           e.basis, e.value + x.value, e.file, e.sheet, e.cell || ' + ' || x.cell
    FROM shown_observations e
    JOIN shown_observations x USING (reporting_unit, period, handled_by, period_start, period_end)
    WHERE e.indicator = 'dossiers_resolved_early' AND x.indicator = 'dossiers_resolved_exactly_on_time'
      AND NOT EXISTS (FROM shown_observations o
                      WHERE o.indicator = 'dossiers_resolved_on_time' AND o.reporting_unit = e.reporting_unit
                        AND o.period = e.period AND o.handled_by = e.handled_by)
), denominators AS (
    SELECT reporting_unit, period, indicator, handled_by, period_start, period_end, value, file, sheet, cell
    FROM shown_observations
    UNION ALL
    SELECT reporting_unit, period, indicator, '', period_start, period_end,
           coalesce(max(value) FILTER (handled_by = 'all'), sum(value) FILTER (handled_by <> 'all')),
           any_value(file), any_value(sheet),
           coalesce(any_value(cell) FILTER (handled_by = 'all'), string_agg(cell, ' + ' ORDER BY cell))
    FROM shown_observations
    GROUP BY reporting_unit, period, indicator, period_start, period_end
    HAVING count(*) FILTER (handled_by = '') = 0
)
SELECT n.reporting_unit, n.period, i.indicator, n.handled_by,
       100 * n.value / d.value AS value,
       n.basis, n.period_start, n.period_end,
       n.value AS numerator, d.value AS denominator,
       n.file AS numerator_file, n.sheet AS numerator_sheet, n.cell AS numerator_cell,
       d.file AS denominator_file, d.sheet AS denominator_sheet, d.cell AS denominator_cell
FROM indicators i
JOIN numerators n ON n.indicator = i.numerator
JOIN denominators d ON d.indicator = i.denominator
    AND d.reporting_unit = n.reporting_unit AND d.period = n.period AND d.handled_by = n.handled_by
    AND d.period_start = n.period_start AND d.period_end = n.period_end
WHERE i.kind = 'ratio' AND d.value > 0;

-- Findings that still concern somebody: those of submissions with a form that stands, and those of a file of
-- which nothing could be loaded, until a file of that name is sent again.
CREATE VIEW open_problems AS
SELECT p.*, s.file
FROM problems p
JOIN submissions s ON s.submission = p.submission
WHERE EXISTS (FROM scopes c WHERE c.submission = p.submission AND c.is_current)
   OR (NOT EXISTS (FROM scopes c WHERE c.submission = p.submission)
       AND NOT EXISTS (FROM submissions n WHERE n.file = s.file AND n.submission > s.submission));
