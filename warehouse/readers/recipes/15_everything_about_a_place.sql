-- title: Everything said about a place or a subject
-- note: Search takes any piece of text, also words of two characters; several words must all be there.
-- values: words=轨道交通 客流
SELECT score, site, held_on, who, snippet, url
FROM search('轨道交通 客流')
LIMIT 10;
