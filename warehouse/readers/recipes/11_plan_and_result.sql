-- title: Plan against result
-- note: What was planned for a year, and what came of it; kept is empty where more is not plainly better; where agree is false the conference gives several results, a row each.
-- values: measures=地区生产总值、城镇新增就业、新能源汽车产量、新增养老床位、新增老年助餐点
SELECT site, measure, period_end, planned_on, plan, told_on, result, kept, agree
FROM kept
WHERE measure IN ('地区生产总值', '城镇新增就业', '新能源汽车产量', '新增养老床位', '新增老年助餐点')
  AND planned_on < told_on AND aspect IN ('level', 'growth')
ORDER BY site, measure, period_end, planned_on, told_on;
