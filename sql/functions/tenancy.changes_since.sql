-- What happened since a position, for live updates: which row, and who may hear of it, and no value. The position that
-- it leads to stands in each row, and alone where nothing happened. Of a table with more than two hundred lines for the
-- same hearers, one line tells how many there are.
--   old, after_row: the position. of_tenant: null for all tenants. most: lines; there may be more behind them.
-- It is asked many times a second, and to compile it each time would take thirty times as long as to run it.
create or replace function tenancy.changes_since(old text, after_row bigint, of_tenant uuid, most integer)
returns table (snapshot text, final_row bigint, tenant_id uuid, id bigint, transaction_id text, table_name text,
  row_id uuid, operation text, row_version bigint, audience uuid, hearers uuid[], lines bigint)
language plpgsql stable rows 10 security definer set search_path = '' set jit = off as $$
begin
  return query
    with lines as (
      select c.tenant_id, c.id, c.transaction_id, c.table_name, c.row_id, c.row_version, c.audience,
        case when c.operation <> 'update' or not c.fields ? 'deleted_at' then c.operation
          when c.fields -> 'deleted_at' ->> 1 is null then 'restore' else 'delete' end as operation,
        count(*) over (partition by c.tenant_id, c.table_name, c.audience) as alike
      from tenancy.unseen_changes(old::pg_snapshot, of_tenant, after_row, most) c
    ), told as (
      select l.tenant_id, l.id, l.transaction_id, l.table_name, l.row_id, l.operation, l.row_version, l.audience,
        1::bigint as lines
      from lines l where l.alike <= 200
      union all
      select l.tenant_id, max(l.id), (max(l.transaction_id::text::numeric))::text::xid8, l.table_name, null, 'many', null,
        l.audience, count(*)
      from lines l where l.alike > 200 group by l.tenant_id, l.table_name, l.audience
    )
    select p.snapshot, p.final_row, t.tenant_id, t.id, t.transaction_id::text, t.table_name, t.row_id, t.operation,
      t.row_version, t.audience, tenancy.hearers(t.tenant_id, t.table_name, t.audience), t.lines
    from tenancy.log_position() p left join told t on true
    order by t.id;
end $$;
grant execute on function tenancy.changes_since(text, bigint, uuid, integer) to bulkhead_platform;
