-- Two views for people who open the file with another program: findings and printed cells with
-- names in the place of numbers.

CREATE VIEW finding_named AS
SELECT printf('%016x', f.id) AS finding, f.severity, f.rule, a.name AS agency, f.year,
       (SELECT group_concat(c.key, ' ') FROM json_each(f.cells) j JOIN cell c ON c.id = j.value)
           AS cells,
       f.expected, f.actual, s.key AS suspect, f.repair,
       coalesce(d.verdict, 'open') AS verdict, f.changed, f.resolved IS NOT NULL AS resolved,
       src.path AS source
FROM finding f
JOIN agency a ON a.id = f.agency
LEFT JOIN cell s ON s.id = f.suspect
LEFT JOIN decided d ON d.finding = f.id
LEFT JOIN report r ON r.agency = f.agency AND r.year = f.year AND r.current = 1
LEFT JOIN source src ON src.id = r.id;

CREATE VIEW cell_note_named AS
SELECT n.report, a.name AS agency, r.year, c.key AS cell, n.state, n.raw
FROM cell_note n
JOIN report r ON r.id = n.report
JOIN agency a ON a.id = r.agency
JOIN cell c ON c.id = n.cell;
