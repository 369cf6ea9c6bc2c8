-- Days are kept at every branch above a record, as months are: what one region counts on a day is
-- one row, whatever lies below it.
INSERT INTO measure_day (series, dimension, branch, day, recorded, value)
SELECT d.series, d.dimension, a.id, d.day, d.recorded, sum(d.value)
FROM measure_day d
JOIN network_society s ON s.id = d.branch
JOIN network_society a ON a.id <> s.id AND substr(s.path, 1, length(a.path)) = a.path
WHERE d.series NOT LIKE '%#%' OR d.series LIKE '%@opening'
GROUP BY d.series, d.dimension, a.id, d.day, d.recorded
ON CONFLICT (series, dimension, branch, day, recorded) DO UPDATE SET value = measure_day.value + excluded.value;
