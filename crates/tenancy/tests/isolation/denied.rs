//! Attempts at what is another tenant's are seen.

use std::time::Duration;

use auth::Clock;
use tenancy::denied::{self, DeniedAccess, Miss, Target};
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

    fn miss(&self, target: Target) -> Miss {
        Miss {
            actor_id: self.actor,
            named: TenantId(self.own).into(),
            target,
            route: "findLead",
            request_id: Uuid::now_v7(),
            address: Some("192.0.2.7".parse().unwrap()),
        }
    }

    /// Checks the misses and answers what is recorded, oldest first.
    async fn check(&self, misses: impl IntoIterator<Item = Miss>) -> Vec<DeniedAccess> {
        let (notes, worker) = denied::queue(self.test.pool("bulkhead_platform", 1), self.clock.clone());
        for miss in misses {
            notes.note(miss);
        }
        drop(notes);
        worker.run().await;
        let mut recorded =
            self.test.db(1).list_denied_accesses(&self.test.platform_admin().await, None, 100).await.unwrap();
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
    let unknown = TenantRef::parse("nobody").unwrap();
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
async fn ten_7_a_named_tenant_of_somebody_else_is_recorded_under_the_actors_home() {
    let case = Case::new().await;
    for named in ["other", &case.other.to_string()] {
        let target = Target::Tenant(TenantRef::parse(named).unwrap());
        let recorded = case.check([Miss { named: TenantRef::HOME, ..case.miss(target) }]).await;
        let denied = recorded.last().unwrap();
        assert_eq!((denied.actor_tenant_id, denied.owner_tenant_id), (Some(TenantId(case.own)), TenantId(case.other)));
        assert_eq!((denied.table_name.as_str(), denied.row_id), ("tenancy.tenants", case.other));
    }
}

#[tokio::test]
async fn ten_7_noting_never_waits() {
    let case = Case::new().await;
    let (notes, worker) = denied::queue(case.test.pool("bulkhead_platform", 1), case.clock.clone());
    for _ in 0..2000 {
        notes.note(case.miss(Target::Row { table: "app.leads", id: case.lead }));
    }
    assert_eq!(notes.dropped(), 2000 - 1024);
    drop(worker);
}
