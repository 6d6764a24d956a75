-- title: Figures that were stated anew
-- note: The same measure, place and time with another value at a later conference; rounding does not count. The latest first, a thousand at most. Without the line WHERE: of all measures.
-- values: measures=地区生产总值、城镇新增就业、新能源汽车产量、新增养老床位、新增老年助餐点
SELECT site, measure, aspect, period_end, first_held_on, first_text, held_on, text, difference, percent
FROM restated
WHERE measure IN ('地区生产总值', '城镇新增就业', '新能源汽车产量', '新增养老床位', '新增老年助餐点')
ORDER BY held_on DESC, measure, aspect
LIMIT 1000;
