//! Who gets in: a request that bears the signature of the phone that its path names, and is about that phone.
//!
//! An unknown phone, one in the trash and a wrong signature get the same response after the same work.

use actix_web::http::header::{CONTENT_TYPE, HeaderValue};
use domain::carrier_events::{self, Fields, Kind, NewEvent, Receipt};
use domain::phones::{self, CalledPhone, EncryptedTokens};
use providers::Redacted;
use providers::twilio::signature::{self, Authentic, NotAuthentic, Scheme, SigningKeys};
use tenancy::{FoundPhone, JobContext, PhoneLookup, SignedRequest, TenantId, TenantTx};
use uuid::Uuid;

use crate::edge::Context;
use crate::error::Error;
use crate::metrics::Verdict;
use crate::request::Request;
use crate::webhook_alerts::Foreign;

const SIGNATURE: &str = "x-twilio-signature";

/// Characters of an id or a number of the carrier's, at most.
const LONGEST: usize = 100;

/// A request that the phone's carrier has signed.
pub(super) struct Webhook<'r> {
    pub request: &'r Request,
    pub kind: Kind,
    pub fields: Fields,
    signed: SignedRequest,
    digest: [u8; 32],
}

/// Verifies a request. No connection is held meanwhile.
pub(super) async fn admit(request: &Request, kind: Kind) -> Result<Webhook<'_>, Error> {
    // A text that is no id is looked up as one that no phone has.
    let id = request.parameter("phone_id").ok().and_then(|id| Uuid::try_parse(id).ok()).unwrap_or_default();
    let phone = match request.state.db.find_phone_of_webhook(id).await? {
        PhoneLookup::Found(phone) => Some(phone),
        PhoneLookup::Unknown => None,
        PhoneLookup::Ambiguous => {
            request.state.shared.webhook_alerts.note_ambiguous(id, request.state.auth.clock.now());
            None
        }
    };
    let Some(phone) = phone else {
        let _refused = verify(request, &SigningKeys::none());
        return Err(refuse(request, kind, Verdict::Unsigned));
    };
    let keys = keys(request, &phone)?;
    let Ok((signed, authentic)) = phone.verified(request.id, |_| verify(request, &keys)) else {
        return Err(refuse(request, kind, Verdict::Unsigned));
    };
    Context::of(&request.http)?.set_tenant(phone.tenant_id.0);
    let fields = Fields::new(authentic.parameters.iter());
    let webhook = Webhook { request, kind, fields, signed, digest: authentic.digest };
    if webhook.fields.get("AccountSid") != phone.account_sid.as_deref() || phone.account_sid.is_none() {
        return Err(webhook.refuse_foreign("account"));
    }
    Ok(webhook)
}

/// The keys that sign the phone's webhooks at this time.
fn keys(request: &Request, phone: &FoundPhone) -> Result<SigningKeys, Error> {
    let auth = &request.state.auth;
    let tokens = EncryptedTokens::from(phone).decrypt(&auth.secret_box, phone.tenant_id, auth.clock.now());
    let mut tokens = tokens.map_err(Error::internal)?.into_iter().map(Redacted::new);
    Ok(match (tokens.next(), tokens.next()) {
        (Some(current), previous) => SigningKeys::new(Scheme::AuthToken, current, previous),
        (None, _) => SigningKeys::none(),
    })
}

/// Verifies by path and query as the request line had them, the raw body, and the origin of the configuration.
fn verify(request: &Request, keys: &SigningKeys) -> Result<Authentic, NotAuthentic> {
    let headers = request.http.headers();
    let webhook = signature::Webhook {
        origin: &request.state.shared.webhook_origin,
        target: request.http.uri().path_and_query().map_or("", |target| target.as_str()),
        content_type: headers.get(CONTENT_TYPE).and_then(|content_type| content_type.to_str().ok()),
        body: &request.body,
    };
    signature::verify(&webhook, headers.get_all(SIGNATURE).map(HeaderValue::as_bytes), keys)
}

fn refuse(request: &Request, kind: Kind, verdict: Verdict) -> Error {
    request.state.shared.metrics.count_webhook(kind.as_str(), verdict);
    Error::forbidden("not_signed", "This isn't signed by the carrier of such a phone.")
}

impl Webhook<'_> {
    pub fn tenant_id(&self) -> TenantId {
        self.signed.tenant_id()
    }

    pub fn phone_id(&self) -> Uuid {
        self.signed.phone_id()
    }

    /// Enters the phone's tenant. Refuses a request about another number than the phone's.
    pub async fn enter(&self) -> Result<(TenantTx<JobContext>, CalledPhone), Error> {
        let Some(mut tx) = self.request.state.db.begin_signed(&self.signed).await? else {
            return Err(refuse(self.request, self.kind, Verdict::Unsigned));
        };
        let phone = phones::find_called(&mut tx, self.phone_id()).await?;
        let refused = match phone {
            None => refuse(self.request, self.kind, Verdict::Unsigned),
            Some(phone) if self.names_no_number() => return Ok((tx, phone)),
            Some(phone) if self.own_number() == Some(phone.number.as_str()) => return Ok((tx, phone)),
            Some(_) => self.refuse_foreign("number"),
        };
        tx.rollback().await?;
        Err(refused)
    }

    /// Notes the request. A status asks for no turn.
    pub async fn receive(
        &self,
        tx: &mut TenantTx<JobContext>,
        event_id: Uuid,
        sid: Option<&str>,
        turn: Option<i64>,
    ) -> Result<Receipt, Error> {
        let event = NewEvent {
            id: event_id,
            phone_id: self.phone_id(),
            kind: self.kind,
            digest: self.digest,
            carrier_sid: sid,
            turn,
            fields: &self.fields,
        };
        Ok(carrier_events::receive(tx, &event).await?)
    }

    /// The id of a call or message, in the first of these fields that has one.
    pub fn sid(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.fields.get(name)).filter(|sid| sid.len() <= LONGEST)
    }

    /// A number of one side, as it can be stored.
    pub fn number(&self, name: &str) -> String {
        self.fields.get(name).unwrap_or("unknown").chars().take(LONGEST).collect()
    }

    /// The parameter of the query, where it is given once.
    pub fn query(&self, name: &str) -> Option<String> {
        let query = self.request.http.uri().query().unwrap_or_default();
        let mut values = url::form_urlencoded::parse(query.as_bytes()).filter(|(other, _)| other == name);
        let first = values.next()?.1.into_owned();
        values.next().is_none().then_some(first)
    }

    /// The same, where it is an id.
    pub fn query_id(&self, name: &str) -> Option<Uuid> {
        Uuid::try_parse(&self.query(name)?).ok()
    }

    pub fn new_id(&self) -> Uuid {
        let auth = &self.request.state.auth;
        auth.random.uuid_v7(auth.clock.now())
    }

    pub fn count(&self, verdict: Verdict) {
        self.request.state.shared.metrics.count_webhook(self.kind.as_str(), verdict);
    }

    /// A URL of the phone's, as the carrier is told of it: at most one parameter, since Twilio may sort several.
    pub fn url(&self, kind: Kind, parameter: Option<(&str, &dyn std::fmt::Display)>) -> String {
        let (origin, phone) = (&self.request.state.shared.public_origin, self.phone_id());
        let query = parameter.map(|(name, value)| format!("?{name}={value}")).unwrap_or_default();
        format!("{origin}/webhooks/twilio/{phone}/{}{query}", kind.as_str())
    }

    /// The number that has to be the phone's: that of the callee of what comes in, of the caller of what goes out.
    /// The statuses of messages don't say which, and are of those that go out.
    fn own_number(&self) -> Option<&str> {
        let is_outgoing = match self.fields.get("Direction") {
            Some(direction) => direction.starts_with("outbound"),
            None => self.kind == Kind::Status,
        };
        self.fields.get(if is_outgoing { "From" } else { "To" })
    }

    /// The status of a recording has the account and the call, and no number. Nothing else may leave the number out.
    fn names_no_number(&self) -> bool {
        let is_of_recording = ["CallSid", "RecordingSid"].into_iter().all(|name| self.fields.get(name).is_some());
        let says_more = ["From", "To", "MessageSid", "SmsSid"].into_iter().any(|name| self.fields.names(name));
        self.kind == Kind::Status && is_of_recording && !says_more
    }

    /// Refuses a request whose signature is right, and which is about another phone.
    fn refuse_foreign(&self, what: &'static str) -> Error {
        let state = &self.request.state;
        let (tenant_id, phone_id) = (self.signed.tenant_id(), self.phone_id());
        let request = Foreign { request_id: self.request.id, other: what };
        state.shared.webhook_alerts.note_foreign(tenant_id, phone_id, request, state.auth.clock.now());
        refuse(self.request, self.kind, Verdict::Foreign)
    }
}
