-- The carrier sends each phone's calls and messages here, as far as it was asked. A warning: it is the tenant's admins who
-- set numbers at their carriers.
with deaf as (
  select tenant_id, phone_id, differences from tenancy.phones_not_receiving(21)
)
(select format('phone %s of tenant %s', phone_id, tenant_id) as object,
  format('its carrier sends calls or messages elsewhere (%s): enter the phone''s webhook_urls there',
    array_to_string(differences, ', ')) as fault
  from deaf order by 1 limit 20)
union all
select 'phones', 'more than twenty receive nothing: GET /api/phones says which, by receiving'
from deaf having count(*) > 20
