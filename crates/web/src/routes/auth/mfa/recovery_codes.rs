use std::rc::Rc;

use actix_web::HttpResponse;
use auth::mfa::{self, RecoveryCodes};
use schemars::JsonSchema;
use serde::Serialize;

use crate::request::Request;
use crate::route::Response;

/// Codes for a user who has lost their other factors, each taken once. They are shown this once.
#[derive(Serialize, JsonSchema)]
pub struct RecoveryCodesView {
    recovery_codes: Vec<String>,
}

impl From<RecoveryCodes> for RecoveryCodesView {
    fn from(codes: RecoveryCodes) -> Self {
        Self { recovery_codes: codes.0 }
    }
}

/// Makes new codes.
pub async fn renew(request: Rc<Request>) -> Response {
    let codes = mfa::renew_recovery_codes(&request.state.auth, &request.claim()?).await?;
    Ok(HttpResponse::Ok().json(RecoveryCodesView::from(codes)))
}
