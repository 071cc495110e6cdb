//! Statuses of calls and messages: in any order, and more than once.

use std::rc::Rc;

use actix_web::HttpResponse;
use domain::attempts::{self, Acceptance};
use domain::carrier_events::{self, Kind, Receipt};
use domain::phones::{self, CalledPhone};
use domain::recordings::{self, ToldRecording};
use domain::suppressions::{self, Cause};
use domain::{calls, messages};
use tenancy::{JobContext, TenantTx};

use super::door::{self, Webhook};
use crate::error::Error;
use crate::metrics::Verdict;
use crate::request::Request;
use crate::route::Response;

/// The recipient has unsubscribed (<https://www.twilio.com/docs/api/errors/21610>).
const UNSUBSCRIBED: &str = "21610";

pub(super) async fn status(request: Rc<Request>) -> Response {
    let webhook = door::admit(&request, Kind::Status).await?;
    let about = About::read(&webhook);
    let event_id = webhook.new_id();
    let (mut tx, phone) = webhook.enter().await?;
    let sid = about.as_ref().map(About::sid);
    let verdict = match (webhook.receive(&mut tx, event_id, sid, None).await?, &about) {
        (Receipt::Repeat { .. }, _) => Verdict::Repeated,
        (Receipt::First, None) => Verdict::Unknown,
        (Receipt::First, Some(about)) => {
            let verdict = about.take_over(&webhook, &mut tx, &phone).await?;
            if verdict == Verdict::Applied {
                carrier_events::mark_applied(&mut tx, event_id).await?;
            }
            verdict
        }
    };
    tx.commit().await?;
    webhook.count(verdict);
    Ok(HttpResponse::NoContent().finish())
}

/// What a status is of.
enum About<'w> {
    Call(&'w str),
    Recording { sid: &'w str, call_sid: &'w str },
    Message(&'w str),
}

impl<'w> About<'w> {
    fn read(webhook: &'w Webhook<'_>) -> Option<Self> {
        let message = || webhook.sid(&["MessageSid", "SmsSid"]).map(Self::Message);
        let call = webhook.sid(&["CallSid"]).map(|call_sid| match webhook.sid(&["RecordingSid"]) {
            Some(sid) => Self::Recording { sid, call_sid },
            None => Self::Call(call_sid),
        });
        call.or_else(message)
    }

    fn sid(&self) -> &'w str {
        match self {
            Self::Call(sid) | Self::Message(sid) | Self::Recording { call_sid: sid, .. } => sid,
        }
    }

    /// Has the call or message take the status over. Where it isn't there, the phone is locked before the last look, so
    /// that whatever makes it meanwhile finds the event.
    async fn take_over(
        &self,
        webhook: &Webhook<'_>,
        tx: &mut TenantTx<JobContext>,
        phone: &CalledPhone,
    ) -> Result<Verdict, Error> {
        let Some(status) = self.known_status(webhook, phone) else { return Ok(Verdict::Unknown) };
        if self.report(webhook, tx, phone).await? {
            return Ok(Verdict::Applied);
        }
        self.find(webhook, tx, phone, status).await?;
        let tenant_id = tx.proof().tenant_id();
        phones::lock(tx, tenant_id, phone.id).await?;
        Ok(if self.report(webhook, tx, phone).await? { Verdict::Applied } else { Verdict::Waiting })
    }

    /// The status, if it is one of a call or message.
    fn known_status(&self, webhook: &Webhook<'_>, phone: &CalledPhone) -> Option<&'static str> {
        let (fields, now) = (&webhook.fields, phone.read_at);
        match self {
            Self::Call(_) => Some(calls::progress::Report::read(fields, now)?.status.as_str()),
            // Only a completed recording can be fetched.
            Self::Recording { .. } => {
                Some("completed").filter(|completed| fields.get("RecordingStatus") == Some(completed))
            }
            Self::Message(_) => Some(messages::progress::Report::read(fields, now)?.status.as_str()),
        }
    }

    /// Has the row that the URL names know of its SID: that of an attempt, or of an agent's reply. The status of a recording,
    /// which names no number, says nothing of either.
    async fn find(
        &self,
        webhook: &Webhook<'_>,
        tx: &mut TenantTx<JobContext>,
        phone: &CalledPhone,
        status: &str,
    ) -> Result<(), Error> {
        if matches!(self, Self::Recording { .. }) {
            return Ok(());
        }
        if let Some(attempt) = webhook.query_id("attempt") {
            let segments = webhook.fields.number("NumSegments");
            let accepted = Acceptance { sid: self.sid(), status, segments };
            attempts::found(tx, phone.id, attempt, accepted).await?;
        }
        if let (Self::Message(sid), Some(reply)) = (self, webhook.query_id("reply")) {
            messages::told::name_reply(tx, phone.id, reply, sid).await?;
        }
        Ok(())
    }

    /// Whether there is a call or message of this SID, which has changed accordingly.
    async fn report(
        &self,
        webhook: &Webhook<'_>,
        tx: &mut TenantTx<JobContext>,
        phone: &CalledPhone,
    ) -> Result<bool, Error> {
        let (fields, now) = (&webhook.fields, phone.read_at);
        match self {
            Self::Call(sid) => {
                let Some(report) = calls::progress::Report::read(fields, now) else { return Ok(false) };
                Ok(calls::told::report(tx, phone.id, sid, &report).await?.is_some())
            }
            Self::Recording { sid, call_sid } => {
                let Some(call) = calls::told::find(tx, phone.id, call_sid).await? else { return Ok(false) };
                let (id, owner_id) = (webhook.new_id(), phone.owner_id);
                let duration_seconds = fields.number("RecordingDuration");
                recordings::add(tx, &ToldRecording { id, owner_id, call_id: call.id, sid, duration_seconds }).await?;
                Ok(true)
            }
            Self::Message(sid) => {
                let Some(report) = messages::progress::Report::read(fields, now) else { return Ok(false) };
                let Some(message) = messages::told::report(tx, phone.id, sid, &report).await? else {
                    return Ok(false);
                };
                if report.error_code.as_deref() == Some(UNSUBSCRIBED) {
                    let of = (webhook.new_id(), phone.owner_id);
                    suppressions::suppress(tx, of, (&message.to, Some(phone.id)), Cause::Carrier).await?;
                }
                Ok(true)
            }
        }
    }
}
