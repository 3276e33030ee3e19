-- How far each figure is from its target, and whether it is on pace. Made with the views of views.sql, in the lens of
-- `known_on` too. Decision 19 says why it is so; `dashboard.queries.targets` asks it: of one indicator, cấp giải quyết and
-- period, and only for what there is (nothing of pace where the indicator has none).
--
-- `asked` is the name of a relation with the units of the question: reporting_unit, name, parent_name, level, province,
-- valid_from, valid_to, and handled_by: of which cấp giải quyết this unit is asked.

-- Indicators that accumulate towards the end of the year, and the figures whose curve tells how: a sum is its own, a
-- ratio of a sum over a stock (disbursement over the plan) follows its numerator. Columns: indicator, base, theme.
CREATE OR REPLACE VIEW accumulating AS
SELECT i.indicator, CASE i.over_time WHEN 'sum' THEN i.indicator ELSE n.indicator END AS base, i.theme
FROM indicators i
LEFT JOIN indicators n ON n.indicator = i.numerator AND n.over_time = 'sum' AND i.kind = 'ratio'
LEFT JOIN indicators d ON d.indicator = i.denominator AND d.time = 'stock'
WHERE i.over_time = 'sum' OR (n.indicator IS NOT NULL AND d.indicator IS NOT NULL);

-- First and last day of an indicator's own year (domain F.1): investment runs with the calendar.
CREATE OR REPLACE MACRO year_begins(theme, year) AS
    CASE WHEN theme = 'investment' THEN make_date(year, 1, 1) ELSE make_date(year - 1, 12, 15) END;
CREATE OR REPLACE MACRO year_ends(theme, year) AS
    CASE WHEN theme = 'investment' THEN make_date(year, 12, 31) ELSE make_date(year, 12, 14) END;

-- Which units the targets of an indicator reach. A unit's: itself, what stands below it, and units that only name it as
-- their province; everyone's ('') all, but they are furthest. Columns: target_unit, reporting_unit, level, handled_by,
-- distance, and is_awaited: the target is its own, and it has ever reported.
CREATE OR REPLACE MACRO target_reach(asked, wanted_indicator) AS TABLE
WITH RECURSIVE below AS (  -- hamlet to ministry are fewer steps than these
    SELECT reporting_unit AS target_unit, reporting_unit, 0 AS distance
    FROM targets WHERE indicator = wanted_indicator AND reporting_unit <> ''
    UNION
    SELECT b.target_unit, u.reporting_unit, b.distance + 1
    FROM below b JOIN reporting_units u ON u.parent = b.reporting_unit
    WHERE b.distance < 4
)
SELECT b.target_unit, u.reporting_unit, u.level, u.handled_by, b.distance,
       b.distance = 0 AND u.reporting_unit IN (SELECT reporting_unit FROM expected_reports WHERE has_reported) AS is_awaited
FROM below b JOIN query_table(asked) u USING (reporting_unit)
UNION ALL
SELECT p.reporting_unit, u.reporting_unit, u.level, u.handled_by, 20, false
FROM reporting_units p
SEMI JOIN below b ON b.target_unit = p.reporting_unit
JOIN query_table(asked) u ON u.province = p.name AND u.level <> 'province'
    AND u.valid_from <= coalesce(p.valid_to, DATE '9999-12-31')
    AND p.valid_from <= coalesce(u.valid_to, DATE '9999-12-31')
WHERE p.level = 'province'
UNION ALL
SELECT '', reporting_unit, level, handled_by, 40, false FROM query_table(asked);

-- Which target counts for each unit: the nearest, then the one for its level, for its cấp giải quyết, for the year, the
-- latest decided. `reach` names the columns of target_reach.
-- Columns: reporting_unit, target, document, decided_on, band_good, band_watch, inherited_from; is_meant: whether one names
-- this cấp giải quyết, so that a figure may be missed; is_awaited: one that is the unit's own, and it has ever reported.
CREATE OR REPLACE MACRO nearest_targets(reach, wanted_indicator, wanted_period, known_on) AS TABLE
WITH told AS MATERIALIZED (  -- in this order, where they are equally near
    SELECT t.*, row_number() OVER (ORDER BY t.level = '', t.handled_by = '', t.year IS NULL,
                                            t.decided_on DESC NULLS LAST, t.target) AS place
    FROM targets t JOIN periods p ON p.period = wanted_period
    WHERE t.indicator = wanted_indicator AND coalesce(t.decided_on <= known_on, true)
      AND coalesce(t.year = p.year, year(t.decided_on) <= p.year, true)
), nearest AS (  -- distance and place in one number: a sort of each column is far dearer
    SELECT r.reporting_unit, min(r.distance * 1000000 + t.place) AS found,
           bool_or(t.handled_by = r.handled_by) AS is_meant,
           bool_or(t.handled_by = r.handled_by AND r.is_awaited) AS is_awaited
    FROM query_table(reach) r
    JOIN told t ON t.reporting_unit = r.target_unit AND t.level IN ('', r.level) AND t.handled_by IN ('', r.handled_by)
    GROUP BY r.reporting_unit
)
SELECT n.reporting_unit, t.value AS target, t.document, t.decided_on, t.band_good, t.band_watch,
       CASE WHEN n.found < 1000000 THEN 'own'
            WHEN t.reporting_unit <> '' THEN
                CASE WHEN t.reporting_unit IN (SELECT reporting_unit FROM reporting_units WHERE level = 'province')
                     THEN 'province' ELSE 'parent' END
            WHEN t.level <> '' THEN 'level' ELSE 'all' END AS inherited_from,
       n.is_meant, n.is_awaited
FROM nearest n JOIN told t ON t.place = n.found % 1000000;

-- What units had reached of the year's end by the quarter of `wanted_period`: the median of their earlier full years (Q1,
-- six and nine months and the year, none smaller than the one before), of which they have at least two.
-- `base` and its `base_theme` are the figures that tell it (view accumulating). Columns: reporting_unit, handled_by, years, share.
CREATE OR REPLACE MACRO shares_by_then(source, base, base_theme, wanted_period) AS TABLE
WITH earlier AS MATERIALIZED (
    SELECT p.period, p.year, p.quarter, p.kind = 'quarter' AS is_quarter, year_begins(base_theme, p.year) AS first_day
    FROM periods p JOIN periods w ON w.period = wanted_period AND p.year < w.year
    WHERE p.quarter IS NOT NULL
), ends AS (  -- six months by that name come before a cumulative second quarter
    SELECT f.reporting_unit, f.handled_by, p.year,
           max(f.value) FILTER (p.quarter = 1) AS q1,
           coalesce(max(f.value) FILTER (p.quarter = 2 AND NOT is_quarter), max(f.value) FILTER (p.quarter = 2)) AS q2,
           coalesce(max(f.value) FILTER (p.quarter = 3 AND NOT is_quarter), max(f.value) FILTER (p.quarter = 3)) AS q3,
           coalesce(max(f.value) FILTER (p.quarter = 4 AND NOT is_quarter), max(f.value) FILTER (p.quarter = 4)) AS q4
    FROM query_table(source) f JOIN earlier p USING (period)
    WHERE f.is_shown AND f.indicator = base
      AND (f.basis = 'cumulative' OR f.period_start - p.first_day BETWEEN -3 AND 3)
    GROUP BY ALL
)
SELECT e.reporting_unit, e.handled_by, count(*) AS years,
       median(CASE w.quarter WHEN 1 THEN q1 WHEN 2 THEN q2 WHEN 3 THEN q3 WHEN 4 THEN q4 END / q4) AS share
FROM ends e JOIN periods w ON w.period = wanted_period AND w.quarter IS NOT NULL
WHERE q1 >= 0 AND q1 <= q2 AND q2 <= q3 AND q3 <= q4 AND q4 > 0
GROUP BY e.reporting_unit, e.handled_by
HAVING count(*) >= 2;

-- The pace of an indicator that accumulates: seasonal_own, else seasonal_peers (at least five of the unit's level and
-- province that have one), else linear, whose share depends on the figure's days. Columns: reporting_unit, pace_method,
-- pace_from (how many years or peers), pace_share.
CREATE OR REPLACE MACRO paces_of(asked, source, base, base_theme, wanted_period) AS TABLE
WITH own AS MATERIALIZED (
    FROM shares_by_then(source, base, base_theme, wanted_period)
), peers AS (
    SELECT u.province, u.level, o.handled_by, count(*) AS units, median(o.share) AS share
    FROM own o JOIN reporting_units u USING (reporting_unit)
    GROUP BY ALL
    HAVING count(*) >= 5
)
SELECT u.reporting_unit,
       CASE WHEN o.years IS NOT NULL THEN 'seasonal_own' WHEN p.units IS NOT NULL THEN 'seasonal_peers'
            ELSE 'linear' END AS pace_method,
       coalesce(o.years, p.units) AS pace_from, coalesce(o.share, p.share) AS pace_share
FROM query_table(asked) u
LEFT JOIN own o USING (reporting_unit, handled_by)
LEFT JOIN peers p ON p.province = u.province AND p.level = u.level AND p.handled_by = u.handled_by;

-- How far each unit is from its target. `reach` names the columns of target_reach; `valued` the values of the period
-- (reporting_unit, handled_by, value, basis, period_start, period_end; for a ratio whose parts are reported the recomputed
-- ones); `paced` the columns of paces_of, without rows where the indicator does not accumulate. Targets decided after
-- `known_on` are not known yet.
-- Columns:
--   reporting_unit, name, parent_name
--   value          NULL where none is reported
--   target         of the whole year where the indicator accumulates
--   inherited_from own, parent, province, level (the default of the unit's level) or all
--   document, decided_on
--   pace_method    direct (the value is compared with the target itself), linear (share of the indicator's own year
--                  that has passed: 15/12-14/12, investment 1/1-31/12), seasonal_own (median share of the year's end
--                  reached by then in this unit's earlier years), seasonal_peers (the median of its peers'), not_running
--                  (the figure does not run from the beginning of the year, so it has no pace); pace_from says of how
--                  many full years or peers a seasonal share is
--   pace_share     0-1; pace_value: target x share
--   gap            value - pace_value, or - target where compared directly; gap_measure is its đơn vị tính
--   reached_at, near_at  the value from which on the status is reached, or near; NULL where there is no band_watch
--   status         reached, near (short of it, not of band_watch), behind, no_judgement (the catalogue gives no
--                  polarity, or there is no pace), no_figure (the unit reported in the period, but not this; or the
--                  target is its own, and it has ever reported)
-- The bands are values of the indicator, in the direction of its polarity: at band_good or better is reached (without
-- it: at the target), at band_watch or better is near. Where there is a pace, they are taken at its share too.
CREATE OR REPLACE MACRO targets_of(asked, reach, valued, paced, wanted_indicator, wanted_period, known_on) AS TABLE
WITH reporters AS (
    SELECT reporting_unit FROM expected_reports WHERE has_reported AND period = wanted_period
), meant AS MATERIALIZED (
    SELECT CASE i.polarity WHEN 'higher' THEN 1 WHEN 'lower' THEN -1 END AS sign,  -- the higher the better
           CASE i.kind WHEN 'ratio' THEN 'điểm %' ELSE i.measure END AS gap_measure,
           year_begins(i.theme, p.year) AS begins, year_ends(i.theme, p.year) AS ends, p.period_end AS closes
    FROM indicators i, periods p WHERE i.indicator = wanted_indicator AND p.period = wanted_period
), given AS (  -- a unit that is asked of all it handles, and has figures of levels, misses none
    SELECT v.* FROM query_table(valued) v JOIN query_table(asked) u USING (reporting_unit)
    WHERE u.handled_by IN ('', v.handled_by)
), windows AS (
    SELECT u.reporting_unit, u.name, u.parent_name, v.value, v.basis, v.period_start, v.period_end,
           t.* EXCLUDE (reporting_unit, is_meant, is_awaited), p.* EXCLUDE (reporting_unit), m.*,
           greatest(m.begins, u.valid_from) AS first_day, least(m.ends, u.valid_to) AS last_day
    FROM nearest_targets(reach, wanted_indicator, wanted_period, known_on) t
    JOIN query_table(asked) u USING (reporting_unit)
    LEFT JOIN given v ON v.reporting_unit = u.reporting_unit
    LEFT JOIN query_table(paced) p ON p.reporting_unit = u.reporting_unit
    LEFT JOIN reporters r ON r.reporting_unit = u.reporting_unit
    CROSS JOIN meant m
    WHERE v.handled_by = u.handled_by
       OR (v.reporting_unit IS NULL AND (
           (t.is_meant AND r.reporting_unit IS NOT NULL)
           OR (t.is_awaited AND m.closes BETWEEN u.valid_from AND coalesce(u.valid_to, DATE '9999-12-31'))))
), paced_values AS (
    SELECT * REPLACE (
               CASE WHEN value IS NULL THEN NULL
                    WHEN pace_method IS NULL THEN 'direct'
                    WHEN basis = 'cumulative' OR period_start - begins BETWEEN -3 AND 3
                         OR period_start - first_day BETWEEN -3 AND 3 THEN pace_method
                    ELSE 'not_running' END AS pace_method)
    FROM windows
), judged AS (
    SELECT * REPLACE (
               CASE WHEN pace_method IN ('seasonal_own', 'seasonal_peers') THEN pace_from END AS pace_from,
               CASE pace_method
                   WHEN 'linear' THEN
                       greatest(0, least(1, (period_end - first_day + 1) / greatest(1, last_day - first_day + 1)))
                   WHEN 'seasonal_own' THEN pace_share
                   WHEN 'seasonal_peers' THEN pace_share END AS pace_share)
    FROM paced_values
), shared AS (
    SELECT *, coalesce(pace_share, 1) AS share FROM judged
)
SELECT reporting_unit, name, parent_name, value, target, inherited_from, document, decided_on, pace_method, pace_from,
       pace_share, target * pace_share AS pace_value,
       CASE WHEN pace_method <> 'not_running' THEN value - target * share END AS gap, gap_measure,
       coalesce(band_good, target) * share AS reached_at, band_watch * share AS near_at,
       CASE WHEN value IS NULL THEN 'no_figure'
            WHEN sign IS NULL OR pace_method = 'not_running' THEN 'no_judgement'
            WHEN sign * value >= sign * coalesce(band_good, target) * share - 1e-9 THEN 'reached'
            WHEN sign * value >= sign * band_watch * share - 1e-9 THEN 'near'
            ELSE 'behind' END AS status
FROM shared;
