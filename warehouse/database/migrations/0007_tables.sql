-- Every table, as of the first release. Schemas 1 to 6 were never released: ``migrate`` brings files that have one here.
-- No key constraints: integrity is asserted by the rules in warehouse/quality, inside each load's transaction,
-- because an index on millions of rows costs more than it protects. A comment that says "→ table.column" declares a
-- reference; the data dictionary and the diagram are generated from these comments.

CREATE TABLE IF NOT EXISTS briefings (
  briefing_id    VARCHAR NOT NULL,
  site           VARCHAR NOT NULL,
  url            VARCHAR,
  title          VARCHAR NOT NULL,
  held_on        DATE,
  published_on   DATE,
  source         VARCHAR,
  kind           VARCHAR NOT NULL,
  revision       INTEGER NOT NULL,
  content_hash   VARCHAR NOT NULL,
  page_sha256    VARCHAR NOT NULL,
  parser_version VARCHAR NOT NULL,
  first_seen_at  TIMESTAMP NOT NULL,
  changed_at     TIMESTAMP NOT NULL,
  checked_at     TIMESTAMP NOT NULL,
  turn_count     INTEGER NOT NULL,
  metric_count   INTEGER NOT NULL,
  warnings       VARCHAR[] NOT NULL,
  derived_hash   VARCHAR NOT NULL,
  run_id         VARCHAR NOT NULL
);
COMMENT ON TABLE briefings IS 'One row per press conference (one transcript), in its latest revision.';
COMMENT ON COLUMN briefings.briefing_id IS 'Key. <site>-<12 hex of the page''s canonical key>; never changes.';
COMMENT ON COLUMN briefings.site IS '→ sites.name. The site definition that the page came from.';
COMMENT ON COLUMN briefings.url IS 'Address the transcript is published at; other addresses are in briefing_urls.';
COMMENT ON COLUMN briefings.title IS 'Title as published.';
COMMENT ON COLUMN briefings.held_on IS 'Day of the press conference (the site''s local date), from the title or text; NULL when neither states it.';
COMMENT ON COLUMN briefings.published_on IS 'Day of publication as the page states it; NULL when it does not.';
COMMENT ON COLUMN briefings.source IS 'The page''s 来源; NULL when not stated.';
COMMENT ON COLUMN briefings.kind IS 'qa: questions and answers; statement: speeches only; notice: an announcement without speech.';
COMMENT ON COLUMN briefings.revision IS '1 for the first text seen, one more for each later change of the text or the title.';
COMMENT ON COLUMN briefings.content_hash IS 'SHA-256 of the normalised text, without the title.';
COMMENT ON COLUMN briefings.page_sha256 IS 'The archived page these rows were read from: archive/<first 2 hex>/<sha256>.html.gz.';
COMMENT ON COLUMN briefings.parser_version IS 'Version of the parsers that produced these rows.';
COMMENT ON COLUMN briefings.first_seen_at IS 'When the page was first fetched (UTC).';
COMMENT ON COLUMN briefings.changed_at IS 'When these rows were last written (UTC).';
COMMENT ON COLUMN briefings.checked_at IS 'When the page was last compared with the site, as of the last load (UTC).';
COMMENT ON COLUMN briefings.turn_count IS 'Number of rows in turns.';
COMMENT ON COLUMN briefings.metric_count IS 'Number of rows in metrics.';
COMMENT ON COLUMN briefings.warnings IS 'What the parser was unsure of; empty when nothing.';
COMMENT ON COLUMN briefings.derived_hash IS 'SHA-256 over all derived rows; tells an upgraded parser''s changes from no change.';
COMMENT ON COLUMN briefings.run_id IS 'The run that wrote these rows. → runs.run_id.';

CREATE TABLE IF NOT EXISTS turns (
  turn_id      VARCHAR NOT NULL,
  briefing_id  VARCHAR NOT NULL,
  seq          INTEGER NOT NULL,
  exchange     INTEGER,
  role         VARCHAR NOT NULL,
  follow_up    BOOLEAN NOT NULL,
  label        VARCHAR,
  outlet       VARCHAR,
  speaker      VARCHAR,
  position     VARCHAR,
  text         VARCHAR NOT NULL,
  char_count   INTEGER NOT NULL,
  metric_count INTEGER NOT NULL,
  loaded_at    TIMESTAMP NOT NULL
);
COMMENT ON TABLE turns IS 'One row per turn: the uninterrupted speech of one person.';
COMMENT ON COLUMN turns.turn_id IS 'Key. <briefing_id>-t<number>; kept when the page is edited around the turn, so the number may differ from seq.';
COMMENT ON COLUMN turns.briefing_id IS '→ briefings.briefing_id.';
COMMENT ON COLUMN turns.seq IS 'Position in the transcript: 1, 2, …';
COMMENT ON COLUMN turns.exchange IS 'Number of the question this turn belongs to; NULL outside questions and answers.';
COMMENT ON COLUMN turns.role IS 'question, answer, moderator, statement or remark.';
COMMENT ON COLUMN turns.follow_up IS 'True for a further question of the same asker within the exchange.';
COMMENT ON COLUMN turns.label IS 'Who speaks, as written, without the colon; NULL when the text names nobody.';
COMMENT ON COLUMN turns.outlet IS 'The asking news outlet as written; NULL when not stated. → outlets.outlet.';
COMMENT ON COLUMN turns.speaker IS 'The person''s name; NULL when not stated. → speakers.speaker.';
COMMENT ON COLUMN turns.position IS 'The person''s office as stated in this transcript; NULL when not stated.';
COMMENT ON COLUMN turns.text IS 'What was said: paragraphs joined by line feeds, the label removed.';
COMMENT ON COLUMN turns.char_count IS 'Length of text in characters.';
COMMENT ON COLUMN turns.metric_count IS 'Number of figures in this turn.';
COMMENT ON COLUMN turns.loaded_at IS 'When the row was written (UTC): briefings.changed_at. Rows lie in this order, so a load finds its rows fast.';

CREATE TABLE IF NOT EXISTS metrics (
  metric_id       VARCHAR NOT NULL,
  turn_id         VARCHAR NOT NULL,
  briefing_id     VARCHAR NOT NULL,
  seq             INTEGER NOT NULL,
  text            VARCHAR NOT NULL,
  char_start      INTEGER NOT NULL,
  char_end        INTEGER NOT NULL,
  value           DECIMAL(38,6) NOT NULL,
  value_high      DECIMAL(38,6),
  unit            VARCHAR,
  unit_text       VARCHAR,
  kind            VARCHAR NOT NULL,
  relation        VARCHAR NOT NULL,
  direction       VARCHAR,
  indicator       VARCHAR,
  period          VARCHAR,
  period_start    DATE,
  period_end      DATE,
  period_inferred BOOLEAN NOT NULL,
  comparison      VARCHAR,
  confidence      DECIMAL(3,2) NOT NULL,
  measure         VARCHAR,
  place           VARCHAR,
  aspect          VARCHAR NOT NULL,
  status          VARCHAR NOT NULL,
  loaded_at       TIMESTAMP NOT NULL
);
COMMENT ON TABLE metrics IS 'One row per figure as it was cited, with its exact characters.';
COMMENT ON COLUMN metrics.metric_id IS 'Key. <turn_id>-m<number>; kept while the same characters stay in the same turn.';
COMMENT ON COLUMN metrics.turn_id IS '→ turns.turn_id.';
COMMENT ON COLUMN metrics.briefing_id IS '→ briefings.briefing_id.';
COMMENT ON COLUMN metrics.seq IS 'Position within the turn: 1, 2, …';
COMMENT ON COLUMN metrics.text IS 'The characters of the mention: substring(turns.text, char_start + 1, char_end - char_start).';
COMMENT ON COLUMN metrics.char_start IS 'First character in turns.text, counted from 0 in code points.';
COMMENT ON COLUMN metrics.char_end IS 'One past the last character.';
COMMENT ON COLUMN metrics.value IS 'The number in units of unit (万 and 亿 applied; percent stays 60, not 0.6); the lower end of a range.';
COMMENT ON COLUMN metrics.value_high IS 'Upper end of a range; NULL otherwise.';
COMMENT ON COLUMN metrics.unit IS 'Canonical unit: CNY, %, pp, km, 家, 人 …; NULL when neither text nor head noun names one.';
COMMENT ON COLUMN metrics.unit_text IS 'The unit as written.';
COMMENT ON COLUMN metrics.kind IS 'money, percent, percentage_point, fraction, multiple, count, duration, length, area …';
COMMENT ON COLUMN metrics.relation IS 'eq, approx, gt, ge, lt, le, near (just under) or range.';
COMMENT ON COLUMN metrics.direction IS 'up or down when a verb of change governs the figure; NULL otherwise. The value stays positive.';
COMMENT ON COLUMN metrics.indicator IS 'What is measured, copied from the text; NULL when not found.';
COMMENT ON COLUMN metrics.period IS 'The time expression that governs the figure, as written; NULL when none does.';
COMMENT ON COLUMN metrics.period_start IS 'First day of the period, where it can be dated.';
COMMENT ON COLUMN metrics.period_end IS 'Last day of the period, where it can be dated.';
COMMENT ON COLUMN metrics.period_inferred IS 'Whether the dates are those of a frame that an earlier paragraph opened; period is NULL then.';
COMMENT ON COLUMN metrics.comparison IS 'What a change is measured against, as written: 同比, 环比 …; NULL when nothing.';
COMMENT ON COLUMN metrics.confidence IS '0 to 1: how sure the extractor is that this is a cited figure.';
COMMENT ON COLUMN metrics.measure IS 'The quantity under its usual name: one quantity, one string; NULL when nothing nameable is measured.';
COMMENT ON COLUMN metrics.place IS 'The area or body the figure is about; NULL: the site''s own whole area.';
COMMENT ON COLUMN metrics.aspect IS 'level: an amount or rate as such; change: an absolute difference; growth: a relative one; share: a part of a whole; progress: how much of a plan is done.';
COMMENT ON COLUMN metrics.status IS 'result: has happened or holds; plan: a target or forecast; rule: what applies to anybody (a tariff, a limit).';
COMMENT ON COLUMN metrics.loaded_at IS 'When the row was written (UTC): briefings.changed_at.';

CREATE TABLE IF NOT EXISTS exchanges (
  briefing_id       VARCHAR NOT NULL,
  exchange          INTEGER NOT NULL,
  held_on           DATE,
  site              VARCHAR NOT NULL,
  title             VARCHAR NOT NULL,
  url               VARCHAR,
  outlet            VARCHAR,
  answerers         VARCHAR[] NOT NULL,
  question          VARCHAR,
  answers           VARCHAR,
  follow_ups        INTEGER NOT NULL,
  answer_count      INTEGER NOT NULL,
  answer_chars      INTEGER NOT NULL,
  figure_count      INTEGER NOT NULL,
  question_turn_id  VARCHAR,
  loaded_at         TIMESTAMP NOT NULL,
  outlet_as_written VARCHAR
);
COMMENT ON TABLE exchanges IS 'One row per question with its answers; the view qa shows it.';
COMMENT ON COLUMN exchanges.briefing_id IS '→ briefings.briefing_id.';
COMMENT ON COLUMN exchanges.exchange IS 'Number of the question in the transcript, as in turns.exchange.';
COMMENT ON COLUMN exchanges.held_on IS 'briefings.held_on.';
COMMENT ON COLUMN exchanges.site IS 'briefings.site.';
COMMENT ON COLUMN exchanges.title IS 'briefings.title.';
COMMENT ON COLUMN exchanges.url IS 'briefings.url.';
COMMENT ON COLUMN exchanges.outlet IS 'Who asked, by the usual name; NULL when not stated. → outlets.canonical.';
COMMENT ON COLUMN exchanges.answerers IS 'Names of those who answered, in order.';
COMMENT ON COLUMN exchanges.question IS 'The question, and further questions of the same asker.';
COMMENT ON COLUMN exchanges.answers IS 'All answers in order, each after its label, an empty line between them.';
COMMENT ON COLUMN exchanges.follow_ups IS 'Number of further questions of the asker.';
COMMENT ON COLUMN exchanges.answer_count IS 'Number of answers.';
COMMENT ON COLUMN exchanges.answer_chars IS 'Characters in all answers.';
COMMENT ON COLUMN exchanges.figure_count IS 'Figures in all answers.';
COMMENT ON COLUMN exchanges.question_turn_id IS 'The question. → turns.turn_id.';
COMMENT ON COLUMN exchanges.loaded_at IS 'When the row was written (UTC): briefings.changed_at.';
COMMENT ON COLUMN exchanges.outlet_as_written IS 'Who asked, as the label has it. → outlets.outlet.';

CREATE TABLE IF NOT EXISTS revisions (
  briefing_id  VARCHAR NOT NULL,
  revision     INTEGER NOT NULL,
  seen_at      TIMESTAMP NOT NULL,
  page_sha256  VARCHAR NOT NULL,
  content_hash VARCHAR NOT NULL,
  title        VARCHAR NOT NULL,
  diff         VARCHAR,
  run_id       VARCHAR NOT NULL
);
COMMENT ON TABLE revisions IS 'One row per text or title of a briefing that was ever seen; more than one means that the page was edited.';
COMMENT ON COLUMN revisions.briefing_id IS '→ briefings.briefing_id.';
COMMENT ON COLUMN revisions.revision IS '1, 2, …';
COMMENT ON COLUMN revisions.seen_at IS 'When this text and title were first fetched (UTC).';
COMMENT ON COLUMN revisions.page_sha256 IS 'The archived page of this revision.';
COMMENT ON COLUMN revisions.content_hash IS 'SHA-256 of the normalised text.';
COMMENT ON COLUMN revisions.title IS 'Title in this revision.';
COMMENT ON COLUMN revisions.diff IS 'Unified diff against the previous revision, a paragraph a line, the title first where it was edited; NULL for the first.';
COMMENT ON COLUMN revisions.run_id IS 'The run that loaded it. → runs.run_id.';

CREATE TABLE IF NOT EXISTS retired_ids (
  id          VARCHAR NOT NULL,
  briefing_id VARCHAR NOT NULL,
  text        VARCHAR NOT NULL,
  retired_at  TIMESTAMP NOT NULL,
  revision    INTEGER NOT NULL
);
COMMENT ON TABLE retired_ids IS 'Ids of turns and figures that once existed and are gone; an id is never given twice.';
COMMENT ON COLUMN retired_ids.id IS 'A turn_id or metric_id.';
COMMENT ON COLUMN retired_ids.briefing_id IS '→ briefings.briefing_id.';
COMMENT ON COLUMN retired_ids.text IS 'The text it stood for.';
COMMENT ON COLUMN retired_ids.retired_at IS 'When it went (UTC).';
COMMENT ON COLUMN retired_ids.revision IS 'The first revision without it; the previous revision''s own number when only the parsers changed.';

CREATE TABLE IF NOT EXISTS briefing_urls (
  url          VARCHAR NOT NULL,
  briefing_id  VARCHAR NOT NULL,
  is_canonical BOOLEAN NOT NULL
);
COMMENT ON TABLE briefing_urls IS 'Every address a transcript was seen at; one transcript at several addresses is one briefing.';
COMMENT ON COLUMN briefing_urls.url IS 'Key. The address, normalised.';
COMMENT ON COLUMN briefing_urls.briefing_id IS '→ briefings.briefing_id.';
COMMENT ON COLUMN briefing_urls.is_canonical IS 'True for the address in briefings.url.';

CREATE TABLE IF NOT EXISTS pages (
  url           VARCHAR NOT NULL,
  site          VARCHAR NOT NULL,
  state         VARCHAR NOT NULL,
  title         VARCHAR,
  listed_on     DATE,
  etag          VARCHAR,
  last_modified VARCHAR,
  page_sha256   VARCHAR,
  first_seen_at TIMESTAMP,
  checked_at    TIMESTAMP,
  next_check_at TIMESTAMP,
  failures      INTEGER NOT NULL,
  reason        VARCHAR
);
COMMENT ON TABLE pages IS 'One row per address that a list page named: what is known about it.';
COMMENT ON COLUMN pages.url IS 'Key. The address, normalised.';
COMMENT ON COLUMN pages.site IS '→ sites.name. The site whose list names the page.';
COMMENT ON COLUMN pages.state IS 'ok, unchanged, blocked, gone, soft_404, quarantined; or seen on a list and not fetched yet.';
COMMENT ON COLUMN pages.title IS 'Title on the list page.';
COMMENT ON COLUMN pages.listed_on IS 'Date on the list page; NULL when it shows none.';
COMMENT ON COLUMN pages.etag IS 'ETag of the last answer, for conditional requests.';
COMMENT ON COLUMN pages.last_modified IS 'Last-Modified of the last answer, for conditional requests.';
COMMENT ON COLUMN pages.page_sha256 IS 'The newest archived body.';
COMMENT ON COLUMN pages.first_seen_at IS 'When a list page first named it (UTC).';
COMMENT ON COLUMN pages.checked_at IS 'When it was last asked for (UTC).';
COMMENT ON COLUMN pages.next_check_at IS 'When it is due again (UTC).';
COMMENT ON COLUMN pages.failures IS 'Failures in a row.';
COMMENT ON COLUMN pages.reason IS 'Why the last attempt failed; NULL when it did not.';

CREATE TABLE IF NOT EXISTS fetches (
  url        VARCHAR NOT NULL,
  run_id     VARCHAR,
  "at"       TIMESTAMP NOT NULL,
  status     INTEGER,
  bytes      BIGINT,
  elapsed_ms INTEGER,
  outcome    VARCHAR NOT NULL
);
COMMENT ON TABLE fetches IS 'One row per HTTP exchange.';
COMMENT ON COLUMN fetches.url IS 'The address asked for.';
COMMENT ON COLUMN fetches.run_id IS '→ runs.run_id.';
COMMENT ON COLUMN fetches."at" IS 'When it was asked for (UTC).';
COMMENT ON COLUMN fetches.status IS 'HTTP status; NULL when no answer came.';
COMMENT ON COLUMN fetches.bytes IS 'Size of the body.';
COMMENT ON COLUMN fetches.elapsed_ms IS 'Milliseconds until the answer was complete.';
COMMENT ON COLUMN fetches.outcome IS 'What the answer meant: ok, unchanged, blocked, gone …';

CREATE TABLE IF NOT EXISTS quarantine (
  url           VARCHAR NOT NULL,
  page_sha256   VARCHAR,
  stage         VARCHAR NOT NULL,
  reason        VARCHAR NOT NULL,
  selector      VARCHAR,
  first_seen_at TIMESTAMP NOT NULL,
  attempts      INTEGER NOT NULL,
  resolved_at   TIMESTAMP
);
COMMENT ON TABLE quarantine IS 'Pages that could not be read or failed a check, with the reason.';
COMMENT ON COLUMN quarantine.url IS 'The address; at most one open row each.';
COMMENT ON COLUMN quarantine.page_sha256 IS 'The archived page, to look at and to retry.';
COMMENT ON COLUMN quarantine.stage IS 'Where it failed: fetch, parse or check.';
COMMENT ON COLUMN quarantine.reason IS 'What is wrong, in a sentence.';
COMMENT ON COLUMN quarantine.selector IS 'The selector that matched nothing, where that was the reason.';
COMMENT ON COLUMN quarantine.first_seen_at IS 'When it first failed (UTC).';
COMMENT ON COLUMN quarantine.attempts IS 'How often it failed.';
COMMENT ON COLUMN quarantine.resolved_at IS 'When it loaded after all (UTC); NULL while it is open.';

CREATE TABLE IF NOT EXISTS runs (
  run_id            VARCHAR NOT NULL,
  flow              VARCHAR NOT NULL,
  site              VARCHAR,
  started_at        TIMESTAMP NOT NULL,
  finished_at       TIMESTAMP,
  outcome           VARCHAR,
  discovered        INTEGER,
  fetched           INTEGER,
  unchanged         INTEGER,
  inserted          INTEGER,
  updated           INTEGER,
  quarantined       INTEGER,
  message           VARCHAR,
  definition_sha256 VARCHAR
);
COMMENT ON TABLE runs IS 'One row per run of a flow.';
COMMENT ON COLUMN runs.run_id IS 'Key. Prefect''s flow-run id.';
COMMENT ON COLUMN runs.flow IS 'watch (a look at every due site), ingest, backfill, reparse, retry, load or check.';
COMMENT ON COLUMN runs.site IS '→ sites.name. NULL for runs over all sites.';
COMMENT ON COLUMN runs.started_at IS 'Start (UTC).';
COMMENT ON COLUMN runs.finished_at IS 'End (UTC); NULL while it runs or when it was killed.';
COMMENT ON COLUMN runs.outcome IS 'success, unchanged, unavailable or failure; NULL while it runs.';
COMMENT ON COLUMN runs.discovered IS 'Addresses on the list pages.';
COMMENT ON COLUMN runs.fetched IS 'Pages asked for.';
COMMENT ON COLUMN runs.unchanged IS 'Pages that were as before.';
COMMENT ON COLUMN runs.inserted IS 'New briefings.';
COMMENT ON COLUMN runs.updated IS 'Changed briefings.';
COMMENT ON COLUMN runs.quarantined IS 'Pages set aside.';
COMMENT ON COLUMN runs.message IS 'What the run says about itself.';
COMMENT ON COLUMN runs.definition_sha256 IS 'SHA-256 of the site definition that the run went by; NULL for runs over all sites and older ones.';

CREATE TABLE IF NOT EXISTS outlets (
  outlet        VARCHAR NOT NULL,
  canonical     VARCHAR NOT NULL,
  type          VARCHAR,
  aliases       VARCHAR[] NOT NULL,
  briefings     INTEGER NOT NULL,
  questions     INTEGER NOT NULL,
  first_seen_on DATE,
  last_seen_on  DATE
);
COMMENT ON TABLE outlets IS 'One row per news outlet as written in a label.';
COMMENT ON COLUMN outlets.outlet IS 'Key. The name as in turns.outlet.';
COMMENT ON COLUMN outlets.canonical IS 'The outlet''s usual name; the name as written, without 《》, when it is not known.';
COMMENT ON COLUMN outlets.type IS 'central, local, hmt (Hong Kong, Macao, Taiwan), foreign, trade or online; NULL when not known.';
COMMENT ON COLUMN outlets.aliases IS 'All spellings seen of the same outlet.';
COMMENT ON COLUMN outlets.briefings IS 'Press conferences it asked at.';
COMMENT ON COLUMN outlets.questions IS 'Questions it asked.';
COMMENT ON COLUMN outlets.first_seen_on IS 'First press conference.';
COMMENT ON COLUMN outlets.last_seen_on IS 'Last press conference.';

CREATE TABLE IF NOT EXISTS speakers (
  speaker       VARCHAR NOT NULL,
  aliases       VARCHAR[] NOT NULL,
  positions     VARCHAR[] NOT NULL,
  briefings     INTEGER NOT NULL,
  turns         INTEGER NOT NULL,
  answers       INTEGER NOT NULL,
  figures       BIGINT NOT NULL,
  first_seen_on DATE,
  last_seen_on  DATE
);
COMMENT ON TABLE speakers IS 'One row per name of a speaking person; namesakes share a row, positions tells them apart.';
COMMENT ON COLUMN speakers.speaker IS 'Key. The name as in turns.speaker.';
COMMENT ON COLUMN speakers.aliases IS 'Labels the person spoke under.';
COMMENT ON COLUMN speakers.positions IS 'Offices stated with the name.';
COMMENT ON COLUMN speakers.briefings IS 'Press conferences the person spoke at.';
COMMENT ON COLUMN speakers.turns IS 'Turns.';
COMMENT ON COLUMN speakers.answers IS 'Turns that answer a question.';
COMMENT ON COLUMN speakers.figures IS 'Figures cited.';
COMMENT ON COLUMN speakers.first_seen_on IS 'First press conference.';
COMMENT ON COLUMN speakers.last_seen_on IS 'Last press conference.';

CREATE TABLE IF NOT EXISTS quality_results (
  run_id       VARCHAR NOT NULL,
  rule         VARCHAR NOT NULL,
  severity     VARCHAR NOT NULL,
  passed       BOOLEAN NOT NULL,
  failing_rows BIGINT NOT NULL,
  sample       VARCHAR[] NOT NULL,
  checked_at   TIMESTAMP NOT NULL
);
COMMENT ON TABLE quality_results IS 'One row per data-quality rule and check run.';
COMMENT ON COLUMN quality_results.run_id IS '→ runs.run_id.';
COMMENT ON COLUMN quality_results.rule IS 'Name of the rule.';
COMMENT ON COLUMN quality_results.severity IS 'error: the data must not be used before this is mended; warning: worth a look.';
COMMENT ON COLUMN quality_results.passed IS 'Whether no more rows failed than the rule tolerates.';
COMMENT ON COLUMN quality_results.failing_rows IS 'Number of failing rows.';
COMMENT ON COLUMN quality_results.sample IS 'Up to five of them: id and detail.';
COMMENT ON COLUMN quality_results.checked_at IS 'When the rule ran (UTC).';

CREATE TABLE IF NOT EXISTS corrections (
  target     VARCHAR NOT NULL,
  field      VARCHAR NOT NULL,
  value      VARCHAR,
  expected   VARCHAR,
  found      VARCHAR,
  status     VARCHAR NOT NULL,
  reason     VARCHAR NOT NULL,
  file       VARCHAR NOT NULL,
  checked_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE corrections IS 'Hand corrections and whether each took effect when its briefing was last derived.';
COMMENT ON COLUMN corrections.target IS 'A briefing_id, turn_id or metric_id.';
COMMENT ON COLUMN corrections.field IS 'The corrected column.';
COMMENT ON COLUMN corrections.value IS 'The right value, as text.';
COMMENT ON COLUMN corrections.expected IS 'What the parsers gave when the correction was written.';
COMMENT ON COLUMN corrections.found IS 'What the parsers give now.';
COMMENT ON COLUMN corrections.status IS 'applied; unmet: the parsers give something else than expected, nothing was changed; missing: no such row.';
COMMENT ON COLUMN corrections.reason IS 'Why, in the words of whoever wrote it.';
COMMENT ON COLUMN corrections.file IS 'The file under corrections/.';
COMMENT ON COLUMN corrections.checked_at IS 'When it was last tried (UTC).';

CREATE TABLE IF NOT EXISTS vocabulary (
  measure VARCHAR NOT NULL,
  english VARCHAR NOT NULL,
  topic   VARCHAR NOT NULL,
  units   VARCHAR[] NOT NULL,
  nature  VARCHAR NOT NULL,
  digest  VARCHAR NOT NULL
);
COMMENT ON TABLE vocabulary IS 'One row per quantity that has an official name: the bundled table with the user''s measures.tsv.';
COMMENT ON COLUMN vocabulary.measure IS 'Key. Official name, as in metrics.measure.';
COMMENT ON COLUMN vocabulary.english IS 'Name in English.';
COMMENT ON COLUMN vocabulary.topic IS 'economy, industry, jobs, housing, transport …';
COMMENT ON COLUMN vocabulary.units IS 'Units or kinds of units that a level of it can have; % makes it a rate.';
COMMENT ON COLUMN vocabulary.nature IS 'stock (so many there are), flow (so many in a time) or ratio (a rate, price, index or average).';
COMMENT ON COLUMN vocabulary.digest IS 'SHA-256 of the tables that the vocabulary was made of.';

CREATE TABLE IF NOT EXISTS sites (
  name           VARCHAR NOT NULL,
  title          VARCHAR,
  province       VARCHAR,
  level          VARCHAR,
  division       VARCHAR,
  base_url       VARCHAR,
  followed_since TIMESTAMP
);
COMMENT ON TABLE sites IS 'One row per press office that was ever read here.';
COMMENT ON COLUMN sites.name IS 'Key. Name of the site definition; it begins the ids of the site''s briefings.';
COMMENT ON COLUMN sites.title IS 'Name of the press office; NULL until a run has read the site again after an upgrade.';
COMMENT ON COLUMN sites.province IS 'Province or municipality that the site speaks for or lies in, such as 江苏省; NULL for a national body.';
COMMENT ON COLUMN sites.level IS 'national, province, municipality, city, district or other.';
COMMENT ON COLUMN sites.division IS 'Code of the area in GB/T 2260, such as 320100; NULL when the definition gives none.';
COMMENT ON COLUMN sites.base_url IS 'Scheme, host and port of the site.';
COMMENT ON COLUMN sites.followed_since IS 'Start of the first run that read it (UTC).';
