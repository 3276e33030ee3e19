-- What the rules (table rules, docs/rules.md) find in the figures that stand: a macro for each way of evaluating.
-- `held` names the table of figures that is looked at: figures, or the part of them that a load touched.
-- Each macro gives a row for every finding: line, reporting_unit, period, indicator, handled_by, found, expected,
-- note (words that the sentence may want), rests (keys of the figures it rests on; source NULL: the one that is shown).

CREATE OR REPLACE MACRO a_limit(asked) AS (SELECT max(l.value) FROM limits l WHERE l.name = asked);

-- Whose figures a rule compares: of one unit, of peers, or the corrections ledger with its cells.
CREATE OR REPLACE MACRO asked_among(kind) AS
    CASE WHEN kind IN ('communes', 'common', 'peers') THEN 'peers' WHEN kind = 'correction' THEN 'corrections' ELSE 'unit' END;

CREATE OR REPLACE MACRO figure_key(of_unit, of_period, of_indicator, of_handled_by, of_source) AS
    {'reporting_unit': of_unit, 'period': of_period, 'indicator': of_indicator, 'handled_by': of_handled_by,
     'source': of_source::TEXT};

-- Figure keys in the order of their places: an aggregate with ORDER BY takes several times as long.
CREATE OR REPLACE MACRO placed(place, key) AS {'place': place, 'key': key};
CREATE OR REPLACE MACRO in_order(placed_keys) AS [x.key FOR x IN list_sort(placed_keys)];

CREATE OR REPLACE MACRO said_day(x) AS strftime(x, '%d/%m/%Y');

CREATE OR REPLACE MACRO said_level(x) AS
    CASE x WHEN 'all' THEN ' (tất cả các cấp)' WHEN 'province' THEN ' (cấp tỉnh)' WHEN 'department' THEN ' (sở, ngành)'
           WHEN 'district' THEN ' (cấp huyện)' WHEN 'commune' THEN ' (cấp xã)' ELSE '' END;

CREATE OR REPLACE MACRO said_source(x) AS
    CASE x WHEN 'own_appendix' THEN 'phụ lục' WHEN 'higher_table' THEN 'bảng của cấp trên' ELSE 'thuyết minh' END;

-- How many decimals a rate is printed with; as etl/rates.py.
CREATE OR REPLACE MACRO printed_decimals(raw) AS
    CASE WHEN contains(replace(raw, ',', '.'), '.')
         THEN length(rtrim(rtrim(trim(raw), '%'))) - instr(replace(trim(raw), ',', '.'), '.') ELSE 0 END;

-- V05; as etl/rates.py: one unit of the last printed decimal is allowed, but 0 and 100 are claims, not roundings.
CREATE OR REPLACE MACRO rate_disagrees(printed, raw, part, whole) AS
    CASE WHEN printed IN (0, 100) THEN 100 * part / whole <> printed
         ELSE abs(100 * part / whole - printed)
              > greatest(a_limit('rate_tolerance'), 10.0 ** -printed_decimals(raw)) + 1e-9 END;

-- Whether two numbers of one notion are of different orders of magnitude.
CREATE OR REPLACE MACRO is_far(x, y) AS
    y > 0 AND greatest(x, y) >= a_limit('magnitude_minimum')
    AND (x > a_limit('magnitude_factor') * y OR y > a_limit('magnitude_factor') * x);

-- ---- figures of one unit against each other -----------------------------------------------------------------------

-- Two sums of one report. All terms that are needed must be reported, over one window as far as windows are printed.
CREATE OR REPLACE MACRO found_linear(held) AS TABLE
WITH terms AS (
    SELECT *, count(*) FILTER (WHERE NOT is_optional AND side <> 'unless') OVER (PARTITION BY identity) AS needed,
           count(*) FILTER (WHERE side = 'unless') OVER (PARTITION BY identity) AS silencing
    FROM rule_terms
), shown AS NOT MATERIALIZED (
    SELECT f.reporting_unit, f.period, f.indicator, f.handled_by, f.source AS given_by, f.value, f.basis,
           f.period_start, f.period_end, f.window_printed
    FROM query_table(held) f
    SEMI JOIN rule_terms t ON t.indicator = f.indicator
    WHERE f.is_shown
), wholes AS (  -- what a unit reports as its whole: not split, or of all levels, or of the only level that it has
    SELECT s.* FROM shown s SEMI JOIN terms t ON t.indicator = s.indicator AND t.handled_by = 'total'
    QUALIFY row_number() OVER (
        PARTITION BY s.reporting_unit, s.period, s.indicator
        ORDER BY CASE s.handled_by WHEN '' THEN 1 WHEN 'all' THEN 2 ELSE 3 END, s.handled_by
    ) = 1 AND (s.handled_by IN ('', 'all') OR count(*) OVER (PARTITION BY s.reporting_unit, s.period, s.indicator) = 1)
), opening AS MATERIALIZED (  -- what a term that stands before is compared with; not a quarter's report from the year's beginning
    SELECT t.identity, t.term, t.indicator, a.reporting_unit, a.period, a.handled_by, a.period_start
    FROM terms t
    JOIN terms first ON first.identity = t.identity AND first.term = 1
    JOIN shown a ON a.indicator = first.indicator AND a.handled_by = coalesce(first.handled_by, a.handled_by)
    ANTI JOIN (
        SELECT r.reporting_unit, r.period FROM shown r JOIN indicators i ON i.indicator = r.indicator
        WHERE r.basis = 'cumulative' AND i.time = 'flow' AND r.period LIKE '%-Q%'
    ) running ON running.reporting_unit = a.reporting_unit AND running.period = a.period
    WHERE t.is_before
), closed AS (  -- what stood when the window before ended
    SELECT o.identity, o.term, o.reporting_unit, o.period, o.handled_by AS split, b.period AS of_period, b.handled_by,
           b.given_by, b.value
    FROM opening o
    JOIN shown b ON b.indicator = o.indicator AND b.reporting_unit = o.reporting_unit AND b.handled_by = o.handled_by
    WHERE abs(b.period_end + 1 - o.period_start) <= a_limit('window_days')
    QUALIFY row_number() OVER (
        PARTITION BY o.identity, o.term, o.reporting_unit, o.period, o.handled_by ORDER BY b.period_start, b.period
    ) = 1
), counted AS (  -- communes of a district on the day of the report; of a province the table may not have them all
    SELECT t.identity, t.term, f.reporting_unit, f.period, count(*)::DOUBLE AS value
    FROM terms t
    JOIN terms first ON first.identity = t.identity AND first.term = 1
    JOIN shown f ON f.indicator = first.indicator AND f.handled_by = first.handled_by
    JOIN reporting_units u ON u.reporting_unit = f.reporting_unit AND u.level = 'district'
    JOIN reporting_units c ON c.parent = u.reporting_unit AND c.level = t.handled_by AND c.status <> 'provisional'
        AND f.period_end BETWEEN c.valid_from AND coalesce(c.valid_to, DATE '9999-12-31')
    WHERE t.indicator = 'units'
    GROUP BY ALL
), told AS NOT MATERIALIZED (
    SELECT t.identity, t.term, f.reporting_unit, f.period,
           CASE WHEN t.handled_by IS NULL THEN f.handled_by ELSE '' END AS split,
           f.period AS of_period, f.handled_by, f.given_by, f.value,
           CASE WHEN f.window_printed THEN f.period_start END AS first_day,
           CASE WHEN f.window_printed THEN f.period_end END AS last_day,
           CASE WHEN f.basis <> 'at_date' THEN f.basis END AS basis
    FROM terms t
    JOIN shown f ON f.indicator = t.indicator AND f.handled_by = coalesce(t.handled_by, f.handled_by)
    WHERE NOT t.is_before
    UNION ALL
    SELECT t.identity, t.term, f.reporting_unit, f.period, '', f.period, f.handled_by, f.given_by, f.value,
           CASE WHEN f.window_printed THEN f.period_start END, CASE WHEN f.window_printed THEN f.period_end END,
           CASE WHEN f.basis <> 'at_date' THEN f.basis END
    FROM terms t JOIN wholes f ON f.indicator = t.indicator WHERE t.handled_by = 'total'
    UNION ALL
    SELECT identity, term, reporting_unit, period, split, of_period, handled_by, given_by, value, NULL, NULL, NULL
    FROM closed
    UNION ALL
    SELECT identity, term, reporting_unit, period, '', NULL, NULL, NULL, value, NULL, NULL, NULL FROM counted
), met AS (
    SELECT x.identity, x.reporting_unit, x.period, x.split, any_value(t.line) AS line, any_value(t.relation) AS relation,
           sum(x.value) FILTER (WHERE t.side = 'left') AS found, sum(x.value) FILTER (WHERE t.side = 'right') AS expected
    FROM told x JOIN terms t ON t.identity = x.identity AND t.term = x.term
    GROUP BY x.identity, x.reporting_unit, x.period, x.split
    HAVING count(*) FILTER (WHERE NOT t.is_optional AND t.side <> 'unless') = any_value(t.needed)
       AND (any_value(t.silencing) = 0 OR count(*) FILTER (WHERE t.side = 'unless') < any_value(t.silencing))
       AND min(x.first_day) IS NOT DISTINCT FROM max(x.first_day)
       AND min(x.last_day) IS NOT DISTINCT FROM max(x.last_day)
       AND min(x.basis) IS NOT DISTINCT FROM max(x.basis)
), broken AS (
    FROM met
    WHERE CASE relation WHEN '=' THEN abs(found - expected) > a_limit('sum_tolerance')
                        ELSE found > expected + a_limit('sum_tolerance') END
)
SELECT b.line, b.reporting_unit, b.period,
       any_value(t.indicator) FILTER (WHERE t.term = 1) AS indicator,
       any_value(x.handled_by) FILTER (WHERE t.term = 1) AS handled_by,
       any_value(b.found) AS found, any_value(b.expected) AS expected, '' AS note,
       in_order(list(placed(t.term, figure_key(b.reporting_unit, x.of_period, t.indicator, x.handled_by, x.given_by)))
           FILTER (WHERE t.indicator <> 'units')) AS rests
FROM broken b
JOIN told x ON x.identity = b.identity AND x.reporting_unit = b.reporting_unit AND x.period = b.period AND x.split = b.split
JOIN terms t ON t.identity = x.identity AND t.term = x.term AND t.side <> 'unless'
GROUP BY b.identity, b.line, b.reporting_unit, b.period, b.split;

-- The ratios of the catalogue against their parts. As macro `ratios`: a denominator that is only reported by level serves
-- a numerator that is not split, and early + exactly on time stand for on time. Windows must agree where they are printed.
CREATE OR REPLACE MACRO found_ratios(held) AS TABLE
WITH catalogue AS (
    SELECT indicator AS ratio, numerator, denominator FROM indicators
    WHERE kind = 'ratio' AND numerator IS NOT NULL AND denominator IS NOT NULL
), roles AS (
    SELECT ratio, 'printed' AS role, ratio AS indicator FROM catalogue
    UNION ALL SELECT ratio, 'part', numerator FROM catalogue
    UNION ALL SELECT ratio, 'whole', denominator FROM catalogue
    UNION ALL SELECT ratio, 'early', 'dossiers_resolved_early' FROM catalogue
        WHERE numerator = 'dossiers_resolved_on_time'
    UNION ALL SELECT ratio, 'exact', 'dossiers_resolved_exactly_on_time' FROM catalogue
        WHERE numerator = 'dossiers_resolved_on_time'
), told AS NOT MATERIALIZED (
    SELECT r.ratio, r.role, f.reporting_unit, f.period, f.indicator, f.handled_by, f.value, f.raw,
           CASE WHEN f.window_printed THEN f.period_start END AS first_day,
           CASE WHEN f.window_printed THEN f.period_end END AS last_day
    FROM roles r JOIN query_table(held) f ON f.indicator = r.indicator
    WHERE f.is_shown
), met AS (
    SELECT ratio, reporting_unit, period, handled_by,
           any_value(value) FILTER (WHERE role = 'printed') AS printed, any_value(raw) FILTER (WHERE role = 'printed') AS raw,
           any_value(value) FILTER (WHERE role = 'part') AS part,
           any_value(value) FILTER (WHERE role = 'early') + any_value(value) FILTER (WHERE role = 'exact') AS added,
           any_value(value) FILTER (WHERE role = 'whole') AS whole
    FROM told
    GROUP BY ALL
    HAVING min(first_day) IS NOT DISTINCT FROM max(first_day) AND min(last_day) IS NOT DISTINCT FROM max(last_day)
), by_level AS (
    SELECT ratio, reporting_unit, period, '' AS handled_by, bool_or(handled_by = 'all') AS has_all,
           coalesce(any_value(value) FILTER (WHERE handled_by = 'all'), sum(value)) AS whole
    FROM told WHERE role = 'whole'
    GROUP BY ratio, reporting_unit, period
    HAVING bool_and(handled_by <> '')
), judged AS (
    SELECT m.ratio, m.reporting_unit, m.period, m.handled_by, m.printed, m.raw, coalesce(m.part, m.added) AS part,
           m.part IS NULL AS is_added, coalesce(m.whole, l.whole) AS whole, m.whole IS NULL AS is_by_level, l.has_all
    FROM met m
    LEFT JOIN by_level l ON l.ratio = m.ratio AND l.reporting_unit = m.reporting_unit AND l.period = m.period
        AND l.handled_by = m.handled_by
), broken AS (
    SELECT r.line, j.*, r.kind LIKE 'part%' AS is_of_part,
           CASE WHEN r.kind LIKE 'part%' THEN j.part
                WHEN r.kind = 'rate_high' AND j.whole > 0 THEN coalesce(100 * j.part / j.whole, j.printed)
                ELSE j.printed END AS found,
           CASE r.kind WHEN 'rate' THEN 100 * j.part / j.whole WHEN 'rate_high' THEN a_limit('disbursement_high')
                       WHEN 'part_over_whole' THEN j.whole END AS expected
    FROM judged j
    JOIN rules r ON r.kind IN ('rate', 'rate_of_zero', 'part_of_zero', 'part_over_whole', 'rate_high')
    WHERE CASE r.kind
          WHEN 'rate' THEN j.whole > 0 AND rate_disagrees(j.printed, j.raw, j.part, j.whole)
          WHEN 'rate_of_zero' THEN j.whole = 0 AND j.printed IS NOT NULL
          WHEN 'part_of_zero' THEN j.whole = 0 AND j.part > 0
          WHEN 'part_over_whole' THEN j.whole > 0 AND j.part > j.whole
              AND NOT list_contains(string_split(r.terms, ' '), j.ratio)
          ELSE list_contains(string_split(r.terms, ' '), j.ratio) AND a_limit('disbursement_high')
              < CASE WHEN j.whole > 0 THEN coalesce(100 * j.part / j.whole, j.printed) ELSE j.printed END END
)
SELECT b.line, b.reporting_unit, b.period, CASE WHEN b.is_of_part THEN c.numerator ELSE b.ratio END AS indicator, b.handled_by,
       b.found, b.expected, '' AS note,
       in_order(list(placed(CASE t.role WHEN 'printed' THEN 1 WHEN 'whole' THEN 3 ELSE 2 END,
                            figure_key(b.reporting_unit, b.period, t.indicator, t.handled_by, NULL)))) AS rests
FROM broken b
JOIN catalogue c ON c.ratio = b.ratio
JOIN told t ON t.ratio = b.ratio AND t.reporting_unit = b.reporting_unit AND t.period = b.period
    AND CASE t.role
        WHEN 'whole' THEN CASE WHEN b.is_by_level THEN NOT b.has_all OR t.handled_by = 'all'
                               ELSE t.handled_by = b.handled_by END
        WHEN 'printed' THEN t.handled_by = b.handled_by AND NOT b.is_of_part
        WHEN 'part' THEN t.handled_by = b.handled_by
        ELSE t.handled_by = b.handled_by AND b.is_added END
GROUP BY ALL;

-- V12: what two sources say of one figure, over one window as far as windows are printed. Rates and money are rounded.
CREATE OR REPLACE MACRO found_sources(held) AS TABLE
WITH lines AS (
    SELECT line, string_split(split_part(terms, ' = ', 1), ' ') AS own, split_part(terms, ' = ', 2) AS other
    FROM rules WHERE kind = 'sources'
), paired AS (
    SELECT l.line, a.reporting_unit, a.period, a.indicator, a.handled_by, a.source AS given_by, b.source AS other_source,
           a.value AS found, b.value AS expected, a.raw, b.raw AS other_raw, list_position(l.own, a.source) AS place
    FROM lines l
    JOIN query_table(held) b ON b.source = l.other
    JOIN query_table(held) a ON a.reporting_unit = b.reporting_unit AND a.period = b.period AND a.indicator = b.indicator
        AND a.handled_by = b.handled_by
    WHERE list_contains(l.own, a.source)
      AND NOT (a.window_printed AND b.window_printed AND (a.period_start, a.period_end) <> (b.period_start, b.period_end))
      AND (a.basis = b.basis OR 'at_date' IN (a.basis, b.basis))
), first AS (
    FROM paired
    QUALIFY row_number() OVER (PARTITION BY line, reporting_unit, period, indicator, handled_by ORDER BY place) = 1
)
SELECT f.line, f.reporting_unit, f.period, f.indicator, f.handled_by, f.found, f.expected, '' AS note,
       [figure_key(f.reporting_unit, f.period, f.indicator, f.handled_by, f.given_by),
        figure_key(f.reporting_unit, f.period, f.indicator, f.handled_by, f.other_source)] AS rests
FROM first f
JOIN indicators i ON i.indicator = f.indicator
WHERE abs(f.found - f.expected) > CASE i.kind
    WHEN 'ratio' THEN greatest(a_limit('rate_tolerance'),
                               10.0 ** -least(printed_decimals(f.raw), printed_decimals(f.other_raw))) + 1e-9
    WHEN 'money' THEN a_limit('money_tolerance') / 100 * greatest(f.found, f.expected)
    ELSE a_limit('sum_tolerance') END;

-- V24: the figures of a year that begin on one day never fall. A quarter's report that says lũy kế begins with the year.
CREATE OR REPLACE MACRO found_falling(held) AS TABLE
WITH points AS (
    SELECT f.reporting_unit, f.period, f.indicator, f.handled_by, f.value, p.year, p.quarter, p.kind = 'quarter' AS is_quarter,
           CASE WHEN p.kind = 'quarter' AND f.period_start = p.period_start THEN make_date(p.year - 1, 12, 15)
                ELSE f.period_start END AS first_day
    FROM query_table(held) f
    JOIN periods p ON p.period = f.period AND p.quarter IS NOT NULL
    JOIN indicators i ON i.indicator = f.indicator AND i.over_time = 'sum'
    WHERE f.is_shown AND (p.kind <> 'quarter' OR p.quarter = 1 OR f.basis = 'cumulative')
), steps AS (
    SELECT *, lag({value: value, period: period, quarter: quarter, first_day: first_day}) OVER (
        PARTITION BY reporting_unit, indicator, handled_by, year ORDER BY quarter, is_quarter DESC) AS before
    FROM points
)
SELECT r.line, s.reporting_unit, s.period, s.indicator, s.handled_by, s.value AS found, s.before.value AS expected, '' AS note,
       [figure_key(s.reporting_unit, s.period, s.indicator, s.handled_by, NULL),
        figure_key(s.reporting_unit, s.before.period, s.indicator, s.handled_by, NULL)] AS rests
FROM steps s JOIN rules r ON r.kind = 'falling'
WHERE s.value < s.before.value AND s.before.quarter < s.quarter
  AND abs(s.first_day - s.before.first_day) <= a_limit('window_days');

-- V24: a quarter's own report against the difference of two cumulative ones, where both cover the quarter.
CREATE OR REPLACE MACRO found_quarter(held) AS TABLE
SELECT r.line, q.reporting_unit, o.period, q.indicator, q.handled_by, q.own_value AS found, q.difference AS expected, '' AS note,
       [figure_key(q.reporting_unit, o.period, q.indicator, q.handled_by, NULL),
        figure_key(q.reporting_unit, q.period, q.indicator, q.handled_by, NULL),
        figure_key(q.reporting_unit, q.previous_period, q.indicator, q.handled_by, NULL)] AS rests
FROM quarters(held) q
JOIN rules r ON r.kind = 'quarter'
JOIN query_table(held) o ON o.is_shown AND o.reporting_unit = q.reporting_unit AND o.indicator = q.indicator
    AND o.handled_by = q.handled_by AND o.period = q.year || '-Q' || q.quarter
WHERE q.status = 'exact' AND abs(q.own_value - q.difference) > a_limit('sum_tolerance')
  AND abs(o.period_start - q.window_start) <= a_limit('window_days')
  AND abs(o.period_end - q.window_end) <= a_limit('window_days');

-- Counts and money of another order of magnitude than in the period before of the same kind, and than a year before
-- where that was reported: a mark or a measure may have slipped.
CREATE OR REPLACE MACRO found_magnitude(held) AS TABLE
WITH told AS NOT MATERIALIZED (
    SELECT f.reporting_unit, f.period, f.indicator, f.handled_by, f.value, p.kind, p.year, p.period_end AS closes
    FROM query_table(held) f
    JOIN periods p ON p.period = f.period AND p.kind <> 'interval'
    JOIN indicators i ON i.indicator = f.indicator AND i.kind IN ('count', 'money')
    WHERE f.is_shown
), steps AS (
    SELECT *, lag({value: value, period: period}) OVER (
        PARTITION BY reporting_unit, indicator, handled_by, kind ORDER BY closes) AS before
    FROM told
), far AS (FROM steps WHERE is_far(value, before.value))
SELECT r.line, s.reporting_unit, s.period, s.indicator, s.handled_by, s.value AS found, s.before.value AS expected, '' AS note,
       [figure_key(s.reporting_unit, s.period, s.indicator, s.handled_by, NULL),
        figure_key(s.reporting_unit, s.before.period, s.indicator, s.handled_by, NULL)] AS rests
FROM far s
JOIN rules r ON r.kind = 'magnitude'
LEFT JOIN told y ON y.reporting_unit = s.reporting_unit AND y.indicator = s.indicator AND y.handled_by = s.handled_by
    AND y.period = (s.year - 1) || substr(s.period, 5)
WHERE y.value IS NULL OR is_far(s.value, y.value);

-- V21: printed days that are not those of the period (of investment: from 1 January), and days that are no period at all.
-- Of what is told as of a day only that day counts; what is cumulative may begin with the year.
CREATE OR REPLACE MACRO found_windows(held) AS TABLE
WITH told AS (
    SELECT f.reporting_unit, f.period, f.indicator, f.handled_by, f.basis, f.period_start, f.period_end, p.kind,
           CASE WHEN i.theme = 'investment' THEN make_date(p.year, 1, 1)
                WHEN f.basis = 'cumulative' AND f.period_start = make_date(p.year - 1, 12, 15) THEN f.period_start
                ELSE p.period_start END AS first_day, p.period_end AS last_day, p.period_start AS opens
    FROM query_table(held) f
    JOIN periods p ON p.period = f.period
    JOIN indicators i ON i.indicator = f.indicator
    WHERE f.is_shown AND f.window_printed
), odd AS (
    FROM told
    WHERE kind <> 'interval' AND (period_end <> last_day OR (basis <> 'at_date' AND period_start <> first_day))
)
SELECT r.line, t.reporting_unit, t.period, '' AS indicator, '' AS handled_by, NULL::DOUBLE AS found, NULL::DOUBLE AS expected,
       format('từ {} đến {}, quy định từ {} đến {}', said_day(t.period_start), said_day(t.period_end),
              said_day(min(t.first_day)), said_day(min(t.last_day))) AS note,
       list(figure_key(t.reporting_unit, t.period, t.indicator, t.handled_by, NULL) ORDER BY t.indicator, t.handled_by) AS rests
FROM odd t JOIN rules r ON r.kind = 'window'
GROUP BY r.line, t.reporting_unit, t.period, t.period_start, t.period_end
UNION ALL
SELECT r.line, t.reporting_unit, t.period, '', '', NULL, NULL,
       format('từ {} đến {}', said_day(min(t.opens)), said_day(min(t.last_day))),
       list(figure_key(t.reporting_unit, t.period, t.indicator, t.handled_by, NULL) ORDER BY t.indicator, t.handled_by)
FROM told t JOIN rules r ON r.kind = 'interval'
WHERE t.kind = 'interval'
GROUP BY r.line, t.reporting_unit, t.period;

-- Wordings of labels: V22 two vocabularies of online services in one report, V29 a notion that others count otherwise.
-- Few labels are told apart from millions of rows, so the distinct ones are looked at.
CREATE OR REPLACE MACRO found_wordings(held) AS TABLE
WITH labels AS (
    SELECT label, lower(nfc_normalize(label)) AS words FROM (SELECT DISTINCT f.label FROM query_table(held) f WHERE f.is_shown)
), phrases AS (
    SELECT line, kind, 1 AS side, unnest(string_split(split_part(terms, ' | ', 1), ' + ')) AS phrase
    FROM rules WHERE kind IN ('vocabulary', 'label')
    UNION ALL
    SELECT line, kind, 2, unnest(string_split(split_part(terms, ' | ', 2), ' + ')) FROM rules WHERE kind = 'vocabulary'
), worded AS (SELECT DISTINCT p.line, p.kind, p.side, l.label FROM phrases p JOIN labels l ON contains(l.words, p.phrase)
), told AS (
    SELECT w.line, w.kind, w.side, f.reporting_unit, f.period, f.indicator, f.handled_by, f.value
    FROM query_table(held) f JOIN worded w ON w.label = f.label
    JOIN indicators i ON i.indicator = f.indicator
    WHERE f.is_shown AND (w.kind = 'label' OR i.theme = 'onestop')
)
SELECT line, reporting_unit, period, '' AS indicator, '' AS handled_by, NULL::DOUBLE AS found, NULL::DOUBLE AS expected,
       '' AS note,
       in_order(list(placed(side, figure_key(reporting_unit, period, indicator, handled_by, NULL)))) AS rests
FROM told WHERE kind = 'vocabulary'
GROUP BY line, reporting_unit, period
HAVING count(DISTINCT side) = 2
UNION ALL
SELECT line, reporting_unit, period, indicator, handled_by, value, NULL, '',
       [figure_key(reporting_unit, period, indicator, handled_by, NULL)]
FROM told WHERE kind = 'label';

-- ---- units against each other -------------------------------------------------------------------------------------

-- V02: what a district says of its communes against the sum of their own reports, where all that are known have reported.
CREATE OR REPLACE MACRO found_communes(held) AS TABLE
WITH above AS (
    SELECT f.reporting_unit, f.period, f.indicator, f.value, f.basis,
           CASE WHEN f.window_printed THEN f.period_start END AS first_day,
           CASE WHEN f.window_printed THEN f.period_end END AS last_day
    FROM query_table(held) f
    JOIN reporting_units u ON u.reporting_unit = f.reporting_unit AND u.level = 'district'
    JOIN indicators i ON i.indicator = f.indicator AND i.kind IN ('count', 'money') AND i.aggregation = 'sum'
    WHERE f.is_shown AND f.handled_by = 'commune'
), own AS (
    SELECT u.parent, u.status, f.reporting_unit, f.period, f.indicator, f.handled_by, f.value, f.basis,
           CASE WHEN f.window_printed THEN f.period_start END AS first_day,
           CASE WHEN f.window_printed THEN f.period_end END AS last_day
    FROM query_table(held) f
    JOIN reporting_units u ON u.reporting_unit = f.reporting_unit AND u.level = 'commune'
    SEMI JOIN above a ON a.reporting_unit = u.parent AND a.period = f.period AND a.indicator = f.indicator
    WHERE f.is_shown AND f.handled_by IN ('', 'commune')
    QUALIFY row_number() OVER (PARTITION BY f.reporting_unit, f.period, f.indicator ORDER BY f.handled_by DESC) = 1
), known AS (
    SELECT c.parent, p.period, count(*) AS communes
    FROM reporting_units c
    JOIN (SELECT DISTINCT reporting_unit, period FROM above) a ON a.reporting_unit = c.parent
    JOIN periods p ON p.period = a.period AND p.period_end BETWEEN c.valid_from AND coalesce(c.valid_to, DATE '9999-12-31')
    WHERE c.level = 'commune' AND c.status <> 'provisional'
    GROUP BY ALL
)
SELECT r.line, a.reporting_unit, a.period, a.indicator, 'commune' AS handled_by, any_value(a.value) AS found,
       sum(o.value) AS expected, '' AS note,
       list_prepend(figure_key(a.reporting_unit, a.period, a.indicator, 'commune', NULL),
                    list(figure_key(o.reporting_unit, o.period, o.indicator, o.handled_by, NULL) ORDER BY o.reporting_unit)) AS rests
FROM above a
JOIN rules r ON r.kind = 'communes'
JOIN own o ON o.parent = a.reporting_unit AND o.period = a.period AND o.indicator = a.indicator
JOIN known k ON k.parent = a.reporting_unit AND k.period = a.period
GROUP BY r.line, a.reporting_unit, a.period, a.indicator
HAVING count(*) = any_value(k.communes) AND bool_and(o.status <> 'provisional')
   AND abs(any_value(a.value) - sum(o.value)) > a_limit('sum_tolerance')
   AND count(DISTINCT o.basis) = 1 AND min(o.basis) = any_value(a.basis)
   AND coalesce(least(min(o.first_day), any_value(a.first_day)) = greatest(max(o.first_day), any_value(a.first_day)), true)
   AND coalesce(least(min(o.last_day), any_value(a.last_day)) = greatest(max(o.last_day), any_value(a.last_day)), true);

-- V28: what is one number for all peers of a province, where most of them agree.
CREATE OR REPLACE MACRO found_uncommon(held) AS TABLE
WITH told AS (
    SELECT r.line, u.level, coalesce(u.province, '') AS province, f.reporting_unit, f.period, f.indicator, f.handled_by, f.value
    FROM rules r
    JOIN query_table(held) f ON list_contains(string_split(r.terms, ' '), f.indicator || '@' || f.handled_by)
    JOIN reporting_units u ON u.reporting_unit = f.reporting_unit AND u.level IN ('district', 'commune')
    WHERE r.kind = 'common' AND f.is_shown
), groups AS (
    SELECT line, level, province, period, indicator, handled_by, sum(units) AS units, max(units) AS agree,
           arg_max(value, units) AS common
    FROM (SELECT line, level, province, period, indicator, handled_by, value, count(*) AS units FROM told GROUP BY ALL)
    GROUP BY ALL
    HAVING sum(units) >= a_limit('common_minimum') AND 100 * max(units) > a_limit('common_share') * sum(units)
)
SELECT t.line, t.reporting_unit, t.period, t.indicator, t.handled_by, t.value AS found, g.common AS expected, '' AS note,
       [figure_key(t.reporting_unit, t.period, t.indicator, t.handled_by, NULL)] AS rests
FROM told t
JOIN groups g ON g.line = t.line AND g.level = t.level AND g.province = t.province AND g.period = t.period
    AND g.indicator = t.indicator AND g.handled_by = t.handled_by
WHERE t.value <> g.common;

-- In-quarter figures far from those of the units of the same level and province: beyond Tukey's outer fences of ln(1 + x),
-- for units differ in size by factors, not by amounts.
CREATE OR REPLACE MACRO found_outliers(held) AS TABLE
WITH told AS (
    SELECT r.line, u.level, CASE WHEN u.level = 'province' THEN '' ELSE coalesce(u.province, '') END AS province,
           q.reporting_unit, q.indicator, q.handled_by, q.year, q.quarter, q.value, ln(1 + q.value) AS size,
           q.period, q.previous_period
    FROM quarters(held) q
    JOIN rules r ON r.kind = 'peers'
    JOIN reporting_units u ON u.reporting_unit = q.reporting_unit
    JOIN indicators i ON i.indicator = q.indicator AND i.kind IN ('count', 'money') AND i.aggregation = 'sum'
    WHERE q.value >= 0 AND q.window_end - q.window_start BETWEEN 80 AND 100
), fences AS (
    SELECT line, level, province, indicator, handled_by, year, quarter, quantile_cont(size, [0.25, 0.5, 0.75]) AS quartiles
    FROM told
    GROUP BY ALL
    HAVING count(*) >= a_limit('peers_minimum')
)
SELECT t.line, t.reporting_unit, t.period, t.indicator, t.handled_by, t.value AS found,
       round(exp(f.quartiles[2]) - 1) AS expected, '' AS note,
       [figure_key(t.reporting_unit, t.period, t.indicator, t.handled_by, NULL)]
       || CASE WHEN t.previous_period IS NULL THEN []
               ELSE [figure_key(t.reporting_unit, t.previous_period, t.indicator, t.handled_by, NULL)] END AS rests
FROM told t
JOIN fences f ON f.line = t.line AND f.level = t.level AND f.province = t.province AND f.indicator = t.indicator
    AND f.handled_by = t.handled_by AND f.year = t.year AND f.quarter = t.quarter
WHERE NOT t.size BETWEEN
    f.quartiles[1] - a_limit('peers_fence') * greatest(f.quartiles[3] - f.quartiles[1], a_limit('peers_spread'))
    AND f.quartiles[3] + a_limit('peers_fence') * greatest(f.quartiles[3] - f.quartiles[1], a_limit('peers_spread'));

-- ---- the corrections ledger ---------------------------------------------------------------------------------------

-- Corrections that no longer apply: the cell reads otherwise than when they were reviewed, or there is none.
CREATE OR REPLACE MACRO found_stopped(held) AS TABLE
SELECT r.line, k.reporting_unit, k.period, k.indicator, k.handled_by, f.value AS found, k.value AS expected,
       k.correction AS note,
       CASE WHEN f.cell IS NULL THEN []
            ELSE [figure_key(k.reporting_unit, k.period, k.indicator, k.handled_by, k.source)] END AS rests
FROM corrections k
JOIN rules r ON r.kind = 'correction'
LEFT JOIN query_table(held) f ON f.reporting_unit = k.reporting_unit AND f.period = k.period
    AND f.indicator = k.indicator AND f.handled_by = k.handled_by AND f.source = k.source
WHERE k.status = 'active' AND f.raw IS DISTINCT FROM k.expected_raw
  AND NOT EXISTS (  -- a figure that a correction drops stands nowhere in the figures
      FROM observations o JOIN standing USING (scope)
      WHERE o.reporting_unit IN (SELECT reporting_unit FROM corrections WHERE action = 'drop')
        AND k.action = 'drop' AND f.cell IS NULL AND o.reporting_unit = k.reporting_unit AND o.period = k.period
        AND o.indicator = k.indicator AND o.handled_by = k.handled_by AND o.source = k.source AND o.raw = k.expected_raw
  );

-- ---- findings -----------------------------------------------------------------------------------------------------

-- Findings as table `findings` has them. `among`: which rules are asked: 'unit' (of one unit alone), 'peers' (units
-- against each other), 'corrections', or 'all'.
CREATE OR REPLACE MACRO findings_in(held, among) AS TABLE
WITH found AS (
    SELECT * FROM found_linear(held) WHERE among IN ('unit', 'all')
    UNION ALL SELECT * FROM found_ratios(held) WHERE among IN ('unit', 'all')
    UNION ALL SELECT * FROM found_sources(held) WHERE among IN ('unit', 'all')
    UNION ALL SELECT * FROM found_falling(held) WHERE among IN ('unit', 'all')
    UNION ALL SELECT * FROM found_quarter(held) WHERE among IN ('unit', 'all')
    UNION ALL SELECT * FROM found_magnitude(held) WHERE among IN ('unit', 'all')
    UNION ALL SELECT * FROM found_windows(held) WHERE among IN ('unit', 'all')
    UNION ALL SELECT * FROM found_wordings(held) WHERE among IN ('unit', 'all')
    UNION ALL SELECT * FROM found_communes(held) WHERE among IN ('peers', 'all')
    UNION ALL SELECT * FROM found_uncommon(held) WHERE among IN ('peers', 'all')
    UNION ALL SELECT * FROM found_outliers(held) WHERE among IN ('peers', 'all')
    UNION ALL SELECT * FROM found_stopped(held) WHERE among IN ('corrections', 'all')
), keys AS (
    SELECT f.* EXCLUDE (rests), unnest(f.rests) AS k, unnest(range(len(f.rests))) AS place FROM found f
), rested AS (  -- not one after the other with row_number(): a filter on the unit is to reach the figures
    SELECT k.line, k.reporting_unit, k.period, k.indicator, k.handled_by, k.found, k.expected, k.note,
           list_sort(list({  -- sorted afterwards, as in_order does
               'place': k.place,
               'cell': {'reporting_unit': f.reporting_unit, 'period': f.period, 'indicator': f.indicator,
                        'handled_by': f.handled_by, 'source': f.source, 'value': f.value, 'submission': f.submission,
                        'sheet': f.sheet, 'cell': f.cell},
               'term': i.name || said_level(f.handled_by)
                       || CASE WHEN f.period <> k.period THEN ', ' || p.label ELSE '' END
                       || CASE WHEN r.kind = 'sources' THEN ', ' || said_source(f.source) ELSE '' END
                       || ': ' || said(f.value)
           })) AS terms
    FROM keys k
    JOIN rules r ON r.line = k.line
    JOIN query_table(held) f ON f.reporting_unit = k.k.reporting_unit AND f.period = k.k.period
        AND f.indicator = k.k.indicator AND f.handled_by = k.k.handled_by
    JOIN indicators i ON i.indicator = f.indicator
    JOIN periods p ON p.period = f.period
    WHERE coalesce(f.source = k.k.source, f.is_shown)
    GROUP BY k.line, k.reporting_unit, k.period, k.indicator, k.handled_by, k.found, k.expected, k.note
), told AS (
    SELECT * EXCLUDE (terms), [x.cell FOR x IN terms] AS cells, array_to_string([x.term FOR x IN terms], '; ') AS terms
    FROM rested
    UNION ALL  -- a correction whose figure is not there
    SELECT line, reporting_unit, period, indicator, handled_by, found, expected, note, [], 'không còn số liệu'
    FROM found_stopped(held) WHERE among IN ('corrections', 'all') AND len(rests) = 0
)
SELECT c.line, r.rule, r.severity, c.reporting_unit, c.period, c.indicator, c.handled_by, c.found, c.expected,
       replace(replace(replace(replace(r.sentence, '{found}', said(c.found)), '{expected}', said(c.expected)),
                       '{note}', c.note), '{terms}', c.terms) AS sentence,
       c.cells
FROM told c
JOIN rules r ON r.line = c.line;

-- What table `findings` keeps, asked of the figures at once. Columns as there.
CREATE OR REPLACE VIEW rule_findings AS FROM findings_in('figures', 'all');

-- Which problems say a rule while reading. Columns: code, line, is_superseded (the rule is asked of the figures that
-- stand as well: there its findings count, the problem was an early warning).
CREATE OR REPLACE VIEW rule_codes AS
SELECT unnest(string_split(codes, ' ')) AS code, line, rule, name, kind <> 'reading' AS is_superseded
FROM rules WHERE codes <> '';

-- The last explanation of each finding.
CREATE OR REPLACE VIEW standing_explanations AS
SELECT line, reporting_unit, period, indicator, handled_by, found,
       arg_max(explanation, (load, made_at)) AS explanation, arg_max(made_by, (load, made_at)) AS explained_by,
       max(made_at) AS explained_at
FROM explanations
GROUP BY ALL
HAVING arg_max(explanation, (load, made_at)) <> '';

-- Everything that the rules say of the figures that stand and of the files that count, each thing once.
-- Columns: line, rule, name of the rule, severity, code (of a problem; else the line), reporting_unit and its unit_name
-- (NULL where a file speaks of several, or of none), period, indicator, handled_by, found, expected (as said),
-- sentence, file, sheet, cell (the first it rests on), cells (all of them; NULL for what was found while reading),
-- explanation, explained_by, explained_at (NULL where nobody explained it).
CREATE OR REPLACE VIEW open_findings AS
WITH subjects AS (
    SELECT submission, CASE WHEN count(DISTINCT reporting_unit) = 1 THEN any_value(reporting_unit) END AS reporting_unit,
           CASE WHEN count(DISTINCT period) = 1 THEN any_value(period) END AS period
    FROM scopes SEMI JOIN problems USING (submission) GROUP BY submission
), told AS (
    SELECT f.line, f.rule, r.name, f.severity, f.line AS code, f.reporting_unit, f.period, f.indicator, f.handled_by,
           said(f.found) AS found, said(f.expected) AS expected, f.sentence, s.file, f.cells[1].sheet AS sheet,
           f.cells[1].cell AS cell, f.cells[1].submission AS submission, f.cells
    FROM findings f
    JOIN rules r ON r.line = f.line
    LEFT JOIN submissions s ON s.submission = f.cells[1].submission
    UNION ALL
    SELECT c.line, c.rule, c.name, p.severity, p.code, s.reporting_unit, s.period, p.indicator, p.handled_by, p.found,
           p.expected, p.sentence, p.file, p.sheet, p.cell, p.submission, NULL
    FROM open_problems p
    JOIN rule_codes c ON c.code = p.code AND NOT c.is_superseded
    LEFT JOIN subjects s ON s.submission = p.submission
)
SELECT t.line, t.rule, t.name, t.severity, t.code, t.reporting_unit, u.name AS unit_name, t.period, t.indicator,
       t.handled_by, t.found, t.expected, t.sentence, t.file, t.sheet, t.cell, t.submission,
       t.cells, e.explanation, e.explained_by, e.explained_at
FROM told t
LEFT JOIN reporting_units u ON u.reporting_unit = t.reporting_unit
LEFT JOIN standing_explanations e
    ON e.line = t.line AND e.reporting_unit = coalesce(t.reporting_unit, '') AND e.period = coalesce(t.period, '')
    AND e.indicator = coalesce(t.indicator, '') AND e.handled_by = coalesce(t.handled_by, '') AND e.found = t.found;

-- What `python -m etl problems` lists: everything that waits for a person, was marked or is for the record, each thing
-- once. Columns: severity, code (of a problem, or the line of a rule), file, sheet, cell, indicator, handled_by, found,
-- expected, sentence.
CREATE OR REPLACE VIEW open_issues AS
SELECT severity, code, file, sheet, cell, indicator, handled_by, found, expected, sentence
FROM open_problems
WHERE code NOT IN (SELECT code FROM rule_codes WHERE is_superseded)
UNION ALL
SELECT severity, code, file, sheet, cell, indicator, handled_by, found, expected, sentence
FROM open_findings
WHERE cells IS NOT NULL;
