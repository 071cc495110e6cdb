-- To whom a campaign goes: made when it starts, with address and text as they are then. An address is in it once.
create table app.campaign_recipients (
  like tenancy.resource_columns including all,
  campaign_id uuid not null,
  contact_id uuid,
  address text not null constraint campaign_recipients_address_length check (char_length(address) between 3 and 254),
  body text not null,
  status text not null default 'pending'
    constraint campaign_recipients_status_known check (status in ('pending', 'sending', 'sent', 'delivered', 'failed',
      'suppressed', 'in_doubt', 'cancelled')),
  error_code text,
  -- From when on it may be sent.
  not_before timestamptz not null default statement_timestamp(),
  -- Set with a status that is final.
  ended_at timestamptz,
  constraint campaign_recipients_campaign foreign key (tenant_id, campaign_id)
    references app.campaigns (tenant_id, id) on delete cascade,
  constraint campaign_recipients_contact foreign key (tenant_id, contact_id)
    references app.contacts (tenant_id, id) on delete set null (contact_id)
);
create unique index campaign_recipients_address on app.campaign_recipients (tenant_id, campaign_id, address);
create index campaign_recipients_newest on app.campaign_recipients (tenant_id, campaign_id, created_at desc, id desc);
create index campaign_recipients_of_status
  on app.campaign_recipients (tenant_id, campaign_id, status, created_at desc, id desc);
create index campaign_recipients_pending on app.campaign_recipients (tenant_id, campaign_id, not_before, id)
  where status = 'pending';
-- For the foreign key.
create index campaign_recipients_of_contact on app.campaign_recipients (tenant_id, contact_id);
select tenancy.protect('app.campaign_recipients', 'shared', secrets => '{address,body}', settled => 'ended_at');

-- Adds what a statement did to recipients to the counts of their campaign, and completes it where it runs and has no open recipient any more.
create or replace function tenancy.add_to_counts(tenant uuid, campaign uuid, added jsonb) returns void
language plpgsql set search_path = '' as $$
begin
  update app.campaigns c set (counts, status) = (
    select s.counts, case
      when c.status = 'running' and (s.counts ->> 'pending')::bigint + (s.counts ->> 'sending')::bigint
        + (s.counts ->> 'in_doubt')::bigint = 0 then 'completed'
      else c.status end
    from (select coalesce(jsonb_object_agg(e.key, e.value::bigint + coalesce((added ->> e.key)::bigint, 0)), '{}') as counts
      from jsonb_each_text(c.counts) e) s)
  where c.tenant_id = tenant and c.id = campaign;
end $$;
grant execute on function tenancy.add_to_counts(uuid, uuid, jsonb) to bulkhead_app;
