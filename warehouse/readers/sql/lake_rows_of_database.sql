-- The rows of {table}, which belong to no briefing, as the lake keeps them: with the site, or the sites joined by +,
-- of this database.
CREATE OR REPLACE TEMP VIEW {view} AS
SELECT {site} AS site, {columns} FROM {table} AS t WHERE {site} = {label} OR list_contains({sites}, {site});
