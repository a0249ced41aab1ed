-- Whose report a document would be that could not be read as one (its tables a picture, only an
-- attachment), and of which year: as the page says, not only a manifest. NULL for a report.

ALTER TABLE source ADD COLUMN about_agency TEXT;     -- the full name, as in agency.name
ALTER TABLE source ADD COLUMN about_year INTEGER;

UPDATE source SET about_agency = hint_agency, about_year = hint_year WHERE not_report IS NOT NULL;

-- Question: which years of an agency could not be read.
CREATE INDEX source_about ON source(about_agency, about_year) WHERE about_agency IS NOT NULL;
