-- Made at a start that finds no books of this version, as the simulated carrier's own role in a database of its own.
drop schema if exists simulator cascade;
create schema simulator;
comment on schema simulator is '1';

create table simulator.accounts (
  sid text primary key,
  auth_token text not null,
  calls_per_second double precision not null default 1 check (calls_per_second > 0),
  segments_per_second double precision not null default 1 check (segments_per_second > 0),
  next_call_at timestamptz not null default 'epoch',
  next_segment_at timestamptz not null default 'epoch'
);

create table simulator.numbers (
  account_sid text not null references simulator.accounts,
  phone_number text not null,
  sid text not null unique,
  voice_url text not null,
  sms_url text not null,
  status_callback text not null,
  primary key (account_sid, phone_number)
);

-- How the people behind numbers behave towards an account; those without a row behave by default.
create table simulator.handsets (
  account_sid text not null references simulator.accounts,
  phone_number text not null,
  handset jsonb not null,
  primary key (account_sid, phone_number)
);

create table simulator.calls (
  sid text primary key,
  account_sid text not null references simulator.accounts,
  created_at timestamptz not null,
  call jsonb not null
);
create index calls_newest on simulator.calls (account_sid, created_at desc, sid);

-- What was said in a call, in its order.
create table simulator.lines (
  id bigint generated always as identity primary key,
  call_sid text not null references simulator.calls,
  speaker text not null check (speaker in ('agent', 'person')),
  said text not null
);
create index lines_of_call on simulator.lines (call_sid, id);

create table simulator.recordings (
  sid text primary key,
  account_sid text not null references simulator.accounts,
  call_sid text not null references simulator.calls,
  seconds integer not null
);

create table simulator.messages (
  sid text primary key,
  account_sid text not null references simulator.accounts,
  created_at timestamptz not null,
  message jsonb not null
);
create index messages_newest on simulator.messages (account_sid, created_at desc, sid);

create table simulator.opt_outs (
  account_sid text not null references simulator.accounts,
  phone_number text not null,
  person text not null,
  primary key (account_sid, phone_number, person)
);

-- What is still to happen to a call or a message. An event is deleted in the transaction of its effects.
create table simulator.events (
  id bigint generated always as identity primary key,
  sid text not null,
  due_at timestamptz not null,
  is_ordered boolean not null,
  is_claimed boolean not null default false,
  event jsonb not null
);
create index events_due on simulator.events (due_at, id) where not is_claimed;
create index events_ordered on simulator.events (sid, id) where is_ordered;
