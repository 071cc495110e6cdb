//! Campaigns and their contacts.

use domain::campaigns::CAMPAIGNS;
use domain::contacts::CONTACTS;
use domain::kit::Error;

use super::*;

const COUNTED: [&str; 8] = ["pending", "sending", "sent", "delivered", "failed", "suppressed", "in_doubt", "cancelled"];

impl Tenant {
    pub async fn contact(&self, contact: Json) -> Uuid {
        self.make(&CONTACTS, contact).await.unwrap().id
    }

    /// So many contacts, each with a number of its own, past the API.
    pub async fn contacts(&self, stage: &Stage, count: u32) {
        let sql = format!(
            "insert into app.contacts (tenant_id, id, owner_id, name, phone)
             select '{}', gen_random_uuid(), gen_random_uuid(), 'Person ' || n, '+1415556' || (1000 + n)
             from generate_series(1, {count}) n",
            self.id
        );
        stage.db.superuser(&sql).await;
    }

    pub async fn campaign(&self, more: Json) -> Uuid {
        let mut campaign =
            json!({"name": "Open day", "channel": "sms", "phone_id": self.phone, "body": "Come and see us"});
        campaign.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        self.make(&CAMPAIGNS, campaign).await.unwrap().id
    }

    pub async fn act(&self, campaign: Uuid, verb: &str) -> Result<(), Error> {
        self.verb(&CAMPAIGNS, campaign, verb).await.map(drop)
    }

    pub async fn started(&self, more: Json) -> Uuid {
        let id = self.campaign(more).await;
        self.act(id, "start").await.unwrap();
        id
    }

    /// Status and counts that aren't zero, after a look at whether the counts are those of the rows.
    pub async fn state(&self, stage: &Stage, campaign: Uuid) -> (String, Json) {
        let found = self.find(&CAMPAIGNS, campaign).await;
        let rows = self.rows(stage, "app.campaign_recipients").await;
        let rows: Vec<_> = rows.iter().filter(|row| row["campaign_id"] == json!(campaign)).collect();
        assert_eq!(found["counts"]["total"], json!(rows.len()));
        let mut counts = json!({});
        for status in COUNTED {
            let count = rows.iter().filter(|row| row["status"] == status).count();
            assert_eq!(found["counts"][status], json!(count), "{status}");
            if count > 0 {
                counts[status] = json!(count);
            }
        }
        (found["status"].as_str().unwrap().to_owned(), counts)
    }

    pub async fn expect_state(&self, stage: &Stage, campaign: Uuid, status: &str, counts: Json) {
        assert_eq!(self.state(stage, campaign).await, (status.to_owned(), counts));
    }

    pub async fn refused(&self, campaign: Uuid, verb: &str) -> (String, String) {
        match self.act(campaign, verb).await {
            Err(Error::Invalid(errors)) => (errors[0].field.clone(), errors[0].message.clone()),
            other => panic!("{other:?}"),
        }
    }
}

/// Sends all that a campaign has, window by window.
pub async fn finish(stage: &Stage) {
    let node = stage.node();
    for _ in 0..60 {
        let planned = node.plan_campaigns().await.unwrap();
        stage.let_pass("10 seconds").await;
        node.run_due().await.unwrap();
        if planned == 0 {
            break;
        }
    }
}
