-- A warehouse with a base (etl/base.py): what came since the base was written lies in tables of its own in the snapshot,
-- and these views (that of figures is made by `leave_out`) put both together under the names that everything else asks.
-- Run once the tables of schema.sql have been given their own names, and the base is attached.

-- Units and periods whose figures of the base do not count any more: those that count are the snapshot's own.
CREATE TABLE IF NOT EXISTS replaced (
    reporting_unit TEXT NOT NULL,
    period         TEXT NOT NULL
);

-- Findings of the base that do not count any more: judged anew since.
CREATE TABLE IF NOT EXISTS replaced_findings (
    line           TEXT NOT NULL,
    reporting_unit TEXT NOT NULL,
    period         TEXT NOT NULL
);

CREATE OR REPLACE VIEW findings AS
SELECT f.* FROM base.main.findings f
ANTI JOIN replaced_findings r ON r.line = f.line AND r.reporting_unit = f.reporting_unit AND r.period = f.period
UNION ALL
FROM own_findings;

-- Only added to: what a load brings comes after.
CREATE OR REPLACE VIEW observations AS FROM base.main.observations UNION ALL FROM own_observations;
CREATE OR REPLACE VIEW set_aside AS FROM base.main.set_aside UNION ALL FROM own_set_aside;
CREATE OR REPLACE VIEW problems AS FROM base.main.problems UNION ALL FROM own_problems;
