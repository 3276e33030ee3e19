"""From the tables of an earlier release to those of this one."""

# SQL that brings a working copy from one schema version to the next; a release that changes a table of
# schema.sql adds its step here. New tables are made before the first step, views anew after the last.
MIGRATIONS: dict[int, str] = {
    1: """
ALTER TABLE submissions ADD COLUMN arrival BIGINT;
UPDATE submissions SET arrival = first.submission
FROM (SELECT file_hash, min(submission) AS submission FROM submissions GROUP BY file_hash) AS first
WHERE first.file_hash = submissions.file_hash;
ALTER TABLE submissions ALTER COLUMN arrival SET NOT NULL;
ALTER TABLE problems ADD COLUMN question TEXT;
""",
    # Earlier releases did not say which call stored a submission: each is taken for a load of its own.
    2: """
DROP TABLE reporting_unit_events;
ALTER TABLE periods ADD COLUMN quarter INTEGER;
UPDATE periods SET quarter = CASE kind WHEN 'quarter' THEN substr(period, 7, 1)::INTEGER WHEN 'half' THEN 2
                                       WHEN 'nine_months' THEN 3 WHEN 'year' THEN 4 END;
ALTER TABLE indicators ADD COLUMN over_time TEXT;
DELETE FROM indicators;
ALTER TABLE indicators ALTER COLUMN over_time SET NOT NULL;
UPDATE meta SET value = '' WHERE name = 'reference';
ALTER TABLE submissions ADD COLUMN load BIGINT;
UPDATE submissions SET load = submission;
ALTER TABLE submissions ALTER COLUMN load SET NOT NULL;
INSERT INTO loads SELECT load, 'load', received_at, received_by, '' FROM submissions;
""",
    3: """
ALTER TABLE reporting_unit_aliases ADD COLUMN origin TEXT;
UPDATE reporting_unit_aliases SET origin = 'shipped';
ALTER TABLE reporting_unit_aliases ALTER COLUMN origin SET NOT NULL;
""",
}
