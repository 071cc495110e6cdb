//! That a carrier signed a request can't be claimed; it is verified.
fn claim(tenant_id: tenancy::TenantId) -> tenancy::SignedRequest {
    tenancy::SignedRequest { tenant_id, phone_id: tenant_id.0, request_id: tenant_id.0 } //~ E0451 fields `tenant_id`, `phone_id` and `request_id` of struct `SignedRequest` are private
}
