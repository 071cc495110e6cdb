use std::collections::HashMap;
use std::rc::Rc;

use actix_session::SessionExt;
use actix_web::HttpResponse;
use auth::impersonations::{self, BeginError, LIFETIME};
use auth::users::{self, Person};
use auth::{ImpersonationId, UserId};
use base::visible;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tenancy::TenantRef;
use tenancy::platform::{ImpersonateError, ImpersonatedTenant, ImpersonationRecord, NewImpersonation};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::error::Error;
use crate::problem::FieldError;
use crate::request::Request;
use crate::route::Response;
use crate::routes::page::PageQuery;
use crate::session;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewImpersonationInput {
    /// The user to act as: a member of the tenant who isn't a platform admin
    user_id: Uuid,
    /// The slug or the id of the tenant, the only one that it is for
    #[schemars(length(min = 2, max = 63), example = &"acme")]
    tenant: String,
    /// Stands in the tenant's audit log, and in the e-mail to the user
    #[schemars(length(min = 10, max = 500), example = &"Ticket 1042: the list of leads stays empty")]
    reason: String,
    /// Whether to change things as well as to read them
    #[serde(default)]
    write: bool,
}

#[derive(Serialize, JsonSchema)]
pub struct ImpersonationRecords {
    items: Vec<ImpersonationRecordView>,
    /// Where the next page begins; null on the last.
    next_cursor: Option<String>,
}

/// A platform admin acted as a member
#[derive(Serialize, JsonSchema)]
pub struct ImpersonationRecordView {
    id: Uuid,
    admin: PersonView,
    user: PersonView,
    tenant: PlaceView,
    reason: String,
    /// Whether nothing could be changed
    read_only: bool,
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    expires_at: OffsetDateTime,
    /// Whether it opens anything at this moment
    live: bool,
    /// When it was known to be over; up to ten minutes late unless the admin ended it
    #[serde(with = "time::serde::rfc3339::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    ended_at: Option<OffsetDateTime>,
}

#[derive(Serialize, JsonSchema)]
struct PersonView {
    id: Uuid,
    name: Option<String>,
    email: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct PlaceView {
    id: Uuid,
    slug: String,
    name: String,
}

/// Has the browser act as a member of a tenant from the next request on.
pub async fn begin(request: Rc<Request>) -> Response {
    let input: NewImpersonationInput = request.body()?;
    let reason = visible(&input.reason);
    if !(10..=500).contains(&reason.chars().count()) || input.reason.contains('\0') {
        return Err(invalid("reason", "length", "must have 10 to 500 characters"));
    }
    let tenant = TenantRef::parse(&input.tenant).ok_or_else(|| invalid("tenant", "tenant", "is no slug and no id"))?;
    let (auth, claim, user_id) = (&request.state.auth, request.claim()?, UserId(input.user_id));
    impersonations::check(auth, &claim, user_id).await?;
    let now = auth.clock.now();
    let new = NewImpersonation {
        id: ImpersonationId(auth.random.uuid_v7(now)),
        tenant,
        user_id: user_id.0,
        reason: reason.to_owned(),
        read_only: !input.write,
        created_at: now,
        expires_at: now + LIFETIME,
    };
    let place = request.state.db.note_impersonation(&request.platform_caller()?, &new).await?;
    let credential = impersonations::NewImpersonation {
        id: new.id,
        user_id,
        created_at: new.created_at,
        expires_at: new.expires_at,
        read_only: new.read_only,
        reason: new.reason.clone(),
        place: (place.tenant_id.0, place.name.clone()),
    };
    let admin_id = request.principal()?.user_id.0;
    let token = match impersonations::begin(auth, &claim, &credential).await {
        Ok(token) => token,
        Err(error) => {
            let actor = (admin_id, request.id);
            request.state.db.note_end_of_impersonation(actor, place.tenant_id, new.id, now).await?;
            return Err(error.into());
        }
    };
    session::start(&request.http.get_session(), token)?;
    let people = people(&request, &[user_id.0, admin_id]).await?;
    let record = ImpersonationRecord {
        id: new.id,
        admin_id,
        user_id: user_id.0,
        place,
        reason: new.reason,
        read_only: new.read_only,
        created_at: new.created_at,
        expires_at: new.expires_at,
        ended_at: None,
    };
    Ok(HttpResponse::Created().json(view(record, &people, true)))
}

/// Lists impersonations: the admin, the member, the tenant and the reason of each.
pub async fn list(request: Rc<Request>) -> Response {
    let page = PageQuery::parse(&request)?;
    let mut records = request.state.db.list_impersonations(&request.platform_caller()?, page.after, page.limit).await?;
    let next_cursor = page.cut(&mut records, |record| record.id.0);
    let ids: Vec<_> = records.iter().filter(|record| record.ended_at.is_none()).map(|record| record.id.0).collect();
    let live = impersonations::live(&request.state.auth, &ids).await?;
    let named: Vec<_> = records.iter().flat_map(|record| [record.admin_id, record.user_id]).collect();
    let people = people(&request, &named).await?;
    let items = records.into_iter().map(|record| {
        let is_live = live.contains(&record.id.0);
        view(record, &people, is_live)
    });
    Ok(HttpResponse::Ok().json(ImpersonationRecords { items: items.collect(), next_cursor }))
}

async fn people(request: &Request, ids: &[Uuid]) -> Result<HashMap<Uuid, Person>, Error> {
    let people = users::profiles(&request.state.auth, ids).await?;
    Ok(people.into_iter().map(|person| (person.id.0, person)).collect())
}

fn view(record: ImpersonationRecord, people: &HashMap<Uuid, Person>, live: bool) -> ImpersonationRecordView {
    let person = |id: Uuid| PersonView {
        id,
        name: people.get(&id).map(|person| person.name.as_str().to_owned()),
        email: people.get(&id).and_then(|person| person.email.as_ref()).map(ToString::to_string),
    };
    let ImpersonatedTenant { tenant_id, slug, name } = record.place;
    ImpersonationRecordView {
        id: record.id.0,
        admin: person(record.admin_id),
        user: person(record.user_id),
        tenant: PlaceView { id: tenant_id.0, slug, name },
        reason: record.reason,
        read_only: record.read_only,
        created_at: record.created_at,
        expires_at: record.expires_at,
        live,
        ended_at: record.ended_at,
    }
}

fn invalid(field: &'static str, code: &'static str, message: &'static str) -> Error {
    Error::Unprocessable(vec![FieldError::new(field, code, message)])
}

impl From<ImpersonateError> for Error {
    fn from(error: ImpersonateError) -> Self {
        match error {
            ImpersonateError::NoTenant => invalid("tenant", "unknown", "is no tenant"),
            ImpersonateError::NotAMember => invalid("user_id", "not_a_member", "is no member of the tenant"),
            ImpersonateError::Closed => Self::conflict("tenant_closed", "The tenant is closed."),
            ImpersonateError::Suspended => Self::conflict("tenant_suspended", "The tenant is suspended."),
            ImpersonateError::Tenancy(error) => error.into(),
        }
    }
}

impl From<BeginError> for Error {
    fn from(error: BeginError) -> Self {
        match error {
            BeginError::Session => {
                Self::conflict("no_cookie_session", "Only a browser's own session can be set aside.")
            }
            BeginError::User => invalid("user_id", "unknown", "is no user who may sign in"),
            BeginError::PlatformAdmin => Self::conflict("platform_admin", "Platform admins can't be impersonated."),
            BeginError::OwnAccount => Self::conflict("own_account", "You are that user."),
            BeginError::Store(error) => error.into(),
        }
    }
}
