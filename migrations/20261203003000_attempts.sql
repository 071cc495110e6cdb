-- Requests to a carrier: a call to place, a message to send. They are the server's own books, which no route shows. The
-- change log has what they come to in the scheduled calls, the calls and the messages, so it has no line of them.
create table app.attempts (
  tenant_id uuid not null,
  -- In the URLs that the carrier calls, and the id of the call that it places.
  id uuid not null,
  phone_id uuid not null,
  kind text not null constraint attempts_kind_known check (kind in ('call', 'message')),
  -- What it is of, by its kind.
  scheduled_call_id uuid,
  message_id uuid,
  -- Of the phone's rate: calls, or segments.
  units bigint not null default 1 constraint attempts_units_range check (units between 1 and 100),
  state text not null default 'planned' constraint attempts_state_known check (state in ('planned', 'dispatching',
    'accepted', 'refused', 'blocked', 'in_doubt', 'unknown', 'cancelled', 'missed')),
  -- How many requests the carrier has not processed, by its own word.
  tries bigint not null default 0 constraint attempts_tries_range check (tries between 0 and 100),
  claim uuid,
  lease_until timestamptz,
  -- When it is requested, and from when on it is too late.
  due_at timestamptz not null,
  expires_at timestamptz not null,
  requested_at timestamptz,
  -- Until when the carrier is asked about one in doubt.
  sought_until timestamptz,
  carrier_sid text,
  error_code text,
  created_at timestamptz not null default statement_timestamp(),
  ended_at timestamptz,
  primary key (tenant_id, id),
  constraint attempts_subject check (scheduled_call_id is not null or message_id is not null),
  constraint attempts_phone foreign key (tenant_id, phone_id) references app.phones (tenant_id, id) on delete cascade,
  constraint attempts_scheduled_call foreign key (tenant_id, scheduled_call_id)
    references app.scheduled_calls (tenant_id, id) on delete cascade,
  constraint attempts_message foreign key (tenant_id, message_id) references app.messages (tenant_id, id)
    on delete cascade
);
-- One call of the carrier's is of one attempt.
create unique index attempts_carrier_sid on app.attempts (tenant_id, phone_id, carrier_sid);
create index attempts_planned on app.attempts (tenant_id, phone_id, kind, due_at, id) where state = 'planned';
create index attempts_held on app.attempts (tenant_id, phone_id, id) where state in ('dispatching', 'in_doubt');
create index attempts_expiring on app.attempts (expires_at) where state in ('planned', 'blocked');
-- For the foreign keys.
create index attempts_of_phone on app.attempts (tenant_id, phone_id);
create index attempts_of_scheduled_call on app.attempts (tenant_id, scheduled_call_id);
create index attempts_of_message on app.attempts (tenant_id, message_id);

insert into tenancy.classes (table_name, class) values ('app.attempts', 'shared');
select tenancy.force_row_security('app.attempts');
select tenancy.isolate('app.attempts', 'shared');
grant select, insert, update on app.attempts to bulkhead_app;
-- For tenancy.due_attempts, tenancy.stale_attempts and tenancy.count_attempts.
create policy owner_dispatches on app.attempts for select to bulkhead_owner using (true);
