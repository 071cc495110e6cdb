-- Addresses that get nothing more: from one phone of the tenant, or where none is named from the tenant at all.
create table app.suppressions (
  like tenancy.resource_columns including all,
  address text not null constraint suppressions_address_length check (char_length(address) between 3 and 254),
  phone_id uuid,
  reason text constraint suppressions_reason_length check (char_length(reason) between 1 and 200),
  constraint suppressions_phone foreign key (tenant_id, phone_id) references app.phones (tenant_id, id)
    on delete cascade
);
-- An address has one row for a phone, in the trash or not: suppressing it again finds the row, or restores it.
create unique index suppressions_address on app.suppressions (tenant_id, address, phone_id) nulls not distinct;
create index suppressions_newest on app.suppressions (tenant_id, created_at desc, id desc);
create index suppressions_of_phone on app.suppressions (tenant_id, phone_id, created_at desc, id desc);
select tenancy.protect('app.suppressions', 'shared', secrets => '{address}');
