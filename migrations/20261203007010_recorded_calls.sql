-- Whether an agent's calls are recorded.
alter table app.agents add column records boolean not null default false;
-- What the carrier knows a recording by. Null for those that clients made.
alter table app.recordings add column carrier_sid text;
