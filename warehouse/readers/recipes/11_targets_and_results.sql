-- title: Targets against later results
-- note: A goal (力争, 目标, 计划) beside what was later stated as an outcome of the same indicator and unit.
SELECT t.indicator, t.held_on AS target_said, t.text AS target, r.held_on AS result_said, r.text AS result, r.period
FROM indicator_series AS t
JOIN indicator_series AS r
  ON r.indicator = t.indicator AND r.unit = t.unit AND r.site = t.site AND r.held_on > t.held_on
WHERE t.status = 'plan' AND r.status = 'result' AND t.indicator NOT IN ('目标', '投资')
ORDER BY t.indicator, target_said, result_said;
