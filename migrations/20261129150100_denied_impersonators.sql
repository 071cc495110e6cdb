-- While a platform admin acts as a member, what they try is recorded under both names.
alter table tenancy.denied_accesses add column impersonator_id uuid;
comment on column tenancy.denied_accesses.impersonator_id is 'The platform admin who acted as the actor, where one did.';
comment on column tenancy.denied_accesses.alert is
  'Whether it was the third within ten minutes of the person who acted (the impersonator, where there was one), or a later one.';
