//! What a sign-in page may offer, as the server is configured.

use std::rc::Rc;

use actix_web::HttpResponse;
use actix_web::http::Method;
use schemars::JsonSchema;
use serde::Serialize;

use crate::edge::limit::Limit;
use crate::request::Request;
use crate::route::{Response, Route, Success, handler};

/// The line of the table about them.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(
            "auth",
            (Method::GET, "/auth/options"),
            "findSignInOptions",
            "Shows what a sign-in page may offer",
            Success::of::<Options>(200),
            handler!(find),
        )
        .open("the caller has no session yet")
        .allow_impersonators()
        .limit(Limit::Documents),
    ]
}

#[derive(Serialize, JsonSchema)]
#[expect(clippy::struct_excessive_bools, reason = "each is an offer by itself")]
struct Options {
    /// Whether browsers may register and use passkeys at the public URL; never where its host is an address
    passkeys: bool,
    /// Whether e-mails can leave, or are shown in development's mailbox
    email: bool,
    /// Whether text messages can leave, or are shown in development's mailbox
    sms: bool,
    /// Whether a registration waits until its address is confirmed: the response is 202 then, and no session
    verified_email_required: bool,
    /// Whether `/dev/mail` shows what was sent
    development_mailbox: bool,
    registration: Registration,
}

/// How users register
#[derive(Serialize, JsonSchema)]
struct Registration {
    /// The least characters of a password
    password_min_length: usize,
}

async fn find(request: Rc<Request>) -> Response {
    let (auth, shared) = (&request.state.auth, &request.state.shared);
    Ok(HttpResponse::Ok().json(Options {
        passkeys: auth.relying_party.is_available(),
        email: shared.can_mail,
        sms: shared.can_text,
        verified_email_required: auth.verified_only,
        development_mailbox: shared.has_mailbox,
        registration: Registration { password_min_length: shared.password_min_length },
    }))
}
