-- The exchanges just written get the usual names of their outlets.
UPDATE exchanges SET outlet = outlets.canonical
FROM outlets
WHERE outlets.outlet = exchanges.outlet_as_written
  AND outlets.canonical <> exchanges.outlet
  AND exchanges.loaded_at IN (SELECT unnest($stamps))
  AND exchanges.briefing_id IN (SELECT unnest($ids));
