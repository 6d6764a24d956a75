-- title: Who says what about one topic, city by city
-- note: Newest first within a city; the words are found anywhere in a turn.
-- values: words=养老 服务
SELECT t.site, s.title AS city, s.level, t.held_on, t.who, t.snippet, t.url
FROM search('养老 服务') AS t
JOIN sites AS s ON s.name = t.site
WHERE t.role = 'answer'
ORDER BY city, t.held_on DESC, t.briefing_id, t.seq
LIMIT 100;
