use std::rc::Rc;

use actix_web::HttpResponse;
use auth::mfa::{self, Proof, RecoveryCode, TotpCode};
use auth::{DisplayName, SessionToken};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tenancy::Caller;

use crate::error::Error;
use crate::request::Request;
use crate::route::Response;
use crate::routes::auth::input::Faults;
use crate::routes::auth::renewed;
use crate::routes::auth::sign_in::find_self;
use crate::routes::auth::view::MeView;
use crate::session;

/// The password was right, and the user has a second factor. Until it is proved, the session opens nothing else.
#[derive(Serialize, JsonSchema)]
pub struct MfaRequired {
    /// Always true
    pub mfa_required: bool,
    /// What the user may prove: totp, passkey
    pub factors: Vec<String>,
}

/// One of the two.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProofInput {
    /// Six digits of the authenticator app, with or without spaces and hyphens; each is taken once
    #[schemars(length(min = 6, max = 32), regex(pattern = "^[ -]*([0-9][ -]*){6}$"), example = &"492039")]
    code: Option<String>,
    /// One of the recovery codes; each is taken once
    #[schemars(length(min = 16, max = 40), regex(pattern = "^[0-9A-Za-z -]*$"), example = &"7g2k-9xq4-m0ab-hw3t")]
    recovery_code: Option<String>,
}

impl ProofInput {
    pub fn read(self) -> Result<Proof, Error> {
        let mut faults = Faults::default();
        let proof = match (self.code, self.recovery_code) {
            (Some(code), None) => faults.code(&code).map(Proof::Code),
            (None, Some(code)) => faults.recovery_code(&code).map(Proof::RecoveryCode),
            (_, given) => {
                let (field, message) = if given.is_some() {
                    ("recovery_code", "and code can't both be given")
                } else {
                    ("code", "or recovery_code must be given")
                };
                faults.add(field, "one_of", message);
                None
            }
        };
        proof.ok_or_else(|| faults.into_error())
    }
}

impl Faults {
    pub fn code(&mut self, raw: &str) -> Option<TotpCode> {
        let code = TotpCode::parse(raw);
        if code.is_none() {
            self.add("code", "code", "must be six digits");
        }
        code
    }

    fn recovery_code(&mut self, raw: &str) -> Option<RecoveryCode> {
        let code = RecoveryCode::parse(raw);
        if code.is_none() {
            self.add("recovery_code", "recovery_code", "must be a recovery code as it was shown");
        }
        code
    }
}

/// Takes a code or a recovery code. A sign-in that owed it is complete, in a session with a new token.
pub async fn verify(request: Rc<Request>) -> Response {
    let proof = request.body::<ProofInput>()?.read()?;
    let token = mfa::verify(&request.state.auth, &request.claim()?, &proof).await?;
    complete(&request, token).await
}

/// The response to a sign-in that the request's own session has completed; `token` is its new one, where a cookie has it.
pub async fn complete(request: &Request, token: Option<SessionToken>) -> Response {
    let caller = match &token {
        Some(token) => Caller::session(session::proof(&request.state.auth, token)),
        None => request.caller()?.clone(),
    };
    renewed(request, token)?;
    let principal = request.principal()?;
    let name = DisplayName::parse(&principal.name).map_err(Error::internal)?;
    let own = find_self(request, &caller, &name).await?;
    let view = MeView::new(principal.into(), own.tenants, None).of_platform_admin(own.platform_admin);
    view.with_factors(principal.factors.clone()).response(HttpResponse::Ok(), None)
}
