-- title: One measure over time
-- note: Full years and years to date apart; each value once, however often it was said.
-- values: measure=地区生产总值
SELECT site, period_end, span, value, unit, text, held_on AS last_said, statements
FROM series
WHERE measure = '地区生产总值' AND aspect = 'level' AND status = 'result' AND place IS NULL AND span IN ('year', 'year to date')
ORDER BY site, span, period_end;
