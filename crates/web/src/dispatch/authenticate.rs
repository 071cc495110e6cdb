//! Who asks, and when that is found out.
//!
//! Looking it up before the work ([`Settled::Ahead`]) costs a round trip. Plain reads, and plain writes of the kit's, by a
//! cookie are spared it ([`Settled::Within`]): the statement that does the work takes the session's token, and enters the
//! tenant as whoever that belongs to. A row that comes back says whom it let in ([`tenancy::Caller::admission`]). Where it let
//! nobody in, whatever the handler came to is thrown away; who asks is looked up after all, and the handler runs again, for
//! somebody who is known ([`run`]).
//!
//! That is sound:
//! - A handler that was let in by nobody has written nothing, since what a statement writes depends on that row.
//! - One that was let in runs again only where it asks for more about somebody than the row says
//!   ([`Request::principal`]). None that writes does.
//! - A fault of the server's leaves as it is, and is never tried again: whether the work was done isn't known, and anybody may
//!   hear of it. So does the refusal of a tenant that has its share, so that refusing costs no round trip.
//! - So any other answer of a handler leaves only once it is known who asked, and that they may use the route.

use std::rc::Rc;

use actix_web::dev::ServiceRequest;
use auth::{Auth, SessionToken};

use super::{authorize, notes};
use crate::edge::Context;
use crate::edge::body::{has_body, has_body_within};
use crate::edge::limit::Limit;
use crate::error::Error;
use crate::request::{Request, Who};
use crate::route::{Access, Answer, Body, Route};
use crate::session::{self, Credential, Identity};
use crate::state::State;

/// A body of at most so many bytes mostly comes with its head. It is read before it is known whose session is shown, if a
/// signed cookie shows one.
const SMALL_BODY: u64 = 16 * 1024;

/// When it is found out who asks.
#[expect(clippy::large_enum_variant, reason = "it is moved once, into the request")]
pub enum Settled {
    /// Before the work; `None` for nobody, on an open route.
    Ahead(Option<Identity>),
    /// By the work, from the session that is shown.
    Within(SessionToken),
}

impl Settled {
    /// The same for the handler.
    pub fn into_who(self, auth: &Auth) -> Who {
        match self {
            Self::Ahead(identity) => Who::known(identity),
            Self::Within(token) => Who::shown(auth, token),
        }
    }
}

/// Whether the work may find out who asks: nothing is asked for beyond a live session, and what comes after the head is
/// little.
///
/// A read goes to the database where sessions end, since one that is behind would let a session in that was just ended. A
/// write is one of the kit's, which is a single unit of work, and no tenant's requests are counted: one too many has to be
/// refused ahead of its work.
pub fn may_settle_within(state: &State, route: &Route, request: &ServiceRequest) -> bool {
    if route.fresh || route.verified {
        return false;
    }
    if request.method().is_safe() {
        return matches!(route.access, Access::SignedIn | Access::Member(_))
            && !has_body(request)
            && !state.shared.reads_lag;
    }
    route.resource.is_some()
        && matches!(route.access, Access::Member(_))
        && !matches!(route.body, Body::Rows(_))
        && has_body_within(request, SMALL_BODY)
        && !state.shared.quotas.are_any()
}

/// Looks up who asks, and whether they may use the route. `None` for nobody, on an open route.
pub async fn look_up(
    state: &State,
    context: &Context,
    route: &Route,
    credential: Option<&Credential>,
) -> Result<Option<Identity>, Error> {
    let is_open = matches!(route.access, Access::Open(_));
    let identity = match credential {
        // A bearer token is looked at where somebody has to be asking.
        Some(Credential::Bearer(_)) if is_open => None,
        Some(credential) => session::identify(state, credential).await?,
        None => None,
    };
    let Some(identity) = identity else {
        return if is_open { Ok(None) } else { Err(Error::Unauthenticated) };
    };
    context.set_user(identity.user_id());
    if let Some(admin_id) = identity.impersonator() {
        context.set_impersonator(admin_id);
    }
    if let Identity::Key(holder) = &identity {
        state.shared.limits.check(Limit::ApiKey, holder.key_id)?;
    }
    notes::note_use(state, &identity);
    authorize::check(state, route, &identity).await?;
    Ok(Some(identity))
}

/// Runs the handler. Where its work was to find out who asks and let nobody in, who asks is looked up, and it runs again.
pub async fn run(request: &Rc<Request>, context: &Context) -> Answer {
    let answer = handle(request, context).await;
    let Some(token) = request.who.token() else { return answer };
    if may_leave(request, &answer) {
        notes::note_proved_use(request, token);
        return answer;
    }
    let credential = Credential::Cookie(token.clone());
    if let Some(identity) = look_up(&request.state, context, request.route, Some(&credential)).await? {
        request.who.identify(identity);
    }
    handle(request, context).await
}

/// Whether the answer of a handler that didn't know who asks may leave.
fn may_leave(request: &Request, answer: &Answer) -> bool {
    match answer {
        Err(Error::Unavailable { .. } | Error::ShareUsedUp { .. } | Error::Internal(_)) => true,
        Err(Error::Unauthenticated) => false,
        _ => request.who.admission().is_some(),
    }
}

/// Runs the handler, and keeps for the log whom the database let in, and where.
async fn handle(request: &Rc<Request>, context: &Context) -> Answer {
    let answer = (request.route.handler)(Rc::clone(request)).await;
    if let Some(admission) = request.who.admission() {
        context.set_user(admission.user_id);
        if let Some(tenant) = admission.tenant_id {
            context.set_tenant(tenant.0);
        }
    }
    answer
}
