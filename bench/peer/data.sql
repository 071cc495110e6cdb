-- 1,000 tenants with a user and 1,000 leads each: the rows of the bench's schema.sql, ids included, in our tables, with
-- the change log that its trigger would have written one by one. Run by a superuser.
set session_replication_role = replica;

insert into auth.users (id, email, name, password_hash, password_changed_at, created_at, updated_at)
  select md5('user-' || n)::uuid, 'user' || n || '@bench.test', 'User ' || n,
    '$argon2id$v=19$m=19456,t=2,p=1$YmVuY2hiZW5jaGJlbmNoMQ$ceRGzitRzhVoCnNnhRB/I2rqbvm7VYhgJeQ8hCWuuhU',
    timestamptz '2026-01-01', timestamptz '2026-01-01', timestamptz '2026-01-01'
  from generate_series(1, 1000) n;
insert into tenancy.tenants (tenant_id, id, slug, name, kind)
  select md5('tenant-' || n)::uuid, md5('tenant-' || n)::uuid, 'tenant-' || n, 'Tenant ' || n, 'personal' from generate_series(1, 1000) n;
insert into tenancy.memberships (tenant_id, user_id, role)
  select md5('tenant-' || n)::uuid, md5('user-' || n)::uuid, 'owner' from generate_series(1, 1000) n;
insert into tenancy.homes (tenant_id, user_id)
  select md5('tenant-' || n)::uuid, md5('user-' || n)::uuid from generate_series(1, 1000) n;
insert into app.leads (tenant_id, id, owner_id, name, email, phone, status, notes, created_at, updated_at)
  select md5('tenant-' || n)::uuid, md5('lead-' || n || '-' || i)::uuid, md5('user-' || n)::uuid,
    'Lead ' || n || '-' || i, 'lead' || i || '@t' || n || '.test', '+1555' || lpad(i::text, 7, '0'),
    (array['new', 'contacted', 'qualified', 'won', 'lost'])[1 + i % 5], 'Note for lead ' || i || ' of tenant ' || n,
    timestamptz '2026-01-01' + i * interval '1 hour' + n * interval '1 second', timestamptz '2026-06-01'
  from generate_series(1, 1000) i, generate_series(1, 1000) n;     -- interleaved, as tenants write in real life

insert into tenancy.changes (tenant_id, table_name, row_id, operation, actor_id, fields, changed_at)
  select tenant_id, 'leads', id, 'insert', owner_id,
    jsonb_build_object('id', id, 'owner_id', owner_id, 'name', name, 'email', email, 'phone', phone, 'status', status, 'notes', notes),
    created_at
  from app.leads;
vacuum (analyze);
checkpoint;
