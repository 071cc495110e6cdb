//! Suppressed addresses: each once for a phone, and lifted by admins alone.

use serde_json::json;
use tenancy::Role;

use crate::support::reply::Reply;
use crate::support::team::Team;

#[tokio::test]
async fn an_address_is_suppressed_once_for_the_tenant_and_once_for_each_phone() {
    let team = Team::new().await;
    let phone = team.owner.post("/api/phones", json!({"number": "+14155550101"})).await.created().id();
    let suppress = async |address: &str, phone: Option<uuid::Uuid>| -> Reply {
        team.owner.post("/api/suppressions", json!({"address": address, "phone_id": phone, "reason": "Asked"})).await
    };
    for (address, again) in [("Ada@Example.com", "ada@example.com"), ("+442079460000", " +442079460000")] {
        let made = [suppress(address, None).await.created(), suppress(address, Some(phone)).await.created()];
        assert_ne!(made[0].id(), made[1].id());
        assert_eq!(suppress(again, None).await.ok().id(), made[0].id());
        assert_eq!(suppress(again, Some(phone)).await.ok().id(), made[1].id());
        // One that was lifted is suppressed again by the same row.
        let path = format!("/api/suppressions/{}", made[0].id());
        team.owner.delete(&path).await.no_content();
        team.owner.get(&path).await.expect_status(404);
        assert_eq!(suppress(address, None).await.id(), made[0].id());
        assert_eq!(team.owner.get(&path).await.ok()["deleted_at"], json!(null));
    }
    let listed = team.owner.get("/api/suppressions?address=ada%40example.com").await.ok();
    assert_eq!(listed.items().len(), 2, "{listed}");
    for wrong in ["", "ada", "112", "+0442079460000", "ada@example"] {
        suppress(wrong, None).await.field("address");
    }
}

#[tokio::test]
async fn a_member_suppresses_and_an_admin_lifts() {
    let team = Team::new().await;
    let (member, admin) = (team.member("mia", Role::Member).await, team.member("ann", Role::Admin).await);
    let made = member.post("/api/suppressions", json!({"address": "ada@example.com"})).await.created();
    let path = format!("/api/suppressions/{}", made.id());
    member.delete(&path).await.expect(403, "role_too_low");
    // A change of the address would lift the old one.
    for changed in
        [member.patch(&path, json!({"address": "bob@example.com"})).await, member.put(&path, json!({})).await]
    {
        changed.expect_status(405);
    }
    admin.delete(&path).await.no_content();
    let log = team.owner.get("/api/audit-log?table=suppressions").await.ok();
    assert!(!log.body.contains("ada@example.com") && log.body.contains("[redacted]"), "{log}");
}
