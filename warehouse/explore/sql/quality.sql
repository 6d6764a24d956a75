-- Each rule as it was last checked, the broken ones first.
SELECT rule, severity, passed, failing_rows, sample, checked_at
FROM quality_results
QUALIFY row_number() OVER (PARTITION BY rule ORDER BY checked_at DESC) = 1
ORDER BY passed, severity, failing_rows DESC, rule;
