-- The endpoint that a tenant's agents reply by, in the place of the installation's. A tenant has one at most.
create table app.chat_endpoints (
  like tenancy.resource_columns including all,
  -- The root of the API.
  url text not null constraint chat_endpoints_url_form check (url like 'https://%' or url like 'http://%'),
  model text not null constraint chat_endpoints_model_length check (char_length(model) between 1 and 200),
  -- Encrypted for this tenant and this URL.
  api_key bytea
);
create unique index chat_endpoints_of_tenant on app.chat_endpoints (tenant_id);
select tenancy.protect('app.chat_endpoints', 'shared', secrets => '{api_key}');
