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

-- The submissions that are withdrawn as of a load: the last word counts.
CREATE OR REPLACE MACRO withdrawn_submissions(known_on) AS TABLE
    SELECT submission, max(load) AS load
    FROM withdrawals WHERE load <= known_on
    GROUP BY submission HAVING arg_max(is_withdrawn, load);

-- The submissions that count as of a load: stored by then, and not withdrawn by then. Of the readings of one file the
-- last counts whole, unless it was refused (a refused one has no figures, but asks). One that rests on a decision taken
-- back since counts no more once the file was read again, whatever came of that.
CREATE OR REPLACE MACRO counted_submissions(known_on) AS TABLE
    SELECT s.*
    FROM submissions s
    ANTI JOIN withdrawn_submissions(known_on) w USING (submission)
    WHERE s.load <= known_on
    QUALIFY submission >= coalesce(max(submission) FILTER (reading NOT LIKE '%+refused') OVER (PARTITION BY file_hash), 0)
        AND (submission = max(submission) OVER (PARTITION BY file_hash)
             OR submission NOT IN (SELECT u.submission FROM decisions_used u JOIN decisions d USING (decision)
                                   WHERE d.revoked_at IS NOT NULL));

-- The scopes of what counts as of a load, with how new they are: the date of the document, or, where it bears none, the
-- latest of those about that unit, period and source that came before it; then the arrival of the file.
CREATE OR REPLACE MACRO counted_scopes(known_on) AS TABLE
    SELECT c.*,
           {
               dated: coalesce(
                   s.document_date,
                   max(s.document_date) OVER (PARTITION BY c.reporting_unit, c.period, c.source ORDER BY s.arrival),
                   DATE '0001-01-01'),
               arrival: s.arrival
           } AS newness
    FROM scopes c JOIN counted_submissions(known_on) s USING (submission);

-- What changed the figures. Columns: those of loads, files and figures (read by the load, or concerned by the withdrawal
-- or restoration), withdrawn (files of the load of which what it read does not count now), new, changed and vanished
-- (figures, when it was loaded; NULL where that was not kept), not_taken (cells and files refused, or waiting).
CREATE OR REPLACE VIEW load_history AS
WITH concerned AS (
    SELECT t.load, count(DISTINCT s.file_hash) AS files, sum(s.figures)::BIGINT AS figures,
           count(DISTINCT s.file_hash) FILTER (t.is_loaded AND w.submission IS NOT NULL) AS withdrawn
    FROM (
        SELECT load, submission, true AS is_loaded FROM submissions
        UNION ALL SELECT load, submission, false FROM withdrawals
    ) t
    LEFT JOIN submissions s ON s.submission = t.submission
    LEFT JOIN withdrawn_submissions(9223372036854775807) w ON w.submission = t.submission
    GROUP BY t.load
), moved AS (
    SELECT load, sum(figures) FILTER (state = 'new')::BIGINT AS new,
           sum(figures) FILTER (state = 'changed')::BIGINT AS changed,
           sum(figures) FILTER (state = 'vanished')::BIGINT AS vanished
    FROM load_changes GROUP BY load
), refused AS (
    SELECT s.load, count(*) AS not_taken FROM problems p JOIN submissions s USING (submission)
    WHERE p.severity IN ('stop', 'question', 'refused') GROUP BY s.load
)
SELECT l.*, coalesce(c.files, 0) AS files, coalesce(c.figures, 0) AS figures, coalesce(c.withdrawn, 0) AS withdrawn,
       m.new, m.changed, m.vanished, coalesce(r.not_taken, 0) AS not_taken
FROM loads l
LEFT JOIN concerned c USING (load)
LEFT JOIN moved m USING (load)
LEFT JOIN refused r USING (load);

-- Units and periods of which loads, withdrawals or restorations have spoken (after one, until another), and of which
-- their files had spoken when they were read before.
CREATE OR REPLACE MACRO touched_by(after, until) AS TABLE
    SELECT DISTINCT c.reporting_unit, c.period
    FROM scopes c
    WHERE c.submission IN (
        SELECT submission FROM submissions WHERE file_hash IN (
            SELECT file_hash FROM submissions
            WHERE load > after AND load <= until
               OR submission IN (SELECT submission FROM withdrawals WHERE load > after AND load <= until)
        )
    );

-- Which scopes stand as of a load: those to which no newer one is alike (decision 4); `standing.change` says the same for
-- a file that is about to be stored.
CREATE OR REPLACE MACRO standing_scopes(known_on) AS TABLE
    SELECT scope
    FROM counted_scopes(known_on)
    ANTI JOIN (
        SELECT a.scope
        FROM alike_scopes a
        JOIN counted_scopes(known_on) mine ON mine.scope = a.scope
        JOIN counted_scopes(known_on) theirs ON theirs.scope = a.other
        WHERE theirs.newness > mine.newness
    ) USING (scope);

CREATE OR REPLACE VIEW standing AS SELECT scope FROM scopes WHERE is_current;

-- Whether a figure may be that of all a unit handles: a commune has no dossiers but its own.
CREATE OR REPLACE MACRO is_of_all(level, handled_by) AS
    handled_by = '' OR (level IN ('commune', 'department') AND handled_by IN ('all', level));

-- Figures as table `figures` keeps them, once it is known which is shown and which is all of the unit's own: with the
-- columns of observations, is_shown, is_own and valid_from of the unit. A correction applies while its cell reads as
-- it did when it was reviewed.
CREATE OR REPLACE MACRO figures_placed(placed) AS TABLE
SELECT o.reporting_unit, o.period, o.indicator, o.handled_by, o.source, o.is_shown, o.is_own,
       coalesce(k.value, o.value) AS value, o.value AS reported_value, k.correction,
       o.basis, o.period_start, o.period_end, o.window_printed,
       CASE WHEN NOT o.window_printed AND o.basis <> 'at_date' AND o.valid_from - 3 > CASE
                WHEN o.basis = 'cumulative' THEN least(o.period_start, make_date(year(o.period_end) - 1, 12, 15))
                ELSE o.period_start END THEN o.valid_from END AS begins,
       o.submission, o.sheet, o.cell, o.raw, o.printed_measure, o.label
FROM query_table(placed) o
LEFT JOIN corrections k
    ON k.reporting_unit = o.reporting_unit AND k.period = o.period AND k.indicator = o.indicator
    AND k.handled_by = o.handled_by AND k.source = o.source AND k.expected_raw = o.raw AND k.status = 'active'
WHERE k.action IS NULL OR k.action <> 'drop';

-- The figures that stand, of a table of observations that holds all about the units and periods that it speaks of. A
-- figure printed in two forms of one source counts once; of the sources, own appendix comes before a higher unit's
-- table before narrative.
CREATE OR REPLACE MACRO figures_told(observed) AS TABLE
WITH told AS (
    SELECT o.*
    FROM query_table(observed) o
    JOIN standing USING (scope)
    JOIN submissions s USING (submission)
    QUALIFY row_number() OVER (
        PARTITION BY o.reporting_unit, o.period, o.indicator, o.handled_by, o.source
        ORDER BY s.document_date DESC NULLS LAST, s.arrival DESC, o.submission DESC, o.sheet, o.cell
    ) = 1
), placed AS (
    SELECT o.*,
           row_number() OVER (
               PARTITION BY o.reporting_unit, o.period, o.indicator, o.handled_by
               ORDER BY CASE o.source WHEN 'own_appendix' THEN 1 WHEN 'higher_table' THEN 2 ELSE 3 END
           ) = 1 AS is_shown,
           o.told_own AND row_number() OVER (
               PARTITION BY o.reporting_unit, o.period, o.indicator, o.told_own
               ORDER BY CASE o.source WHEN 'own_appendix' THEN 1 WHEN 'higher_table' THEN 2 ELSE 3 END, o.handled_by
           ) = 1 AS is_own
    FROM (
        SELECT t.*, u.valid_from, is_of_all(u.level, t.handled_by) AS told_own
        FROM told t JOIN reporting_units u USING (reporting_unit)
    ) o
)
FROM figures_placed('placed');

-- The same of observations of which no other speaks of the same unit, period and indicator: nothing stands beside them.
CREATE OR REPLACE MACRO figures_told_once(observed) AS TABLE
WITH placed AS (
    SELECT o.*, u.valid_from, true AS is_shown, is_of_all(u.level, o.handled_by) AS is_own
    FROM query_table(observed) o
    JOIN standing USING (scope)
    JOIN reporting_units u USING (reporting_unit)
)
FROM figures_placed('placed');

CREATE OR REPLACE VIEW standing_figures AS FROM figures_told('observations');

-- The figures with their documents, per source.
CREATE OR REPLACE VIEW current_observations AS
SELECT f.*, s.file, s.file_hash, s.document_number, s.document_date
FROM figures f JOIN submissions s USING (submission);

-- The figures shown, split as they were printed. Columns as `figures`, and is_restated, components.
CREATE OR REPLACE VIEW shown_figures AS
SELECT * EXCLUDE (is_own), false AS is_restated, 1::BIGINT AS components FROM figures WHERE is_shown;

-- The same with one handled_by for what is all a unit handles: a commune has no dossiers but its own, whether its form
-- splits by level or not, so it has one series over forms and years.
CREATE OR REPLACE VIEW reported_figures AS
SELECT * EXCLUDE (is_own) REPLACE (CASE WHEN is_own THEN '' ELSE handled_by END AS handled_by),
       false AS is_restated, 1::BIGINT AS components
FROM figures WHERE is_shown AND (is_own OR handled_by <> '');

-- What table `pasts` keeps: the units of a period that are one unit of today, where all that existed when the period
-- closed went there whole. A unit that took in others without becoming a new version is one of those that went into it;
-- any other successor has no figures of that time, and where it has some nothing is added (`is_guard`).
CREATE OR REPLACE VIEW what_units_were AS
WITH went_into AS (
    SELECT successor, reporting_unit, relation = 'whole' AS is_whole FROM lineage
    UNION ALL
    SELECT DISTINCT successor, successor, true FROM lineage
), parts AS (
    SELECT w.*, p.period
    FROM went_into w
    JOIN reporting_units u USING (reporting_unit)
    JOIN periods p ON p.period_end BETWEEN u.valid_from AND coalesce(u.valid_to, DATE '9999-12-31')
), whole AS (
    SELECT successor, period, count(*) AS components, bool_or(reporting_unit = successor) AS has_itself
    FROM parts
    GROUP BY ALL
    HAVING bool_and(is_whole) AND bool_or(reporting_unit <> successor)
)
SELECT successor, period, reporting_unit, components, false AS is_guard
FROM parts JOIN whole USING (successor, period)
UNION ALL
SELECT successor, period, successor, components, true FROM whole WHERE NOT has_itself;

-- The figures of units that are one unit of today: columns of reported_figures, and successor, and is_whole:
-- whether its figures of that key may be added.
CREATE OR REPLACE VIEW members AS
SELECT f.*, p.successor,
       count(*) OVER past = p.components AND NOT bool_or(p.is_guard) OVER past AND i.aggregation = 'sum'
       AND min(f.period_start) OVER past = max(f.period_start) OVER past
       AND min(f.period_end) OVER past = max(f.period_end) OVER past
       AND min(f.basis) OVER past = max(f.basis) OVER past
       AND count(f.begins) OVER past = 0 AS is_whole  -- else those who were there before are missing, or are in it
FROM reported_figures f
JOIN pasts p USING (reporting_unit, period)
JOIN indicators i USING (indicator)
WINDOW past AS (PARTITION BY p.successor, f.period, f.indicator, f.handled_by);

-- The figures of the units of today: a unit's past is the sum of the units that went into it, where it may be.
-- Only sums; only from whole predecessors, all that existed when the period closed and all of them reported, over one
-- window. Ratios follow from restated parts. What has no successor, or not all of it, stays with the unit that reported
-- it, so that totals stay the same. No CTE: one that is used twice would keep filters from the figures.
-- Columns as reported_figures; components says how many units were added (1 for a figure as reported).
CREATE OR REPLACE VIEW restated_figures AS
SELECT successor AS reporting_unit, period, indicator, handled_by, '' AS source, true AS is_shown,
       sum(value) AS value, sum(reported_value) AS reported_value, NULL::TEXT AS correction,
       any_value(basis) AS basis, any_value(period_start) AS period_start, any_value(period_end) AS period_end,
       bool_and(window_printed) AS window_printed, NULL::DATE AS begins, NULL::BIGINT AS submission, '' AS sheet, '' AS cell, '' AS raw,
       NULL::TEXT AS printed_measure, '' AS label, true AS is_restated, count(*) AS components
FROM members
WHERE is_whole
GROUP BY successor, period, indicator, handled_by
UNION ALL
SELECT * EXCLUDE (successor, is_whole) FROM members WHERE NOT is_whole
UNION ALL
SELECT f.* FROM reported_figures f
ANTI JOIN pasts p ON p.reporting_unit = f.reporting_unit AND p.period = f.period;

-- The figures shown with their documents: split as printed; with one series of what is all a unit handles; and of the
-- units of today (there without a document where several were added).
CREATE OR REPLACE VIEW shown_observations AS
SELECT f.*, s.file, s.file_hash, s.document_number, s.document_date
FROM shown_figures f JOIN submissions s USING (submission);

CREATE OR REPLACE VIEW reported_observations AS
SELECT f.*, s.file, s.file_hash, s.document_number, s.document_date
FROM reported_figures f JOIN submissions s USING (submission);

CREATE OR REPLACE VIEW restated_observations AS
SELECT f.*, s.file, s.file_hash, s.document_number, s.document_date
FROM restated_figures f LEFT JOIN submissions s USING (submission);

-- In-quarter values (domain F.2). Quarter I, six months, nine months and the year share their first day, so a quarter
-- is the difference of two of them; a quarter's own report stands in where there is no difference, unless a running
-- total says that it is one itself. Stocks, and what holds an opening stock, have none. `source`: reported_figures or
-- restated_figures.
-- Columns: reporting_unit, indicator, handled_by, year, quarter, value (NULL unless the status gives one), status,
--   difference (also where it is negative), own_value (of the quarter's own report), window_start, window_end,
--   period, previous_period (what was subtracted), missing_period (what is missing where blocked).
-- Status: exact (a difference), first_period (the window begins with the quarter, or within it), reported (the quarter's
--   own report), blocked (a figure between is missing), negative (a later cumulative figure is smaller), windows_differ
--   (the two do not begin on one day, or do not end alike: months have 28 to 31 days, so 3 days are allowed; or the
--   window does not close near the quarter, or nobody printed whether it holds what was before the unit began).
CREATE OR REPLACE MACRO quarters(source) AS TABLE
WITH dated AS (
    SELECT f.reporting_unit, f.indicator, f.handled_by, f.value, f.period, f.basis, f.period_start, f.period_end,
           p.year, p.quarter, p.kind = 'quarter' AS is_quarter, p.period_start AS opens, i.theme,
           f.period_end - p.period_end AS late_end, u.valid_from, f.begins,
           -- 'lũy kế' over the days of a quarter runs from where the year began
           CASE WHEN p.kind = 'quarter' AND p.quarter > 1 AND f.basis = 'cumulative'
                     AND abs(f.period_start - p.period_start - (f.period_end - p.period_end)) <= 3
                THEN make_date(p.year - 1, 12, 15) + (f.period_start - p.period_start)::INTEGER
                ELSE f.period_start END AS first_day
    FROM query_table(source) f
    JOIN periods p USING (period)
    JOIN indicators i USING (indicator)
    JOIN reporting_units u USING (reporting_unit)
    WHERE f.is_shown AND p.quarter IS NOT NULL AND i.over_time = 'sum'
), points AS (
    SELECT reporting_unit, indicator, handled_by, year, quarter, valid_from, is_quarter,
           NOT is_quarter OR quarter = 1 OR basis = 'cumulative' AS is_running,
           {
               value: value,
               period: period,
               first_day: first_day,
               begins: greatest(first_day, begins),
               last_day: period_end,
               late_end: late_end,
               -- as long as a quarter; by the calendar it is 17 days later, and investment begins on 1 January in both
               is_whole: CASE WHEN theme = 'investment' AND quarter = 1
                              THEN abs(period_start - make_date(year, 1, 1)) <= 3
                                   AND (abs(late_end) <= 3 OR abs(late_end - 17) <= 3)
                              ELSE abs(period_start - opens - late_end) <= 3 END AND abs(late_end) <= 20
           } AS told
    FROM dated
), years AS (
    SELECT reporting_unit, indicator, handled_by, year, any_value(valid_from) AS valid_from,
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
           make_date(year - 1, 12, 14) + to_months(3 * (q.quarter - 1)::INTEGER) AS eve,  -- of the quarter
           list_filter(running[q.quarter + 1:], lambda one: one.begins <= make_date(year, 3 * q.quarter::INTEGER, 14))
               AS holding,  -- what is told later and holds this quarter
           list_min(list_transform(list_filter(running[q.quarter:], lambda one: one IS NOT NULL), lambda one: one.value))
               AS ceiling
    FROM years y, (SELECT unnest([1, 2, 3, 4]) AS quarter) q
), judged AS (
    SELECT *,
           CASE
               WHEN now IS NULL THEN 'blocked'
               WHEN abs(now.late_end) > 20 THEN 'windows_differ'
               WHEN now.begins > now.first_day AND now.begins > eve THEN 'windows_differ'
               WHEN quarter = 1
                   THEN CASE WHEN now.is_whole OR abs(now.first_day - valid_from) <= 3 THEN 'first_period'
                             ELSE 'windows_differ' END
               WHEN now.first_day > eve THEN 'first_period'
               WHEN before IS NULL THEN 'blocked'
               WHEN now.first_day <> before.first_day OR abs(now.late_end - before.late_end) > 3
                    OR (now.begins > now.first_day) <> (before.begins > before.first_day) THEN 'windows_differ'
               WHEN now.value < before.value THEN 'negative'
               ELSE 'exact'
           END AS derived,
           -- a quarter's report that says as much as the running total was filled with it
           own IS NOT NULL AND own.is_whole AND (ceiling IS NULL OR own.value < ceiling OR own.value = 0) AS has_own
    FROM steps
    WHERE now IS NOT NULL OR own IS NOT NULL OR len(holding) > 0
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
            WHEN status = 'reported' THEN own.begins END AS window_start,
       CASE WHEN status = 'reported' THEN own.last_day ELSE now.last_day END AS window_end,
       CASE WHEN status = 'reported' THEN own.period ELSE now.period END AS period,
       CASE WHEN status IN ('exact', 'negative', 'windows_differ') THEN before.period END AS previous_period,
       CASE WHEN status = 'blocked' THEN
           year || CASE CASE WHEN now IS NULL THEN quarter ELSE quarter - 1 END
                   WHEN 1 THEN '-Q1' WHEN 2 THEN '-H1' WHEN 3 THEN '-9M' ELSE '' END END AS missing_period
FROM settled;

-- Whether a figure may be put beside that of the same period a year before. `told` and `base` have value, basis,
-- period_start, period_end, begins; `told` also valid_from of its unit; `closes` is the default end of its period.
-- exact, no_base (nothing reported a year before), unit_new (the unit did not exist then), basis_differs (cumulative
-- beside in-period), windows_differ (3 days are allowed, as above; or the unit began within one of the windows, and no days
-- are printed).
CREATE OR REPLACE MACRO compared(told, base, closes) AS
    CASE WHEN base.value IS NULL AND told.valid_from > closes - INTERVAL 1 YEAR THEN 'unit_new'
         WHEN base.value IS NULL THEN 'no_base'
         WHEN base.basis <> told.basis THEN 'basis_differs'
         WHEN abs(told.period_end - (base.period_end + INTERVAL 1 YEAR)::DATE) > 3
             OR (told.basis <> 'at_date' AND (
                 abs(told.period_start - (base.period_start + INTERVAL 1 YEAR)::DATE) > 3
                 OR told.begins IS NOT NULL OR base.begins IS NOT NULL))
             THEN 'windows_differ'
         ELSE 'exact' END;

-- The two parts of every ratio (design §4): same unit, period, handled_by and window. A denominator that is
-- only reported by level serves a numerator that is not split: 'all' where it stands, else the sum of the levels
-- (report 000: 12.698 on iGate of 775 + 23.009); a unit with others below it has more than one level, so that one
-- level alone is not its sum. A zero denominator is one of nothing, or else a contradiction: no part of anything.
-- Dossiers resolved on time are early + exactly on time where a report gives only these (report 001: 175 + 0 of 289).
-- `source`: shown_figures, reported_figures or restated_figures. Columns: as `ratios`, without value.
CREATE OR REPLACE MACRO ratio_parts(source) AS TABLE
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
    FROM wholes JOIN reporting_units u USING (reporting_unit)
    GROUP BY reporting_unit, period, indicator, period_start, period_end
    HAVING count(*) FILTER (handled_by = '') = 0
       AND (count(*) FILTER (handled_by = 'all') > 0 OR count(*) > 1 OR any_value(u.level) IN ('commune', 'department'))
)
SELECT n.reporting_unit, n.period, i.indicator, n.handled_by,
       n.basis, n.period_start, n.period_end, n.value AS numerator, d.value AS denominator,
       n.submission AS numerator_submission, n.sheet AS numerator_sheet, n.cell AS numerator_cell,
       d.submission AS denominator_submission, d.sheet AS denominator_sheet, d.cell AS denominator_cell
FROM indicators i
JOIN numerators n ON n.indicator = i.numerator
JOIN denominators d ON d.indicator = i.denominator
    AND d.reporting_unit = n.reporting_unit AND d.period = n.period AND d.handled_by = n.handled_by
    AND d.period_start = n.period_start AND d.period_end = n.period_end
WHERE i.kind = 'ratio' AND (d.value > 0 OR n.value = 0);

-- Ratios recomputed from their parts. A zero denominator gives no rate, whatever is printed.
-- `source` as there. Columns: reporting_unit, period, indicator, handled_by, value (percent), basis, period_start, period_end, and of both parts: value, submission, sheet, cell.
CREATE OR REPLACE MACRO ratios(source) AS TABLE
SELECT reporting_unit, period, indicator, handled_by, 100 * numerator / denominator AS value,
       basis, period_start, period_end, numerator, denominator,
       numerator_submission, numerator_sheet, numerator_cell, denominator_submission, denominator_sheet, denominator_cell
FROM ratio_parts(source)
WHERE denominator > 0;

-- One ratio of the catalogue is made of one of its numerators and one of its denominators here, joined by unit, period,
-- handled_by and window: what `ratio_parts` says of it, reading no other figures. Nothing is named that is used twice: a
-- stored macro forgets NOT MATERIALIZED, and no filter would reach the figures. Which are asked, `dashboard.queries.ask`
-- decides, because a branch that finds nothing is planned all the same.
-- Columns: reporting_unit, period, handled_by, period_start, period_end, value, basis, begins, is_restated, submission, sheet, cell.
CREATE OR REPLACE MACRO part_as_reported(source, part) AS TABLE
SELECT reporting_unit, period, handled_by, period_start, period_end, value, basis, begins, is_restated, submission,
       sheet, cell
FROM query_table(source)
WHERE is_shown AND indicator = part;

-- Dossiers resolved on time, or early + exactly on time where a report gives only these.
CREATE OR REPLACE MACRO part_on_time(source) AS TABLE
SELECT reporting_unit, period, handled_by, period_start, period_end,
       coalesce(any_value(value) FILTER (indicator = 'dossiers_resolved_on_time'), sum(value)) AS value,
       any_value(basis) AS basis, max(begins) AS begins, any_value(is_restated) AS is_restated,
       coalesce(any_value(submission) FILTER (indicator = 'dossiers_resolved_on_time'), any_value(submission)) AS submission,
       coalesce(any_value(sheet) FILTER (indicator = 'dossiers_resolved_on_time'), any_value(sheet)) AS sheet,
       coalesce(
           any_value(cell) FILTER (indicator = 'dossiers_resolved_on_time'),
           any_value(cell) FILTER (indicator = 'dossiers_resolved_early') || ' + '
           || any_value(cell) FILTER (indicator = 'dossiers_resolved_exactly_on_time')) AS cell
FROM query_table(source)
WHERE is_shown AND indicator IN (
    'dossiers_resolved_on_time', 'dossiers_resolved_early', 'dossiers_resolved_exactly_on_time')
GROUP BY reporting_unit, period, handled_by, period_start, period_end
HAVING count(*) FILTER (indicator = 'dossiers_resolved_on_time') > 0 OR count(*) = 2;

-- A denominator, also for a numerator that is not split: 'all' where it stands, else the sum of the levels.
CREATE OR REPLACE MACRO whole_over_levels(source, whole) AS TABLE
FROM part_as_reported(source, whole)
UNION ALL
SELECT d.reporting_unit, d.period, '', d.period_start, d.period_end,
       coalesce(max(d.value) FILTER (d.handled_by = 'all'), sum(d.value) FILTER (d.handled_by <> 'all')),
       any_value(d.basis), max(d.begins), any_value(d.is_restated), any_value(d.submission), any_value(d.sheet),
       coalesce(any_value(d.cell) FILTER (d.handled_by = 'all'), string_agg(d.cell, ' + ' ORDER BY d.cell))
FROM query_table(source) d
ANTI JOIN query_table(source) o
    ON o.is_shown AND o.indicator = whole AND o.handled_by = '' AND o.reporting_unit = d.reporting_unit
    AND o.period = d.period AND o.period_start = d.period_start AND o.period_end = d.period_end
WHERE d.is_shown AND d.indicator = whole AND d.handled_by <> ''
GROUP BY d.reporting_unit, d.period, d.period_start, d.period_end
HAVING count(*) FILTER (d.handled_by = 'all') > 0 OR count(*) > 1;

-- The ratios of the figures as reported, with their documents.
CREATE OR REPLACE VIEW computed_ratios AS
SELECT r.*, n.file AS numerator_file, d.file AS denominator_file
FROM ratios('shown_figures') r
JOIN submissions n ON n.submission = r.numerator_submission
JOIN submissions d ON d.submission = r.denominator_submission;

-- The name of a file without its ending, and without what is added when it is sent back to be corrected.
CREATE OR REPLACE MACRO stem_of(file) AS
    regexp_replace(split_part(nfc_normalize(file), ' – cần sửa', 1), '\.[A-Za-z]{2,4}$', '');

-- Files that were sent back, corrected and sent again.
CREATE OR REPLACE VIEW corrected_files AS
SELECT submission, stem_of(file) AS stem FROM submissions WHERE contains(nfc_normalize(file), ' – cần sửa');

-- Submissions that still count: those with a form that stands, and those of a file of which nothing could be loaded,
-- until a file of that name is sent again, or the one that was made of it to be corrected.
-- `asked` is a relation with the column submission: which of these are looked at.
CREATE OR REPLACE MACRO standing_among(asked) AS TABLE
SELECT s.*
FROM counted_submissions(9223372036854775807) s
SEMI JOIN query_table(asked) a ON a.submission = s.submission
WHERE EXISTS (FROM scopes c JOIN standing USING (scope) WHERE c.submission = s.submission)
   OR (NOT EXISTS (FROM scopes c WHERE c.submission = s.submission)
       AND NOT EXISTS (FROM submissions n WHERE n.file = s.file AND n.submission > s.submission)
       AND NOT EXISTS (FROM corrected_files n WHERE n.stem = stem_of(s.file) AND n.submission > s.submission));

CREATE OR REPLACE VIEW standing_submissions AS FROM standing_among('submissions');

-- What was found while reading files that still count.
CREATE OR REPLACE VIEW open_problems AS
SELECT p.*, s.file
FROM problems p
JOIN standing_among('problems') s ON s.submission = p.submission;

-- The day that lies some working days after another; 1-20. Saturdays and Sundays do not count, public holidays do:
-- none falls in the days after 14/3, 14/6, 14/9 and 14/12.
CREATE OR REPLACE MACRO working_days_after(day, days) AS
    list_filter(list_transform(range(1, 31), lambda n: day + n::INTEGER),
                lambda one: isodow(one) < 6)[days::INTEGER];

-- What table `expected_reports` keeps: who is expected to report in a period. Whoever exists when it ends and has ever
-- reported (or whose predecessor has, step by step), once another unit of the level and province has reported for the
-- period. So a unit that was abolished is not missing, its successor is expected, and a kỳ that a province does not ask
-- for is nobody's gap.
-- Columns: reporting_unit, period, level, province, has_reported (any figure stands).
CREATE OR REPLACE VIEW who_is_expected AS
WITH RECURSIVE told AS (
    SELECT DISTINCT c.reporting_unit, c.period FROM scopes c JOIN standing USING (scope)
), known AS (
    SELECT reporting_unit FROM told
    UNION
    SELECT e.new_unit FROM known k JOIN reporting_unit_events e ON e.old_unit = k.reporting_unit WHERE e.new_unit <> ''
), peers AS (
    SELECT *, CASE level WHEN 'province' THEN '' ELSE coalesce(province, '') END AS place FROM reporting_units
), asked AS (
    SELECT DISTINCT u.place, u.level, t.period FROM told t JOIN peers u USING (reporting_unit)
)
SELECT u.reporting_unit, a.period, u.level, u.province, t.reporting_unit IS NOT NULL AS has_reported
FROM asked a
JOIN periods p USING (period)
JOIN peers u ON u.level = a.level AND u.place = a.place
SEMI JOIN known k ON k.reporting_unit = u.reporting_unit
LEFT JOIN told t ON t.reporting_unit = u.reporting_unit AND t.period = a.period
WHERE t.reporting_unit IS NOT NULL
   OR p.period_end BETWEEN u.valid_from AND coalesce(u.valid_to, DATE '9999-12-31');

-- Who reported what, and when: one row per unit and period that is expected. Judged by content, not by a file's arrival.
-- Columns: as expected_reports, and figures, themes (codes), sources, told_on (the first day: of a document, or where it
-- bears none, of its arrival in Vietnam), told_by (document, arrival), deadline (limits: report_working_days after the period's default end;
-- NULL for intervals), state: on_time, late, no_deadline, higher_only (only in a table of the unit above), missing.
CREATE OR REPLACE VIEW reports AS
WITH days AS (
    SELECT submission, coalesce(document_date, (received_at + INTERVAL 7 HOUR)::DATE) AS told_on,
           CASE WHEN document_date IS NULL THEN 'arrival' ELSE 'document' END AS told_by
    FROM counted_submissions(9223372036854775807)
), first_told AS (
    SELECT c.reporting_unit, c.period, min(d.told_on) AS told_on, arg_min(d.told_by, (d.told_on, d.told_by)) AS told_by
    FROM scopes c JOIN days d USING (submission)
    WHERE c.source <> 'higher_table'
    GROUP BY ALL
), held AS (
    SELECT f.reporting_unit, f.period, count(*) FILTER (f.is_shown) AS figures,
           list_sort(list(DISTINCT i.theme) FILTER (i.theme IS NOT NULL)) AS themes,
           list_sort(list(DISTINCT f.source)) AS sources
    FROM figures f JOIN indicators i USING (indicator)
    GROUP BY ALL
), dated AS (
    SELECT e.*, coalesce(h.figures, 0) AS figures, coalesce(h.themes, []) AS themes, coalesce(h.sources, []) AS sources,
           t.told_on, t.told_by,
           CASE WHEN p.kind <> 'interval' THEN working_days_after(
               p.period_end, (SELECT value FROM limits WHERE name = 'report_working_days')) END AS deadline
    FROM expected_reports e
    JOIN periods p USING (period)
    LEFT JOIN held h USING (reporting_unit, period)
    LEFT JOIN first_told t USING (reporting_unit, period)
)
SELECT *,
       CASE WHEN figures = 0 THEN 'missing'
            WHEN told_on IS NULL THEN 'higher_only'
            WHEN deadline IS NULL THEN 'no_deadline'
            WHEN told_on > deadline THEN 'late'
            ELSE 'on_time' END AS state
FROM dated;
