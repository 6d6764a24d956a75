-- One exchange a line, ready for a reader or a language model: who, what, when, and where to look it up.
SELECT
  briefing_id || '-x' || exchange AS id,
  held_on,
  site,
  title,
  exchange,
  outlet,
  question,
  answerers,
  answers,
  figure_count,
  title || '（' || coalesce(CAST(held_on AS VARCHAR), '日期不详') || '），第' || exchange || '问，' || coalesce(url, '') AS citation,
  url,
  briefing_id
FROM qa
ORDER BY held_on, briefing_id, exchange;
