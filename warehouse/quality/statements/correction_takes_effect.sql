-- title: a hand correction that does not fit, or of something that is not there
-- severity: warning
-- scope: warehouse
-- action: `briefings correct list` shows what was found instead; mend or remove the correction
SELECT CAST(NULL AS VARCHAR) AS briefing_id, target AS id,
  field || ': expected ' || coalesce(expected, 'nothing') || ', found ' || coalesce(found, status) AS detail
FROM corrections
WHERE status <> 'applied';
