//! The start of a campaign: each recipient gets a row, with address and text as they are then.

use std::fmt::Debug;

use sqlx::Row;
use sqlx::postgres::PgRow;
use tenancy::{Error, Statement, TenantId, TenantTx};
use uuid::Uuid;

use super::channel::Channel;
use super::obstacle::Obstacle;
use super::template::{self, Part, Placeholder};
use crate::kit;

/// The most characters of an e-mail's subject.
const LONGEST_SUBJECT: i64 = 500;

/// Recipients that campaigns of a tenant begin with within a day.
pub(super) const RECIPIENTS_PER_DAY: i64 = 10_000;

/// Contacts that an error names.
const NAMED: i64 = 3;

/// What a campaign's recipients are made from. Its row is locked.
#[derive(Debug)]
pub(super) struct Campaign {
    pub id: Uuid,
    channel: Channel,
    subject: Option<String>,
    body: String,
    phone_id: Option<Uuid>,
    audience: Vec<String>,
}

/// The texts of a campaign, read.
struct Texts {
    /// Empty but in an e-mail.
    subject: Vec<Part>,
    body: Vec<Part>,
}

/// The columns that [`Campaign::read`] reads.
pub(super) const COLUMNS: &str = "id, channel, subject, body, phone_id, audience";

impl Campaign {
    pub fn read(row: &PgRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.try_get("id")?,
            channel: Channel::parse(row.try_get("channel")?),
            subject: row.try_get("subject")?,
            body: row.try_get("body")?,
            phone_id: row.try_get("phone_id")?,
            audience: row.try_get("audience")?,
        })
    }

    pub fn of(row: &kit::LockedRow) -> Result<Self, kit::Error> {
        Ok(Self {
            id: row.id,
            channel: Channel::parse(row.get("channel")?),
            subject: row.get("subject")?,
            body: row.get("body")?,
            phone_id: row.get("phone_id")?,
            audience: row.get("audience")?,
        })
    }

    /// What is in the way of a start now.
    pub async fn find_obstacle<P: Send + Debug>(
        &self,
        tx: &mut TenantTx<P>,
        tenant_id: TenantId,
    ) -> Result<Option<Obstacle>, Error> {
        let Some(texts) = self.texts() else { return Ok(Some(Obstacle::Template)) };
        if let Some(obstacle) = self.find_obstacle_of_phone(tx, tenant_id).await? {
            return Ok(Some(obstacle));
        }
        let begun = begun_today(tx, tenant_id).await?;
        let most = self.channel.longest();
        let mut sql = Statement::new("");
        self.push_chosen(&mut sql, tenant_id, &texts);
        sql.push(
            " select count(*), count(*) filter (where misses <> '{}'),
               coalesce((array_agg(name order by name, id) filter (where misses <> '{}'))[1:",
        );
        sql.bind(NAMED).push("::integer], '{}'), count(*) filter (where char_length(body) > ").bind(most);
        sql.push("), count(*) filter (where char_length(subject) > ").bind(LONGEST_SUBJECT);
        sql.push("), array(select distinct unnest(misses) from chosen order by 1) from chosen");
        let row = tx.run(sql).await?.pop().ok_or(sqlx::Error::RowNotFound)?;
        let (all, missing): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
        let (long_bodies, long_subjects): (i64, i64) = (row.try_get(3)?, row.try_get(4)?);
        Ok(match () {
            () if all == 0 => Some(Obstacle::NoRecipients(self.channel)),
            () if begun + all > RECIPIENTS_PER_DAY => Some(Obstacle::TooMany),
            () if missing > 0 => {
                let placeholders: Vec<String> = row.try_get(5)?;
                let field = if texts.body_asks_for(&placeholders) { "body" } else { "subject" };
                Some(Obstacle::MissingValues { field, count: missing, names: row.try_get(2)?, placeholders })
            }
            () if long_bodies > 0 => Some(Obstacle::TooLong { field: "body", count: long_bodies, most }),
            () if long_subjects > 0 => {
                Some(Obstacle::TooLong { field: "subject", count: long_subjects, most: LONGEST_SUBJECT })
            }
            () => None,
        })
    }

    /// What is in the way of the phone's; an e-mail is from none.
    async fn find_obstacle_of_phone<P: Send + Debug>(
        &self,
        tx: &mut TenantTx<P>,
        tenant_id: TenantId,
    ) -> Result<Option<Obstacle>, Error> {
        if self.channel == Channel::Email {
            return Ok(None);
        }
        let mut sql = Statement::new(
            "select exists (select from app.agents a where a.tenant_id = p.tenant_id and a.phone_id = p.id
               and a.direction = 'outgoing' and a.active and a.deleted_at is null)
             from app.phones p where p.deleted_at is null and p.tenant_id = ",
        );
        sql.bind(tenant_id).push(" and p.id = ").bind(self.phone_id);
        let Some(row) = tx.run(sql).await?.pop() else { return Ok(Some(Obstacle::Phone)) };
        let has_agent: bool = row.try_get(0)?;
        Ok((self.channel == Channel::Voice && !has_agent).then_some(Obstacle::Agent))
    }

    /// `None` where a text is no template.
    fn texts(&self) -> Option<Texts> {
        let subject = match (&self.subject, self.channel) {
            (Some(subject), Channel::Email) => template::parse(subject).ok()?,
            _ => Vec::new(),
        };
        Some(Texts { subject, body: template::parse(&self.body).ok()? })
    }

    /// Makes the recipients, those that are suppressed as such. The campaign is running.
    pub async fn freeze<P: Send + Debug>(&self, tx: &mut TenantTx<P>, tenant_id: TenantId) -> Result<(), Error> {
        let Some(texts) = self.texts() else { return Ok(()) };
        let mut sql = Statement::new("");
        self.push_chosen(&mut sql, tenant_id, &texts);
        sql.push(
            ", made as (insert into app.campaign_recipients
               (tenant_id, id, owner_id, campaign_id, contact_id, address, subject, body, status, ended_at)
             select p.tenant_id, gen_random_uuid(), p.owner_id, p.id, r.id, r.address, r.subject, r.body,
               case when r.suppressed then 'suppressed' else 'pending' end,
               case when r.suppressed then statement_timestamp() end
             from app.campaigns p, (select r.*, exists (
               select from app.suppressions s where s.tenant_id = ",
        );
        sql.bind(tenant_id).push(" and s.address = r.address and s.deleted_at is null");
        sql.push(" and (s.phone_id is null or s.phone_id = ").bind(self.phone_id);
        sql.push(")) as suppressed from chosen r where r.misses = '{}') r where p.tenant_id = ").bind(tenant_id);
        sql.push(" and p.id = ").bind(self.id).push(" returning status) select tenancy.add_to_counts(");
        sql.bind(tenant_id).push(", ").bind(self.id).push(
            ", jsonb_object_agg(m.status, m.count) || jsonb_build_object('total', sum(m.count)))
             from (select status, count(*) from made group by status) m",
        );
        tx.run(sql).await?;
        let mut sql = Statement::new("update app.campaigns set started_at = statement_timestamp() where tenant_id = ");
        sql.bind(tenant_id).push(" and id = ").bind(self.id);
        tx.run(sql).await.map(drop)
    }

    /// Appends the query `chosen`: of the contacts with one address the one of which the most is known, then the oldest.
    fn push_chosen(&self, sql: &mut Statement, tenant_id: TenantId, texts: &Texts) {
        sql.push("with people as (select c.id, c.name, c.created_at, ")
            .push(self.channel.address())
            .push(" as address, ");
        push_filled(sql, &texts.body);
        sql.push(" as body, ");
        if self.channel == Channel::Email {
            // A name may have a line break, which a subject can't.
            sql.push("regexp_replace(");
            push_filled(sql, &texts.subject);
            sql.push(", '\\s+', ' ', 'g')");
        } else {
            sql.push("null::text");
        }
        sql.push(" as subject, array_remove(array[null");
        let mut asked: Vec<Placeholder> = Vec::new();
        for part in texts.body.iter().chain(&texts.subject) {
            if let Part::Placeholder(placeholder) = part
                && !asked.contains(placeholder)
            {
                asked.push(*placeholder);
            }
        }
        for placeholder in asked {
            sql.push(", case when coalesce(").push(placeholder.sql()).push(", '') = '' then '");
            sql.push(placeholder.name()).push("' end");
        }
        sql.push("]::text[], null) as misses from app.contacts c where c.deleted_at is null and c.tenant_id = ")
            .bind(tenant_id);
        if !self.audience.is_empty() {
            sql.push(" and c.tags && ").bind(self.audience.clone()).push("::text[]");
        }
        sql.push("), chosen as (select distinct on (p.address) p.* from people p where ")
            .push(self.channel.is_address());
        sql.push(" order by p.address, cardinality(p.misses), p.created_at, p.id)");
    }
}

impl Texts {
    fn body_asks_for(&self, placeholders: &[String]) -> bool {
        let asks =
            |part: &Part| matches!(part, Part::Placeholder(one) if placeholders.iter().any(|name| name == one.name()));
        self.body.iter().any(asks)
    }
}

/// How many recipients the tenant's campaigns have begun with within a day.
async fn begun_today<P: Send + Debug>(tx: &mut TenantTx<P>, tenant_id: TenantId) -> Result<i64, Error> {
    let mut sql = Statement::new(
        "select coalesce(sum((counts ->> 'total')::bigint), 0)::bigint from app.campaigns
         where started_at > statement_timestamp() - interval '1 day' and tenant_id = ",
    );
    sql.bind(tenant_id);
    Ok(tx.run(sql).await?.pop().ok_or(sqlx::Error::RowNotFound)?.try_get(0)?)
}

/// Appends the text for a contact `c`.
fn push_filled(sql: &mut Statement, parts: &[Part]) {
    sql.push("''");
    for part in parts {
        match part {
            Part::Literal(text) => sql.push(" || ").bind(text.clone()).push("::text"),
            Part::Placeholder(placeholder) => sql.push(" || coalesce(").push(placeholder.sql()).push(", '')"),
        };
    }
}
