use std::rc::Rc;

use actix_web::http::StatusCode;
use auth::{
    CredentialError, DisplayName, EmailAddress, NewSession, NewUser, PasswordOwner, PasswordPolicy, RegisterError,
    users,
};
use schemars::JsonSchema;
use serde::Deserialize;
use tenancy::Caller;
use tenancy::invitations::{AcceptInvitationError, InvitationToken};

use super::input::Faults;
use super::sign_in::{StartedSession, response, start_session};
use crate::error::Error;
use crate::request::Request;
use crate::route::Response;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// From the mail
    #[schemars(length(max = 100), example = &"3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    token: String,
    /// Makes an account for an invited user without one
    #[schemars(length(max = 128), example = &"correct horse battery staple")]
    password: Option<String>,
    /// The name of the new account; the part of the address before the @ where it is left out
    #[schemars(length(min = 1, max = 200), example = &"Bob Example")]
    name: Option<String>,
}

/// Accepts an invitation: for the signed-in user, if the invited address is theirs and verified (INV-2), or by making
/// an account for that address. The token proves that the client reads the mail of the address.
pub async fn accept(request: Rc<Request>) -> Response {
    let input: Acceptance = request.body()?;
    let token = InvitationToken::parse(&input.token).ok_or_else(gone)?;
    let now = request.state.auth.clock.now();
    if let Some(principal) = request.principal().ok().filter(|principal| !principal.pending) {
        if !principal.email_verified {
            return Err(CredentialError::Unverified.into());
        }
        let caller = request.caller()?;
        request.state.db.accept_invitation(caller, &token, now, request.id).await?;
        let own = request.state.db.find_self(caller).await?.ok_or(Error::Unauthenticated)?;
        return super::me::show(&request, own);
    }

    // The bearer of the token reads the mailbox, so they may learn whether it has an account.
    let invitation = request.state.db.find_open_invitation(&token, now).await?.ok_or_else(gone)?;
    let Some(password) = input.password else {
        if users::find_by_email(&request.state.auth, &invitation.email).await?.is_some() {
            return Err(account_exists());
        }
        let mut faults = Faults::default();
        faults.add("password", "required", "must be given to make an account");
        return Err(faults.into_error());
    };
    let new = read(&request, invitation.email.clone(), password, input.name)?;
    let name = new.name.clone();
    let signed_in = auth::register_verified(&request.state.auth, new, &super::client(&request)?).await;
    let signed_in = signed_in.map_err(|error| match error {
        RegisterError::EmailTaken => account_exists(),
        error => error.into(),
    })?;
    // By the new user's own session: its address is verified, since the token came to it.
    let new = NewSession::new(&signed_in, None, &super::client(&request)?);
    let StartedSession { started, .. } = start_session(&request, &signed_in, new, Some(&name)).await?;
    let caller = Caller::session(started.proof.clone());
    request.state.db.accept_invitation(&caller, &token, now, request.id).await?;
    let own = Some(request.state.db.find_self(&caller).await?.ok_or(Error::Unauthenticated)?);
    response(&request, StatusCode::CREATED, &signed_in, StartedSession { started, own })
}

fn read(request: &Request, email: EmailAddress, password: String, name: Option<String>) -> Result<NewUser, Error> {
    let mut faults = Faults::default();
    let password = faults.password(password);
    let name = name.map_or_else(|| Some(DisplayName::from_email(&email)), |name| faults.name("name", &name));
    let (Some(password), Some(name)) = (password, name) else { return Err(faults.into_error()) };
    let owner = PasswordOwner { email: &email, name: name.as_str() };
    match PasswordPolicy::new(request.state.shared.password_min_length).accept(password, owner) {
        Ok(password) => Ok(NewUser { email, password, name }),
        Err(refused) => {
            faults.add("password", refused.code(), refused.to_string());
            Err(faults.into_error())
        }
    }
}

/// The same response for every unusable token.
fn gone() -> Error {
    Error::Gone { code: "invitation_gone", detail: "This invitation can't be accepted any more.".into() }
}

fn account_exists() -> Error {
    Error::conflict("account_exists", "The invited address has an account: sign in, then accept.")
}

impl From<AcceptInvitationError> for Error {
    fn from(error: AcceptInvitationError) -> Self {
        match error {
            AcceptInvitationError::Gone => gone(),
            AcceptInvitationError::OtherAddress => {
                Self::forbidden("other_address", "This invitation is for another address than yours.")
            }
            AcceptInvitationError::Tenancy(error) => error.into(),
        }
    }
}
