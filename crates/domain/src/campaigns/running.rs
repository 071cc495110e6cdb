//! A campaign that runs plans its next few recipients.
//!
//! Only a few are planned ahead, so that a pause takes effect at once and the campaigns of a phone take turns.

use sqlx::Row;
use sqlx::postgres::PgRow;
use tenancy::{Error, JobContext, Statement, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::follow::push_counted;
use super::plan::Means;
use super::quiet_hours::QuietHours;
use crate::attempts::{self, Kind};

/// How far ahead recipients are planned, in seconds, and how many at most.
const AHEAD_SECONDS: f64 = 4.0;
const MOST_AHEAD: i64 = 200;

/// Recipients that are looked at in one pass, those among them that wait for their morning.
const BATCH: i64 = 500;

/// E-mails that leave within a second where the campaign has no rate.
const EMAILS_PER_SECOND: i64 = 10;

/// What is known of a locked campaign that runs.
pub(super) struct Running {
    id: Uuid,
    sender: Sender,
    /// Seconds from one recipient to the next.
    interval: f64,
    /// Seconds until its rate permits the next one.
    wait: f64,
    /// How many may be planned now.
    most: usize,
    now: OffsetDateTime,
}

/// What a campaign's recipients hear from.
struct Sender {
    /// None by e-mail.
    phone_id: Option<Uuid>,
    kind: Kind,
    per_second: i64,
    has_quiet_hours: bool,
}

impl Sender {
    /// `None` where nothing may be begun now.
    async fn read(tx: &mut TenantTx<JobContext>, row: &PgRow, means: Means) -> Result<Option<Self>, Error> {
        let kind = match row.try_get("channel")? {
            "voice" => Kind::Call,
            "sms" => Kind::Message,
            _ => {
                let may_start = means.mail && attempts::tenant_may_start(tx).await?;
                let email =
                    Self { phone_id: None, kind: Kind::Email, per_second: EMAILS_PER_SECOND, has_quiet_hours: false };
                return Ok(may_start.then_some(email));
            }
        };
        let Some(phone_id) = row.try_get::<Option<Uuid>, _>("phone_id")? else { return Ok(None) };
        if !attempts::may_start(tx, phone_id, means.simulated_carrier).await? {
            return Ok(None);
        }
        let mut sql = Statement::new(
            "select calls_per_second as call, segments_per_second as message, provider = 'twilio' as is_real
             from app.phones where tenant_id = ",
        );
        sql.bind(tx.proof().tenant_id()).push(" and id = ").bind(phone_id);
        let Some(phone) = tx.run(sql).await?.pop() else { return Ok(None) };
        let (per_second, has_quiet_hours) = (phone.try_get(kind.as_str())?, phone.try_get("is_real")?);
        Ok(Some(Self { phone_id: Some(phone_id), kind, per_second, has_quiet_hours }))
    }

    /// What a text takes of the phone's rate.
    fn units(&self, text: &str) -> i64 {
        match self.kind {
            Kind::Message => base::segments::segments(text).map_or(1, |segments| i64::from(segments.count)).max(1),
            Kind::Call | Kind::Email => 1,
        }
    }
}

impl Running {
    /// `None` where nothing may be begun now.
    pub async fn read(tx: &mut TenantTx<JobContext>, row: &PgRow, means: Means) -> Result<Option<Self>, Error> {
        let Some(sender) = Sender::read(tx, row, means).await? else { return Ok(None) };
        // A phone has a rate of its own, which each claim keeps to. E-mails have the one that is planned here.
        let of_emails = (sender.kind == Kind::Email).then_some(60 * EMAILS_PER_SECOND);
        let rate: Option<i64> = row.try_get::<Option<i64>, _>("rate")?.or(of_emails);
        let (interval, per_second) = match rate {
            Some(a_minute) => (60.0 / seconds(a_minute), (a_minute + 59) / 60),
            None => (0.0, sender.per_second),
        };
        // As many as leave within the time ahead, and room for those that are under way.
        let window = (4 * per_second).clamp(4, MOST_AHEAD);
        let sending: i64 = row.try_get::<&str, _>("sending")?.parse().unwrap_or(window);
        Ok(Some(Self {
            id: row.try_get("id")?,
            sender,
            interval,
            wait: row.try_get::<Option<f64>, _>("wait")?.unwrap_or_default(),
            most: usize::try_from(window - sending).unwrap_or_default(),
            now: row.try_get("now")?,
        }))
    }

    /// Plans the next recipients, and moves those for whom it is night. Returns how many were planned.
    pub async fn plan(&self, tx: &mut TenantTx<JobContext>) -> Result<u64, Error> {
        let tenant_id = tx.proof().tenant_id();
        if self.most == 0 || self.wait > AHEAD_SECONDS {
            return Ok(0);
        }
        let mut quiet = QuietHours::new(self.now);
        let (mut planned, mut units, mut delays) = (Vec::new(), Vec::new(), Vec::new());
        let (mut moved, mut times) = (Vec::new(), Vec::new());
        let mut next = self.wait;
        for row in self.pending(tx).await? {
            let (recipient, address): (Uuid, &str) = (row.try_get(0)?, row.try_get(1)?);
            let until = if self.sender.has_quiet_hours { quiet.until(address) } else { None };
            if let Some(until) = until {
                moved.push(recipient);
                times.push(until);
                continue;
            }
            if next > AHEAD_SECONDS || planned.len() >= self.most {
                break;
            }
            planned.push(recipient);
            units.push(self.sender.units(row.try_get(2)?));
            delays.push(next);
            next += self.interval;
        }
        if !moved.is_empty() {
            let mut sql = Statement::new("update app.campaign_recipients r set not_before = m.at from unnest(");
            sql.bind(moved).push("::uuid[], ").bind(times).push("::timestamptz[]) m (id, at) where r.tenant_id = ");
            sql.bind(tenant_id).push(" and r.id = m.id");
            tx.run(sql).await?;
        }
        let count = planned.len() as u64;
        if count > 0 {
            self.add_attempts(tx, (&planned, units, delays)).await?;
            let mut sql = Statement::new(
                "with changed as (update app.campaign_recipients set status = 'sending' where tenant_id = ",
            );
            sql.bind(tenant_id).push(" and id = any (").bind(planned).push("::uuid[]) returning 1)");
            push_counted(&mut sql, (tenant_id, self.id), ("pending", "sending"));
            tx.run(sql).await?;
            if self.interval > 0.0 {
                let mut sql = Statement::new("update app.campaigns set next_at = statement_timestamp() + ");
                sql.push("make_interval(secs => ").bind(next).push(") where tenant_id = ").bind(tenant_id);
                sql.push(" and id = ").bind(self.id);
                tx.run(sql).await?;
            }
        }
        Ok(count)
    }

    /// The next recipients, locked.
    async fn pending(&self, tx: &mut TenantTx<JobContext>) -> Result<Vec<PgRow>, Error> {
        let mut sql = Statement::new(
            "select id, address, body from app.campaign_recipients
             where status = 'pending' and deleted_at is null and not_before <= statement_timestamp() and tenant_id = ",
        );
        sql.bind(tx.proof().tenant_id()).push(" and campaign_id = ").bind(self.id);
        sql.push(" order by not_before, id limit ").bind(if self.sender.has_quiet_hours { BATCH } else { MOST_AHEAD });
        sql.push(" for update");
        tx.run(sql).await
    }

    async fn add_attempts(
        &self,
        tx: &mut TenantTx<JobContext>,
        (recipients, units, delays): (&[Uuid], Vec<i64>, Vec<f64>),
    ) -> Result<(), Error> {
        let mut sql = Statement::new(
            "insert into app.attempts (tenant_id, id, phone_id, kind, recipient_id, units, due_at, expires_at) select ",
        );
        sql.bind(tx.proof().tenant_id()).push(", gen_random_uuid(), ").bind(self.sender.phone_id).push(", ");
        sql.bind(self.sender.kind.as_str()).push(
            ", r.id, r.units, statement_timestamp() + make_interval(secs => r.delay),
               statement_timestamp() + make_interval(secs => r.delay) + interval '15 minutes' from unnest(",
        );
        sql.bind(recipients.to_vec()).push("::uuid[], ").bind(units).push("::bigint[], ").bind(delays);
        sql.push("::double precision[]) r (id, units, delay)");
        tx.run(sql).await.map(drop)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a rate is at most 6,000")]
fn seconds(a_minute: i64) -> f64 {
    a_minute as f64
}
