//! Webhooks that end between an event and its delivery.

use serde_json::json;

use super::{Told, Webhook, lead, webhook};
use crate::support::receiver::Answer;
use crate::support::team::Team;

impl Told {
    /// Shows that a node looks for what is due, twice: it has what a webhook of another tenant hears be delivered.
    async fn look_twice(&self, witness: &Team) {
        for _ in 0..2 {
            let before = self.receiver.came_to("/witness").len();
            lead(&witness.owner, "Witness").await;
            self.receiver.wait_for_path("/witness", before + 1).await;
        }
    }

    /// Has an event be heard that is not sent yet, then does something, and shows that nothing is sent. Then undoes it,
    /// and shows that the event waited.
    async fn assert_waits(&self, path: &str, act: impl AsyncFn(&Webhook), undo: impl AsyncFn(&Webhook)) {
        let witness = self.witness(&format!("witness-of-{}", &path[1..])).await;
        let made = self.webhook(path, &["lead.created"], json!({})).await;
        self.hold_back().await;
        let row = lead(self.owner(), "Ada").await;
        self.wait_for_rows("status = 'pending'", 1).await;
        act(&made).await;
        self.let_go().await;
        self.look_twice(&witness).await;
        assert!(self.receiver.came_to(path).is_empty());
        assert_eq!(self.count(&format!("webhook_id = '{}' and status = 'pending' and attempts = 0", made.id)).await, 1);

        undo(&made).await;
        assert_eq!(self.receiver.wait_for_path(path, 1).await[0].row(), row);
        self.wait_for_rows("status <> 'delivered'", 0).await;
        self.owner().delete(&made.path).await.no_content();
    }

    /// A team with a webhook at the same receiver.
    async fn witness(&self, slug: &str) -> Team {
        let witness = self.team.server.tenant(slug).await;
        webhook(&witness.owner, &self.receiver.url("/witness"), &["lead.created"], json!({})).await;
        witness
    }
}

#[tokio::test]
async fn c_13_a_webhook_that_is_deleted_or_paused_before_its_delivery_is_told_nothing() {
    let told = Told::new().await;
    let delete = async |webhook: &Webhook| {
        told.owner().delete(&webhook.path).await.no_content();
    };
    let verb = async |webhook: &Webhook, verb: &str| {
        told.owner().post_empty(&format!("{}/{verb}", webhook.path)).await.ok();
    };
    told.assert_waits("/deleted", delete, async |webhook| verb(webhook, "restore").await).await;
    told.assert_waits(
        "/paused",
        async |webhook| verb(webhook, "pause").await,
        async |webhook| verb(webhook, "resume").await,
    )
    .await;
}

#[tokio::test]
async fn c_13_a_tenant_that_is_suspended_or_closed_before_a_delivery_tells_its_webhooks_nothing() {
    let told = Told::new().await;
    told.assert_waits("/suspended", async |_| told.team.suspend().await, async |_| told.team.resume().await).await;
    told.assert_waits("/closed", async |_| told.team.close(1).await, async |_| told.team.reopen().await).await;
}

#[tokio::test]
async fn c_13_webhooks_that_end_while_messages_are_under_way_are_told_nothing_more() {
    let told = Told::new().await;
    let witness = told.witness("witness").await;
    let paused = told.webhook("/paused", &["lead.created"], json!({})).await;
    let deleted = told.webhook("/deleted", &["lead.created"], json!({})).await;
    told.receiver.answer(|message| if message.path == "/witness" { Answer::Status(200) } else { Answer::Held });
    told.hold_back().await;
    for name in ["Ada", "Bob", "Cleo", "Dan", "Eve", "Finn"] {
        lead(told.owner(), name).await;
    }
    told.wait_for_rows("status = 'pending'", 12).await;
    told.let_go().await;
    for path in ["/paused", "/deleted"] {
        told.receiver.wait_for_path(path, 4).await;
    }
    told.owner().post_empty(&format!("{}/pause", paused.path)).await.ok();
    told.owner().delete(&deleted.path).await.no_content();
    told.receiver.let_go();
    told.wait_for_rows("status = 'delivered'", 8).await;
    told.look_twice(&witness).await;
    assert_eq!(told.count("status = 'pending' and attempts = 0").await, 4);
    for path in ["/paused", "/deleted"] {
        assert_eq!(told.receiver.came_to(path).len(), 4, "{path}");
    }
}
