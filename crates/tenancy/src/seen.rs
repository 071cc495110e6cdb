use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::mem;
use std::sync::Arc;

use base::Lane;
use parking_lot::RwLock;

use crate::caller::Credential;
use crate::{Error, Membership, TenantId, TenantRequest};

/// How many credentials are remembered of late, and as many of before.
const REMEMBERED: usize = 32_768;

/// How many lanes share the credentials that no tenant is known of yet, so that many of those are still few lanes.
const UNKNOWN_LANES: u64 = 8;

/// Which tenant each credential was last let into, by the tenant that it named.
///
/// This is for counting alone: who may enter where, the database says in each unit of work. It is learned from those
/// answers, so a caller counts only for tenants that let them in. Cloning shares it.
#[derive(Clone, Default)]
pub struct SeenTenants(Arc<Seen>);

#[derive(Default)]
struct Seen {
    hasher: RandomState,
    known: RwLock<Known>,
}

#[derive(Default)]
struct Known {
    late: HashMap<u64, TenantId>,
    before: HashMap<u64, TenantId>,
}

impl SeenTenants {
    /// The tenant that this caller was last let into by the same name.
    pub fn tenant(&self, entry: &TenantRequest) -> Option<TenantId> {
        self.get(self.key(entry))
    }

    /// The lane in which the caller waits for a connection: their tenant's.
    pub(crate) fn lane(&self, entry: &TenantRequest) -> Lane {
        let key = self.key(entry);
        match self.get(key) {
            Some(TenantId(id)) => Lane::new(id.as_u128()),
            None => Lane::new(u128::from(1 + key % UNKNOWN_LANES)),
        }
    }

    /// Learns from what the database said of an entry.
    pub(crate) fn note(&self, entry: &TenantRequest, said: Result<&Membership, &Error>) {
        let key = self.key(entry);
        let seen = self.get(key);
        match said {
            Ok(membership) if seen != Some(membership.tenant_id()) => self.learn(key, membership.tenant_id()),
            Err(Error::NotAMember) if seen.is_some() => self.forget(key),
            _ => {}
        }
    }

    fn get(&self, key: u64) -> Option<TenantId> {
        let known = self.0.known.read();
        known.late.get(&key).or_else(|| known.before.get(&key)).copied()
    }

    fn learn(&self, key: u64, tenant: TenantId) {
        let mut known = self.0.known.write();
        if known.late.len() >= REMEMBERED {
            known.before = mem::take(&mut known.late);
        }
        known.late.insert(key, tenant);
    }

    fn forget(&self, key: u64) {
        let mut known = self.0.known.write();
        known.late.remove(&key);
        known.before.remove(&key);
    }

    /// The credential and the tenant that it names, hashed with a key that no one outside the process has.
    fn key(&self, entry: &TenantRequest) -> u64 {
        let named = entry.tenant.as_deref();
        let hasher = &self.0.hasher;
        match &entry.who.credential {
            Credential::Session { proof, .. } => {
                hasher.hash_one(("session", proof.token_hash(), proof.session_id(), named))
            }
            Credential::Key { digest, .. } => hasher.hash_one(("key", digest, named)),
            Credential::OnReplica(user_id) => hasher.hash_one(("user", user_id, named)),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{Caller, Intent, Role, TenantRef};

    fn entry(user: u128, named: &str) -> TenantRequest {
        let tenant = if named.is_empty() { TenantRef::HOME } else { TenantRef::parse(named).unwrap() };
        let who = Caller::on_replica(Uuid::from_u128(user));
        TenantRequest { who, tenant, needed: Role::Viewer, intent: Intent::Read, request_id: Uuid::nil() }
    }

    fn member(tenant: u128) -> Membership {
        let tenant_id = TenantId(Uuid::from_u128(tenant));
        let (slug, user_id) = ("acme".into(), Uuid::nil());
        Membership { tenant_id, slug, role: Role::Member, user_id, via: None, is_write_only: false }
    }

    #[test]
    fn ten_8_a_caller_is_counted_for_the_tenant_that_let_them_in_and_for_no_other() {
        let seen = SeenTenants::default();
        let (ann, eve) = (entry(1, "acme"), entry(2, "acme"));
        let before = seen.lane(&ann);
        seen.note(&ann, Ok(&member(100)));
        assert_eq!(seen.tenant(&ann), Some(TenantId(Uuid::from_u128(100))));
        assert_ne!(seen.lane(&ann), before);
        seen.note(&eve, Err(&Error::NotAMember));
        assert_eq!((seen.tenant(&eve), seen.tenant(&entry(1, ""))), (None, None));
        seen.note(&ann, Err(&Error::RoleTooLow));
        assert!(seen.tenant(&ann).is_some());
        seen.note(&ann, Err(&Error::NotAMember));
        assert_eq!(seen.tenant(&ann), None);
    }

    #[test]
    fn a_tenants_id_is_one_name_in_each_of_its_forms() {
        let seen = SeenTenants::default();
        seen.note(&entry(1, "0197a3c2-7d50-7000-8000-000000000001"), Ok(&member(100)));
        for form in ["0197A3C2-7D50-7000-8000-000000000001", "urn:uuid:0197a3c2-7d50-7000-8000-000000000001"] {
            assert!(seen.tenant(&entry(1, form)).is_some(), "{form}");
        }
    }

    #[test]
    fn ten_8_credentials_without_a_known_tenant_share_a_few_lanes() {
        let seen = SeenTenants::default();
        let lanes: std::collections::HashSet<_> = (0..1000).map(|user| seen.lane(&entry(user, "acme"))).collect();
        assert_eq!(lanes.len() as u64, UNKNOWN_LANES);
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let seen = SeenTenants::default();
        for user in 0..100_000 {
            seen.note(&entry(user, ""), Ok(&member(user)));
        }
        let known = seen.0.known.read();
        assert!(known.late.len() <= REMEMBERED && known.before.len() <= REMEMBERED);
        drop(known);
        assert!(seen.tenant(&entry(99_999, "")).is_some());
    }
}
