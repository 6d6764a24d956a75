-- title: Plan against result
-- note: What was planned for a year, and what came of it; kept is empty where more is not plainly better.
SELECT site, measure, period_end, planned_on, plan, told_on, result, kept
FROM kept
WHERE planned_on < told_on AND aspect IN ('level', 'growth')
ORDER BY site, measure, period_end, planned_on, told_on;
