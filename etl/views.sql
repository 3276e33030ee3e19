-- What is asked of the tables of schema.sql: each view or macro answers one question and says its columns.
-- They are made anew with every release, and in the lens of `known_on`, where `standing` holds other scopes.

-- Vietnamese figures in sentences: 22.979 and 53,66; what two decimals would round to a whole number keeps more (99,9963).
CREATE OR REPLACE MACRO said(x) AS
    CASE WHEN x IS NULL THEN '—'
         WHEN x = 0 THEN '0'
         WHEN x = round(x) THEN replace(format('{:,.0f}', x::DOUBLE), ',', '.')
         ELSE rtrim(rtrim(replace(translate(
             CASE WHEN round(x, 2) <> round(x) THEN format('{:,.2f}', x::DOUBLE) ELSE format('{:,.6f}', x::DOUBLE) END,
             ',.', '~,'), '~', '.'), '0'), ',') END;

-- The submissions that count as of a load: stored by then, and not withdrawn by then.
CREATE OR REPLACE MACRO counted_submissions(known_on) AS TABLE
    SELECT s.*
    FROM submissions s
    LEFT JOIN (
        SELECT submission, arg_max(is_withdrawn, load) AS is_withdrawn
        FROM withdrawals WHERE load <= known_on GROUP BY submission
    ) w USING (submission)
    WHERE s.load <= known_on AND NOT coalesce(w.is_withdrawn, false);

-- Which scope stands for each unit, period, source and form as of a load: the later document, or the later arrival
-- where dates do not tell (decision 4); `standing._elect` says the same for a file that is about to be stored.
CREATE OR REPLACE MACRO standing_scopes(known_on) AS TABLE
    SELECT list_reduce(
        told, lambda earlier, later: CASE WHEN later.document_date < earlier.document_date THEN earlier ELSE later END
    ).scope AS scope
    FROM (
        SELECT list({scope: c.scope, document_date: s.document_date} ORDER BY s.arrival, c.submission) AS told
        FROM scopes c JOIN counted_submissions(known_on) s USING (submission)
        GROUP BY c.reporting_unit, c.period, c.source, c.form
    );

CREATE OR REPLACE VIEW standing AS SELECT scope FROM scopes WHERE is_current;

-- The figures that stand, as table `figures` keeps them. A figure printed in two forms of one source counts once;
-- a correction applies while its cell reads as it did when it was reviewed; of the sources, own appendix comes before
-- a higher unit's table before narrative.
CREATE OR REPLACE VIEW standing_figures AS
WITH told AS (
    SELECT o.*
    FROM observations o
    JOIN standing USING (scope)
    JOIN submissions s USING (submission)
    QUALIFY row_number() OVER (
        PARTITION BY o.reporting_unit, o.period, o.indicator, o.handled_by, o.source
        ORDER BY s.document_date DESC NULLS LAST, s.arrival DESC, o.submission DESC, o.sheet, o.cell
    ) = 1
)
SELECT o.reporting_unit, o.period, o.indicator, o.handled_by, o.source,
       row_number() OVER (
           PARTITION BY o.reporting_unit, o.period, o.indicator, o.handled_by
           ORDER BY CASE o.source WHEN 'own_appendix' THEN 1 WHEN 'higher_table' THEN 2 ELSE 3 END
       ) = 1 AS is_shown,
       coalesce(k.value, o.value) AS value, o.value AS reported_value, k.correction,
       o.basis, o.period_start, o.period_end, o.window_printed,
       o.submission, o.sheet, o.cell, o.raw, o.printed_measure, o.label
FROM told o
LEFT JOIN corrections k
    ON k.reporting_unit = o.reporting_unit AND k.period = o.period AND k.indicator = o.indicator
    AND k.handled_by = o.handled_by AND k.source = o.source AND k.expected_raw = o.raw AND k.status = 'active'
WHERE k.action IS NULL OR k.action <> 'drop';

-- The figures with their document. Per source, and the one of each unit, period, indicator and handled_by that
-- charts and exports show.
CREATE OR REPLACE VIEW current_observations AS
SELECT f.*, s.file, s.file_hash, s.document_number, s.document_date
FROM figures f JOIN submissions s USING (submission);

CREATE OR REPLACE VIEW shown_observations AS SELECT * FROM current_observations WHERE is_shown;

-- The figures of the units of today: a unit's past is the sum of the units that went into it, where it may be.
-- Only sums; only from whole predecessors, all of them reported, over one window. Ratios follow from restated parts.
-- What has no successor, or not all of it, stays with the unit that reported it, so that totals stay the same.
-- Columns as `figures`, and: is_restated, components (how many units were added; 1 for a figure as reported).
CREATE OR REPLACE VIEW restated_figures AS
WITH expected AS (  -- the predecessors that existed when a period ended
    SELECT l.successor, p.period, count(*) AS components, bool_and(l.relation = 'whole') AS is_whole
    FROM lineage l
    JOIN reporting_units u USING (reporting_unit)
    JOIN periods p ON p.period_end BETWEEN u.valid_from AND coalesce(u.valid_to, DATE '9999-12-31')
    GROUP BY ALL
), added AS (
    SELECT l.successor, f.period, f.indicator, f.handled_by, sum(f.value) AS value, sum(f.reported_value) AS reported,
           any_value(f.basis) AS basis, any_value(f.period_start) AS period_start,
           any_value(f.period_end) AS period_end, bool_and(f.window_printed) AS window_printed,
           count(*) AS components
    FROM figures f
    JOIN lineage l ON l.reporting_unit = f.reporting_unit AND l.relation = 'whole'
    JOIN indicators i USING (indicator)
    WHERE f.is_shown AND i.aggregation = 'sum'
    GROUP BY l.successor, f.period, f.indicator, f.handled_by
    HAVING count(DISTINCT (f.period_start, f.period_end, f.basis)) = 1
), restated AS (
    SELECT a.* FROM added a
    JOIN expected e ON e.successor = a.successor AND e.period = a.period
        AND e.components = a.components AND e.is_whole
    ANTI JOIN figures own
        ON own.reporting_unit = a.successor AND own.period = a.period AND own.indicator = a.indicator
        AND own.handled_by = a.handled_by AND own.is_shown
)
SELECT successor AS reporting_unit, period, indicator, handled_by, '' AS source, true AS is_shown, value,
       reported AS reported_value, NULL::TEXT AS correction, basis, period_start, period_end, window_printed,
       NULL::BIGINT AS submission, '' AS sheet, '' AS cell, '' AS raw, NULL::TEXT AS printed_measure, '' AS label,
       true AS is_restated, components
FROM restated
UNION ALL
SELECT f.*, false, 1
FROM figures f
ANTI JOIN (
    SELECT l.reporting_unit, r.period, r.indicator, r.handled_by
    FROM restated r JOIN lineage l ON l.successor = r.successor AND l.relation = 'whole'
) r ON r.reporting_unit = f.reporting_unit AND r.period = f.period AND r.indicator = f.indicator
    AND r.handled_by = f.handled_by
WHERE f.is_shown;

-- In-quarter values (domain F.2). Quarter I, six months, nine months and the year share their first day, so a quarter
-- is the difference of two of them; a quarter's own report stands in where there is no difference. Stocks, and what
-- holds an opening stock, have none. `source`: figures or restated_figures.
-- Columns: reporting_unit, indicator, handled_by, year, quarter, value (NULL unless the status gives one), status,
--   difference (also where it is negative), own_value (of the quarter's own report), window_start, window_end,
--   period, previous_period (what was subtracted), missing_period (what is missing where blocked).
-- Status: exact (a difference), first_period (the window begins with the quarter), reported (the quarter's own report),
--   blocked (a figure between is missing), negative (a later cumulative figure is smaller), windows_differ (the two
--   do not begin on one day, or do not end alike: months have 28 to 31 days, so 3 days are allowed).
CREATE OR REPLACE MACRO quarters(source) AS TABLE
WITH points AS (
    SELECT f.reporting_unit, f.indicator, f.handled_by, p.year, p.quarter, p.kind = 'quarter' AS is_quarter,
           p.kind <> 'quarter' OR p.quarter = 1 OR f.basis = 'cumulative' AS is_running,
           {
               value: f.value,
               period: f.period,
               -- 'lũy kế' in a quarter's report runs from where the year began
               first_day: CASE WHEN p.kind = 'quarter' AND p.quarter > 1 AND f.basis = 'cumulative'
                                    AND f.period_start - make_date(p.year - 1, 12, 15) > 45
                               THEN make_date(p.year - 1, 12, 15) + (f.period_start - p.period_start)::INTEGER
                               ELSE f.period_start END,
               last_day: f.period_end,
               late_start: f.period_start
                   - CASE WHEN i.theme = 'investment' THEN make_date(p.year, 1, 1) ELSE p.period_start END,
               late_end: f.period_end - p.period_end
           } AS told
    FROM query_table(source) f
    JOIN periods p USING (period)
    JOIN indicators i USING (indicator)
    WHERE f.is_shown AND p.quarter IS NOT NULL AND i.over_time = 'sum'
), years AS (
    SELECT reporting_unit, indicator, handled_by, year,
           -- six months by that name come before a cumulative second quarter
           [arg_min(told, is_quarter) FILTER (is_running AND quarter = 1),
            arg_min(told, is_quarter) FILTER (is_running AND quarter = 2),
            arg_min(told, is_quarter) FILTER (is_running AND quarter = 3),
            arg_min(told, is_quarter) FILTER (is_running AND quarter = 4)] AS running,
           [NULL,
            any_value(told) FILTER (NOT is_running AND quarter = 2),
            any_value(told) FILTER (NOT is_running AND quarter = 3),
            any_value(told) FILTER (NOT is_running AND quarter = 4)] AS alone
    FROM points
    GROUP BY ALL
), steps AS (
    SELECT y.* EXCLUDE (running, alone), q.quarter,
           running[q.quarter] AS now,
           CASE WHEN q.quarter > 1 THEN running[q.quarter - 1] END AS before,
           alone[q.quarter] AS own,
           len(list_filter(running[q.quarter + 1:], lambda one: one IS NOT NULL)) > 0 AS goes_on
    FROM years y, (SELECT unnest([1, 2, 3, 4]) AS quarter) q
), judged AS (
    SELECT *,
           CASE
               WHEN quarter = 1 AND now IS NOT NULL
                   THEN CASE WHEN abs(now.late_start - now.late_end) > 3 THEN 'windows_differ' ELSE 'first_period' END
               WHEN now IS NOT NULL AND before IS NOT NULL
                   THEN CASE WHEN now.first_day <> before.first_day OR abs(now.late_end - before.late_end) > 3
                                 THEN 'windows_differ'
                             WHEN now.value < before.value THEN 'negative'
                             ELSE 'exact' END
               WHEN now IS NOT NULL AND now.first_day > make_date(year - 1, 12, 14) + to_months(3 * (quarter - 1)::INTEGER)
                   THEN 'first_period'  -- of a unit that began within the quarter
               ELSE 'blocked'
           END AS derived,
           own IS NOT NULL AND abs(own.late_start - own.late_end) <= 3 AS has_own
    FROM steps
    WHERE now IS NOT NULL OR own IS NOT NULL OR goes_on
), settled AS (
    SELECT *, CASE WHEN derived NOT IN ('exact', 'first_period') AND has_own THEN 'reported' ELSE derived END AS status
    FROM judged
)
SELECT reporting_unit, indicator, handled_by, year, quarter,
       CASE status WHEN 'exact' THEN now.value - before.value
                   WHEN 'first_period' THEN now.value
                   WHEN 'reported' THEN own.value END AS value,
       status,
       CASE WHEN derived IN ('exact', 'negative') THEN now.value - before.value END AS difference,
       own.value AS own_value,
       CASE WHEN status = 'exact' THEN before.last_day + 1
            WHEN status = 'first_period' THEN now.first_day
            WHEN status = 'reported' THEN own.first_day END AS window_start,
       CASE WHEN status = 'reported' THEN own.last_day ELSE now.last_day END AS window_end,
       CASE WHEN status = 'reported' THEN own.period ELSE now.period END AS period,
       CASE WHEN status IN ('exact', 'negative', 'windows_differ') THEN before.period END AS previous_period,
       CASE WHEN status = 'blocked' THEN
           year || CASE CASE WHEN now IS NULL THEN quarter ELSE quarter - 1 END
                   WHEN 1 THEN '-Q1' WHEN 2 THEN '-H1' WHEN 3 THEN '-9M' ELSE '' END END AS missing_period
FROM settled;

-- The same window a year before. Columns: reporting_unit, period, indicator, handled_by, value, base_period, base_value,
-- change, status. Status: exact, no_base (nothing reported a year before), unit_new (the unit did not exist then),
-- windows_differ (3 days are allowed, as above), basis_differs (cumulative beside in-period).
CREATE OR REPLACE MACRO year_on_year(source) AS TABLE
WITH told AS (
    SELECT f.reporting_unit, f.period, f.indicator, f.handled_by, f.value, f.basis, p.period_end AS closes,
           (p.year - 1) || substr(f.period, 5) AS base_period,
           f.period_start - p.period_start AS late_start, f.period_end - p.period_end AS late_end,
           u.valid_from
    FROM query_table(source) f
    JOIN periods p USING (period)
    JOIN reporting_units u USING (reporting_unit)
    WHERE f.is_shown AND p.kind <> 'interval'
), judged AS (
    SELECT t.*, b.value AS earlier,
           CASE WHEN b.value IS NULL AND t.valid_from > t.closes - INTERVAL 1 YEAR THEN 'unit_new'
                WHEN b.value IS NULL THEN 'no_base'
                WHEN b.basis <> t.basis THEN 'basis_differs'
                WHEN abs(t.late_end - b.late_end) > 3
                    OR (t.basis <> 'at_date' AND abs(t.late_start - b.late_start) > 3) THEN 'windows_differ'
                ELSE 'exact' END AS status
    FROM told t
    LEFT JOIN told b
        ON b.reporting_unit = t.reporting_unit AND b.period = t.base_period AND b.indicator = t.indicator
        AND b.handled_by = t.handled_by
)
SELECT reporting_unit, period, indicator, handled_by, value, base_period,
       CASE WHEN status = 'exact' THEN earlier END AS base_value,
       CASE WHEN status = 'exact' THEN value - earlier END AS change,
       status
FROM judged;

-- Ratios recomputed from their parts (design §4): same unit, period, handled_by and window. A denominator that is
-- only reported by level serves a numerator that is not split: 'all' where it stands, else the sum of the levels
-- (report 000: 12.698 on iGate of 775 + 23.009). A zero denominator gives no rate, whatever is printed.
-- Dossiers resolved on time are early + exactly on time where a report gives only these (report 001: 175 + 0 of 289).
-- `source`: figures or restated_figures. Columns: reporting_unit, period, indicator, handled_by, value (percent), basis,
-- period_start, period_end, and of both parts: value, submission, sheet, cell.
CREATE OR REPLACE MACRO ratios(source) AS TABLE
WITH shown AS (
    SELECT reporting_unit, period, indicator, handled_by, value, basis, period_start, period_end, submission, sheet, cell
    FROM query_table(source) WHERE is_shown
), numerators AS (
    SELECT * FROM shown SEMI JOIN indicators i ON i.numerator = shown.indicator AND i.kind = 'ratio'
    UNION ALL
    SELECT e.reporting_unit, e.period, 'dossiers_resolved_on_time', e.handled_by, e.value + x.value, e.basis,
           e.period_start, e.period_end, e.submission, e.sheet, e.cell || ' + ' || x.cell
    FROM shown e
    JOIN shown x USING (reporting_unit, period, handled_by, period_start, period_end)
    ANTI JOIN shown o
        ON o.indicator = 'dossiers_resolved_on_time' AND o.reporting_unit = e.reporting_unit
        AND o.period = e.period AND o.handled_by = e.handled_by
    WHERE e.indicator = 'dossiers_resolved_early' AND x.indicator = 'dossiers_resolved_exactly_on_time'
), wholes AS (
    SELECT * EXCLUDE (basis) FROM shown SEMI JOIN indicators i ON i.denominator = shown.indicator AND i.kind = 'ratio'
), denominators AS (
    FROM wholes
    UNION ALL
    SELECT reporting_unit, period, indicator, '',
           coalesce(max(value) FILTER (handled_by = 'all'), sum(value) FILTER (handled_by <> 'all')),
           period_start, period_end, any_value(submission), any_value(sheet),
           coalesce(any_value(cell) FILTER (handled_by = 'all'), string_agg(cell, ' + ' ORDER BY cell))
    FROM wholes
    GROUP BY reporting_unit, period, indicator, period_start, period_end
    HAVING count(*) FILTER (handled_by = '') = 0
)
SELECT n.reporting_unit, n.period, i.indicator, n.handled_by, 100 * n.value / d.value AS value,
       n.basis, n.period_start, n.period_end, n.value AS numerator, d.value AS denominator,
       n.submission AS numerator_submission, n.sheet AS numerator_sheet, n.cell AS numerator_cell,
       d.submission AS denominator_submission, d.sheet AS denominator_sheet, d.cell AS denominator_cell
FROM indicators i
JOIN numerators n ON n.indicator = i.numerator
JOIN denominators d ON d.indicator = i.denominator
    AND d.reporting_unit = n.reporting_unit AND d.period = n.period AND d.handled_by = n.handled_by
    AND d.period_start = n.period_start AND d.period_end = n.period_end
WHERE i.kind = 'ratio' AND d.value > 0;

-- The ratios of the figures as reported, with their documents.
CREATE OR REPLACE VIEW computed_ratios AS
SELECT r.*, n.file AS numerator_file, d.file AS denominator_file
FROM ratios('figures') r
JOIN submissions n ON n.submission = r.numerator_submission
JOIN submissions d ON d.submission = r.denominator_submission;

-- Submissions that still count: those with a form that stands, and those of a file of which nothing could be loaded,
-- until a file of that name is sent again.
CREATE OR REPLACE VIEW standing_submissions AS
SELECT s.*
FROM counted_submissions(9223372036854775807) s
WHERE EXISTS (FROM scopes c JOIN standing USING (scope) WHERE c.submission = s.submission)
   OR (NOT EXISTS (FROM scopes c WHERE c.submission = s.submission)
       AND NOT EXISTS (FROM submissions n WHERE n.file = s.file AND n.submission > s.submission));

-- What was found while reading files that still count.
CREATE OR REPLACE VIEW open_problems AS
SELECT p.*, s.file
FROM problems p
JOIN standing_submissions s ON s.submission = p.submission;
