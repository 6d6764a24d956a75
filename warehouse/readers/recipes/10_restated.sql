-- title: Figures that were stated anew
-- note: The same measure, place and time with another value at a later conference; rounding does not count.
SELECT site, measure, aspect, period_end, first_held_on, first_text, held_on, text, difference, percent
FROM restated
ORDER BY held_on, measure, aspect;
