-- no-transaction
-- A recording that the carrier tells of again is the same one.
-- A build that fails leaves an invalid index behind: drop it before the next try.
create unique index concurrently if not exists recordings_at_carrier
  on app.recordings (tenant_id, call_id, carrier_sid) where carrier_sid is not null
