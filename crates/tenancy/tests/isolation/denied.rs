//! Attempts at what is another tenant's are seen.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use base::Clock;
use tenancy::denied::{self, DeniedAccess, MissedLookup, Target};
use tenancy::testing::TestDb;
use tenancy::{TenantId, TenantRef};
use time::macros::datetime;
use uuid::Uuid;

struct Case {
    test: TestDb,
    clock: Clock,
    own: Uuid,
    actor: Uuid,
    other: Uuid,
    lead: Uuid,
}

impl Case {
    async fn new() -> Self {
        let test = TestDb::new().await;
        let (own, actor) = test.tenant("own").await;
        let (other, owner) = test.tenant("other").await;
        let lead = Uuid::now_v7();
        test.superuser(&format!(
            "insert into app.leads (tenant_id, id, owner_id, name) values ('{other}', '{lead}', '{owner}', 'x')"
        ))
        .await;
        Self { test, clock: Clock::manual(datetime!(2026-01-01 0:00 UTC)), own, actor, other, lead }
    }

    fn miss(&self, target: Target) -> MissedLookup {
        MissedLookup {
            actor_id: self.actor,
            impersonator_id: None,
            named: TenantId(self.own).into(),
            target,
            route: "findLead",
            request_id: Uuid::now_v7(),
            address: Some("192.0.2.7".parse().unwrap()),
        }
    }

    /// The two ends of a queue whose drops are counted.
    fn counting(&self, dropped: &Arc<AtomicU64>) -> (denied::DeniedAccessQueue, denied::Worker) {
        let dropped = Arc::clone(dropped);
        let count = move || {
            dropped.fetch_add(1, Ordering::Relaxed);
        };
        denied::queue(self.test.pool("bulkhead_platform", 1), self.clock.clone(), count)
    }

    /// Has an admin act as a user in a tenant.
    async fn impersonate(&self, admin: Uuid, user: Uuid, tenant: Uuid) {
        self.test
            .superuser(&format!(
                "insert into tenancy.impersonations (tenant_id, id, admin_id, user_id, reason, read_only, expires_at)
                 values ('{tenant}', gen_random_uuid(), '{admin}', '{user}', 'a reason of this test', true, now() + interval '1 minute')"
            ))
            .await;
    }

    /// Checks the misses and answers what is recorded, oldest first.
    async fn check(&self, misses: impl IntoIterator<Item = MissedLookup>) -> Vec<DeniedAccess> {
        let (notes, worker) = denied::queue(self.test.pool("bulkhead_platform", 1), self.clock.clone(), || {});
        for miss in misses {
            notes.note(miss);
        }
        drop(notes);
        worker.run().await;
        self.recorded().await
    }

    /// What is recorded, oldest first.
    async fn recorded(&self) -> Vec<DeniedAccess> {
        let mut recorded =
            self.test.db(1).list_denied_accesses(&self.test.platform_admin().await, None, 20_000).await.unwrap();
        recorded.reverse();
        recorded
    }
}

#[tokio::test]
async fn ten_7_a_foreign_id_is_recorded_with_actor_tenant_target_and_route() {
    let case = Case::new().await;
    let miss = case.miss(Target::Row { table: "app.leads", id: case.lead });
    let recorded = case.check([miss.clone()]).await;
    let [denied] = &recorded[..] else { panic!("{recorded:#?}") };
    assert_eq!((denied.actor_id, denied.actor_tenant_id), (case.actor, Some(TenantId(case.own))));
    assert_eq!(
        (denied.owner_tenant_id, denied.table_name.as_str(), denied.row_id),
        (TenantId(case.other), "app.leads", case.lead)
    );
    assert_eq!((denied.route.as_str(), denied.request_id), ("findLead", miss.request_id));
    assert_eq!((denied.at, denied.address.as_deref()), (case.clock.now(), Some("192.0.2.7")));
}

#[tokio::test]
async fn ten_7_a_random_id_and_an_own_one_are_no_denied_access() {
    let case = Case::new().await;
    let own = Uuid::now_v7();
    case.test
        .superuser(&format!("insert into app.leads (tenant_id, id, owner_id, name, deleted_at) values ('{}', '{own}', '{}', 'x', now())", case.own, case.actor))
        .await;
    let misses = [own, Uuid::now_v7(), Uuid::now_v7()].map(|id| case.miss(Target::Row { table: "app.leads", id }));
    let unknown = TenantRef::parse("unknown").unwrap();
    assert_eq!(case.check(misses.into_iter().chain([case.miss(Target::Tenant(unknown))])).await.len(), 0);
}

#[tokio::test]
async fn ten_7_the_third_in_ten_minutes_alerts() {
    let case = Case::new().await;
    let miss = case.miss(Target::Row { table: "app.leads", id: case.lead });
    let alerts = |recorded: Vec<DeniedAccess>| recorded.iter().map(|denied| denied.alert).collect::<Vec<_>>();
    assert_eq!(alerts(case.check([miss.clone(), miss.clone()]).await), [false, false]);
    case.clock.advance(Duration::from_secs(601));
    assert_eq!(
        alerts(case.check([miss.clone(), miss.clone(), miss.clone(), miss]).await),
        [false, false, false, false, true, true]
    );
}

#[tokio::test]
async fn ten_7_a_named_foreign_tenant_is_recorded_under_the_actors_home() {
    let case = Case::new().await;
    for named in ["other", &case.other.to_string()] {
        let target = Target::Tenant(TenantRef::parse(named).unwrap());
        let recorded = case.check([MissedLookup { named: TenantRef::HOME, ..case.miss(target) }]).await;
        let denied = recorded.last().unwrap();
        assert_eq!((denied.actor_tenant_id, denied.owner_tenant_id), (Some(TenantId(case.own)), TenantId(case.other)));
        assert_eq!((denied.table_name.as_str(), denied.row_id), ("tenancy.tenants", case.other));
    }
}

#[tokio::test]
async fn ten_7_noting_never_waits() {
    let case = Case::new().await;
    let dropped = Arc::new(AtomicU64::new(0));
    let (notes, worker) = case.counting(&dropped);
    for _ in 0..2000 {
        notes.note(case.miss(Target::Row { table: "app.leads", id: case.lead }));
    }
    assert_eq!(dropped.load(Ordering::Relaxed), 2000 - 64);
    drop(worker);
}

#[tokio::test]
async fn aud_5_ten_attempts_are_recorded_beside_ten_thousand_of_another_actor() {
    const FLOOD: u64 = 10_000;
    let case = Case::new().await;
    let (_, quiet) = case.test.tenant("quiet").await;
    let dropped = Arc::new(AtomicU64::new(0));
    let (notes, worker) = case.counting(&dropped);
    let lead = || Target::Row { table: "app.leads", id: case.lead };
    let flood = async {
        for number in 0..FLOOD {
            notes.note(case.miss(lead()));
            if number % (FLOOD / 10) == FLOOD / 10 - 1 {
                notes.note(MissedLookup { actor_id: quiet, ..case.miss(lead()) });
                tokio::task::yield_now().await;
            }
        }
        drop(notes);
    };
    tokio::join!(worker.run(), flood);

    let recorded = case.recorded().await;
    let of = |actor: Uuid| recorded.iter().filter(move |denied| denied.actor_id == actor);
    assert_eq!(of(quiet).count(), 10);
    assert_eq!(of(quiet).map(|denied| denied.alert).collect::<Vec<_>>()[..3], [false, false, true]);
    let dropped = dropped.load(Ordering::Relaxed);
    assert!(dropped > 0);
    assert_eq!(of(case.actor).count() as u64 + dropped, FLOOD, "each miss of the flood is recorded or counted");
    assert!(of(case.actor).any(|denied| denied.alert));
}

#[tokio::test]
async fn aud_5_a_miss_that_could_not_be_checked_counts_as_dropped() {
    let case = Case::new().await;
    case.test.superuser("revoke insert on tenancy.denied_accesses from bulkhead_platform").await;
    let dropped = Arc::new(AtomicU64::new(0));
    let (notes, worker) = case.counting(&dropped);
    notes.note(case.miss(Target::Row { table: "app.leads", id: case.lead }));
    drop(notes);
    worker.run().await;
    assert_eq!((case.recorded().await.len(), dropped.load(Ordering::Relaxed)), (0, 1));
}

#[tokio::test]
async fn aud_5_what_an_impersonator_tries_is_recorded_in_both_names_and_alerts_for_the_person() {
    let case = Case::new().await;
    let (admin, colleague) = (Uuid::now_v7(), Uuid::now_v7());
    case.test
        .superuser(&format!(
            "insert into tenancy.memberships (tenant_id, user_id, role) values ('{}', '{colleague}', 'member')",
            case.own
        ))
        .await;
    case.impersonate(admin, case.actor, case.own).await;
    case.impersonate(admin, colleague, case.own).await;
    let miss = case.miss(Target::Row { table: "app.leads", id: case.lead });
    let acting =
        |actor_id| MissedLookup { actor_id, impersonator_id: Some(admin), named: TenantRef::HOME, ..miss.clone() };
    let recorded = case.check([acting(case.actor), acting(colleague), acting(case.actor), miss.clone()]).await;
    let seen: Vec<_> = recorded.iter().map(|denied| (denied.actor_id, denied.impersonator_id, denied.alert)).collect();
    // The admin's third is the alert, as whichever member; the member's own miss is their first. The queues take turns.
    assert_eq!(
        seen,
        [
            (case.actor, Some(admin), false),
            (case.actor, None, false),
            (colleague, Some(admin), false),
            (case.actor, Some(admin), true),
        ]
    );
    assert!(recorded.iter().all(|denied| denied.actor_tenant_id == Some(TenantId(case.own))));
}

#[tokio::test]
async fn aud_5_an_impersonator_belongs_to_the_tenant_of_the_impersonation_alone() {
    let case = Case::new().await;
    let admin = Uuid::now_v7();
    case.test
        .superuser(&format!(
            "insert into tenancy.memberships (tenant_id, user_id, role) values ('{}', '{}', 'member')",
            case.other, case.actor
        ))
        .await;
    case.impersonate(admin, case.actor, case.own).await;
    let miss = case.miss(Target::Row { table: "app.leads", id: case.lead });
    let acting = |target| MissedLookup { impersonator_id: Some(admin), target, ..miss.clone() };
    let own = Target::Tenant(TenantId(case.own).into());
    let recorded = case.check([miss.clone(), acting(own), acting(miss.target.clone())]).await;
    let [denied] = &recorded[..] else { panic!("{recorded:#?}") };
    assert_eq!((denied.impersonator_id, denied.owner_tenant_id), (Some(admin), TenantId(case.other)));
}
