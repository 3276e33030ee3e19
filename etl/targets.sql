-- How far each figure is from its target, and whether it is on pace. Made with the views of views.sql, in the lens of
-- `known_on` too. Decision 19 says why it is so.
--
--   FROM targets_of('figures', ['2024-H1', '2024'])
--   FROM targets_of('figures', ['2024-H1'], only_units := ['dak-lak.huyen-lak'], known_on := DATE '2024-03-31')
--
-- Arguments: source (figures or restated_figures), wanted (codes of periods), only_indicators and only_units (lists of
-- codes; all where not given: what is not asked for is not read), known_on (targets decided later are not known yet).
-- Columns:
--   reporting_unit, indicator, handled_by, period
--   value          the figure; for a ratio whose parts are reported the recomputed one. NULL where none is reported
--   target         of the whole year where the indicator accumulates
--   inherited_from own, parent, province, level (the default of the unit's level) or all; target_unit is whose it is
--   target_id, document, decided_on, band_good, band_watch
--   pace_method    direct (the value is compared with the target itself), linear (share of the indicator's own year
--                  that has passed: 15/12-14/12, investment 1/1-31/12), seasonal_own (median share of the year's end
--                  reached by then in this unit's earlier years), seasonal_peers (the median of its peers'), not_running
--                  (the figure does not run from the beginning of the year, so it has no pace); pace_from says of how
--                  many full years or peers a seasonal share is
--   pace_share     0-1; pace_value: target x share
--   gap            value - pace_value, or - target where compared directly; gap_measure is its đơn vị tính
--   status         reached, near (short of it, not of band_watch), behind, no_judgement (the catalogue gives no
--                  polarity, or there is no pace), no_figure (the unit reported in the period, but not this; or the
--                  target is its own, and it has ever reported)
-- The bands are values of the indicator, in the direction of its polarity: at band_good or better is reached (without
-- it: at the target), at band_watch or better is near. Where there is a pace, they are taken at its share too.

-- Indicators that accumulate towards the end of the year, and the figures whose curve tells how: a sum is its own, a
-- ratio of a sum over a stock (disbursement over the plan) follows its numerator.
CREATE OR REPLACE VIEW accumulating AS
SELECT indicator, indicator AS base FROM indicators WHERE over_time = 'sum'
UNION ALL
SELECT r.indicator, n.indicator
FROM indicators r
JOIN indicators n ON n.indicator = r.numerator AND n.over_time = 'sum'
JOIN indicators d ON d.indicator = r.denominator AND d.time = 'stock'
WHERE r.kind = 'ratio';

-- Which units a target of a unit reaches, nearest first: itself, what stands below it, and units that only name it as
-- their province. Columns: target_unit, reporting_unit, distance, inherited_from.
CREATE OR REPLACE VIEW target_reach AS
WITH lines AS (  -- from each unit upwards: hamlet to ministry are fewer steps than these
    SELECT u.reporting_unit, unnest([u.reporting_unit, u.parent, a.parent, b.parent, c.parent]) AS target_unit,
           unnest(range(5))::INTEGER AS distance
    FROM reporting_units u
    LEFT JOIN reporting_units a ON a.reporting_unit = u.parent
    LEFT JOIN reporting_units b ON b.reporting_unit = a.parent
    LEFT JOIN reporting_units c ON c.reporting_unit = b.parent
), below AS (
    SELECT * FROM lines SEMI JOIN targets t ON t.reporting_unit = lines.target_unit
)
SELECT b.target_unit, b.reporting_unit, b.distance,
       CASE WHEN b.distance = 0 THEN 'own' WHEN t.level = 'province' THEN 'province' ELSE 'parent' END AS inherited_from
FROM below b JOIN reporting_units t ON t.reporting_unit = b.target_unit
UNION ALL
SELECT p.reporting_unit, u.reporting_unit, 20, 'province'
FROM reporting_units p
JOIN reporting_units u ON u.province = p.name AND u.level <> 'province'
    AND u.valid_from <= coalesce(p.valid_to, DATE '9999-12-31')
    AND p.valid_from <= coalesce(u.valid_to, DATE '9999-12-31')
ANTI JOIN below b ON b.target_unit = p.reporting_unit AND b.reporting_unit = u.reporting_unit
WHERE p.level = 'province' AND p.reporting_unit IN (SELECT reporting_unit FROM targets);

-- The running figures of full years: Q1, six and nine months and the year, none smaller than the one before.
-- Columns: reporting_unit, indicator, handled_by, year, shares (of the year's end, at the end of each quarter).
CREATE OR REPLACE MACRO full_years(source, only_indicators) AS TABLE
WITH bases AS MATERIALIZED (  -- few, so that of the figures only these are read
    SELECT a.indicator, a.base, i.theme FROM accumulating a JOIN indicators i USING (indicator)
    WHERE list_contains(only_indicators, a.indicator)
), ends AS (
    SELECT f.reporting_unit, a.indicator, f.handled_by, p.year,
           arg_min(f.value, p.kind = 'quarter') FILTER (p.quarter = 1) AS q1,
           arg_min(f.value, p.kind = 'quarter') FILTER (p.quarter = 2) AS q2,
           arg_min(f.value, p.kind = 'quarter') FILTER (p.quarter = 3) AS q3,
           arg_min(f.value, p.kind = 'quarter') FILTER (p.quarter = 4) AS q4
    FROM query_table(source) f
    JOIN periods p USING (period)
    JOIN bases a ON a.base = f.indicator
    WHERE f.is_shown AND p.quarter IS NOT NULL
      AND (f.basis = 'cumulative' OR f.period_start - year_begins(a.theme, p.year) BETWEEN -3 AND 3)
    GROUP BY ALL
)
SELECT reporting_unit, indicator, handled_by, year, [q1 / q4, q2 / q4, q3 / q4, 1] AS shares
FROM ends WHERE q1 >= 0 AND q1 <= q2 AND q2 <= q3 AND q3 <= q4 AND q4 > 0;

-- First and last day of an indicator's own year (domain F.1): investment runs with the calendar.
CREATE OR REPLACE MACRO year_begins(theme, year) AS
    CASE WHEN theme = 'investment' THEN make_date(year, 1, 1) ELSE make_date(year - 1, 12, 15) END;
CREATE OR REPLACE MACRO year_ends(theme, year) AS
    CASE WHEN theme = 'investment' THEN make_date(year, 12, 31) ELSE make_date(year, 12, 14) END;

-- The curves of earlier years that a seasonal pace follows: what a unit had reached by the end of each quarter, at least
-- two full years. Columns: for_year (the year whose pace it is), reporting_unit, indicator, handled_by, years, shares.
CREATE OR REPLACE MACRO curves_of(source, wanted, only_indicators) AS TABLE
SELECT y.year AS for_year, h.reporting_unit, h.indicator, h.handled_by, count(*) AS years,
       [median(h.shares[1]), median(h.shares[2]), median(h.shares[3]), 1] AS shares
FROM full_years(source, only_indicators) h
JOIN (SELECT DISTINCT year FROM periods WHERE list_contains(wanted, period)) y ON h.year < y.year
GROUP BY ALL
HAVING count(*) >= 2;

-- What is judged: the figures of indicators that have targets, and their ratios recomputed where the parts stand.
-- Columns: reporting_unit, indicator, handled_by, period, value, basis, period_start, period_end.
CREATE OR REPLACE MACRO values_with_targets(source, wanted, only_indicators, only_units) AS TABLE
WITH meant AS MATERIALIZED (
    SELECT i.* FROM indicators i
    SEMI JOIN (FROM targets WHERE only_indicators IS NULL OR list_contains(only_indicators, indicator)) USING (indicator)
), targeted_slice AS MATERIALIZED (  -- what is judged, and the parts that ratios are recomputed from
    SELECT f.reporting_unit, f.period, f.indicator, f.handled_by, f.value, f.basis, f.period_start, f.period_end,
           f.submission, f.sheet, f.cell, f.is_shown
    FROM query_table(source) f
    WHERE f.is_shown AND list_contains(wanted, f.period)
      AND (only_units IS NULL OR list_contains(only_units, f.reporting_unit))
      AND f.indicator IN (
        SELECT unnest([indicator, numerator, denominator]) FROM meant
        UNION ALL SELECT unnest(['dossiers_resolved_early', 'dossiers_resolved_exactly_on_time'])
                  FROM meant WHERE numerator = 'dossiers_resolved_on_time'
    )
)
SELECT reporting_unit, indicator, handled_by, period, value, basis, period_start, period_end
FROM (
    SELECT reporting_unit, indicator, handled_by, period, value, basis, period_start, period_end, 1 AS place
    FROM ratios('targeted_slice')
    UNION ALL
    SELECT reporting_unit, indicator, handled_by, period, value, basis, period_start, period_end, 2
    FROM targeted_slice
) SEMI JOIN meant USING (indicator)
QUALIFY row_number() OVER (PARTITION BY reporting_unit, indicator, handled_by, period ORDER BY place) = 1;

-- As `targets_of`, of values and curves that are asked elsewhere: names of relations with the columns of
-- `values_with_targets` and `curves_of`. Whoever asks about one indicator knows where its values are, and whether it has
-- a pace; what is not needed then is not planned.
CREATE OR REPLACE MACRO judged_by_targets(valued, curves, wanted, only_indicators, only_units, known_on) AS TABLE
WITH asked AS MATERIALIZED (
    SELECT period, kind, year, quarter, period_end FROM periods WHERE list_contains(wanted, period)
), told AS MATERIALIZED (
    SELECT * FROM targets
    WHERE coalesce(decided_on <= known_on, true)
      AND (only_indicators IS NULL OR list_contains(only_indicators, indicator))
), meant AS MATERIALIZED (
    SELECT i.* FROM indicators i SEMI JOIN told USING (indicator)
), reporters AS MATERIALIZED (
    SELECT reporting_unit, level, province, valid_from, valid_to FROM reporting_units
    WHERE only_units IS NULL OR list_contains(only_units, reporting_unit)
), reach AS MATERIALIZED (
    SELECT t.target, t.indicator, r.reporting_unit, r.target_unit, r.distance, r.inherited_from
    FROM told t
    JOIN target_reach r ON r.target_unit = t.reporting_unit
    JOIN reporters u ON u.reporting_unit = r.reporting_unit AND t.level IN ('', u.level)
    UNION ALL
    SELECT t.target, t.indicator, u.reporting_unit, NULL, CASE t.level WHEN '' THEN 50 ELSE 40 END,
           CASE t.level WHEN '' THEN 'all' ELSE 'level' END
    FROM told t JOIN reporters u ON t.level IN ('', u.level)
    WHERE t.reporting_unit = ''
), expected AS (
    SELECT reporting_unit, period, NULL::TEXT AS target FROM expected_reports SEMI JOIN asked USING (period)
    WHERE has_reported
    UNION
    SELECT u.reporting_unit, a.period, t.target
    FROM told t
    JOIN reporters u USING (reporting_unit)
    JOIN asked a ON a.period_end BETWEEN u.valid_from AND coalesce(u.valid_to, DATE '9999-12-31')
    WHERE u.reporting_unit IN (SELECT reporting_unit FROM expected_reports WHERE has_reported)
), given AS (  -- of which a target for that handled_by, or for any, has something to judge
    SELECT reporting_unit, period, indicator, handled_by FROM query_table(valued)
    UNION
    SELECT reporting_unit, period, indicator, '' FROM query_table(valued)
), judged AS (
    SELECT * FROM query_table(valued)
    UNION ALL
    SELECT DISTINCT e.reporting_unit, r.indicator, t.handled_by, e.period, NULL, NULL, NULL::DATE, NULL::DATE
    FROM expected e
    SEMI JOIN asked USING (period)
    JOIN reach r ON r.reporting_unit = e.reporting_unit AND (e.target IS NULL OR e.target = r.target)
    JOIN told t ON t.target = r.target
    ANTI JOIN given v
        ON v.reporting_unit = e.reporting_unit AND v.period = e.period AND v.indicator = r.indicator
        AND v.handled_by = t.handled_by
), chosen AS (
    SELECT DISTINCT ON (j.reporting_unit, j.indicator, j.handled_by, j.period)
           j.*, a.year, a.kind, a.quarter, t.value AS target, r.inherited_from, r.target_unit, t.target AS target_id,
           t.document, t.decided_on, t.band_good, t.band_watch
    FROM judged j
    JOIN asked a USING (period)
    JOIN reach r ON r.reporting_unit = j.reporting_unit AND r.indicator = j.indicator
    JOIN told t ON t.target = r.target AND t.handled_by IN ('', j.handled_by)
        AND coalesce(t.year = a.year, coalesce(year(t.decided_on) <= a.year, true))
    ORDER BY r.distance, t.level = '', t.handled_by = '', t.year IS NULL, t.decided_on DESC NULLS LAST, t.target
), peers AS (
    SELECT c.for_year, u.province, u.level, c.indicator, c.handled_by, count(*) AS units,
           [median(c.shares[1]), median(c.shares[2]), median(c.shares[3]), 1] AS shares
    FROM query_table(curves) c JOIN reporting_units u USING (reporting_unit)
    GROUP BY ALL
    HAVING count(*) >= 5
), windows AS (
    SELECT c.*, i.polarity, CASE i.kind WHEN 'ratio' THEN 'điểm %' ELSE i.measure END AS gap_measure,
           a.indicator IS NOT NULL AS accumulates,
           u.province, u.level,
           greatest(year_begins(i.theme, c.year), u.valid_from) AS first_day,
           least(year_ends(i.theme, c.year), coalesce(u.valid_to, DATE '9999-12-31')) AS last_day,
           c.basis = 'cumulative' OR c.period_start - year_begins(i.theme, c.year) BETWEEN -3 AND 3
               OR c.period_start - greatest(year_begins(i.theme, c.year), u.valid_from) BETWEEN -3 AND 3 AS is_running
    FROM chosen c
    JOIN meant i USING (indicator)
    JOIN reporters u USING (reporting_unit)
    LEFT JOIN accumulating a USING (indicator)
), paced AS (
    SELECT w.*,
           CASE WHEN w.value IS NULL THEN NULL
                WHEN NOT w.accumulates THEN 'direct'
                WHEN NOT w.is_running THEN 'not_running'
                WHEN w.quarter IS NOT NULL AND own.years IS NOT NULL THEN 'seasonal_own'
                WHEN w.quarter IS NOT NULL AND peers.units IS NOT NULL THEN 'seasonal_peers'
                ELSE 'linear' END AS pace_method,
           CASE pace_method
               WHEN 'seasonal_own' THEN own.shares[w.quarter]
               WHEN 'seasonal_peers' THEN peers.shares[w.quarter]
               WHEN 'linear' THEN
                   greatest(0, least(1, (w.period_end - w.first_day + 1) / greatest(1, w.last_day - w.first_day + 1)))
           END AS pace_share,
           CASE pace_method WHEN 'seasonal_own' THEN own.years WHEN 'seasonal_peers' THEN peers.units END AS pace_from
    FROM windows w
    LEFT JOIN query_table(curves) own
        ON own.for_year = w.year AND own.reporting_unit = w.reporting_unit AND own.indicator = w.indicator
        AND own.handled_by = w.handled_by
    LEFT JOIN peers
        ON peers.for_year = w.year AND peers.province = w.province AND peers.level = w.level
        AND peers.indicator = w.indicator AND peers.handled_by = w.handled_by
), signed AS (  -- the higher the better
    SELECT *, CASE polarity WHEN 'higher' THEN 1 WHEN 'lower' THEN -1 END AS sign, coalesce(pace_share, 1) AS share
    FROM paced
)
SELECT reporting_unit, indicator, handled_by, period, value, target, inherited_from, target_unit, target_id, document,
       decided_on, band_good, band_watch, pace_method, pace_from, pace_share, target * pace_share AS pace_value,
       CASE WHEN pace_method <> 'not_running' THEN value - target * share END AS gap, gap_measure,
       CASE WHEN value IS NULL THEN 'no_figure'
            WHEN sign IS NULL OR pace_method = 'not_running' THEN 'no_judgement'
            WHEN sign * value >= sign * coalesce(band_good, target) * share - 1e-9 THEN 'reached'
            WHEN sign * value >= sign * band_watch * share - 1e-9 THEN 'near'
            ELSE 'behind' END AS status
FROM signed;

CREATE OR REPLACE MACRO targets_of(
    source, wanted, only_indicators := NULL, only_units := NULL, known_on := DATE '9999-12-31'
) AS TABLE
WITH judged_values AS MATERIALIZED (
    FROM values_with_targets(source, wanted, only_indicators, only_units)
), season_curves AS MATERIALIZED (
    FROM curves_of(source, wanted, (
        SELECT list(DISTINCT indicator) FROM targets
        WHERE only_indicators IS NULL OR list_contains(only_indicators, indicator)))
)
FROM judged_by_targets('judged_values', 'season_curves', wanted, only_indicators, only_units, known_on);
