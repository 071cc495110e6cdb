use std::rc::Rc;

use actix_web::HttpResponse;
use auth::mfa;
use qrcode::QrCode;
use qrcode::render::svg;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::last_factor;
use super::recovery_codes::RecoveryCodesView;
use super::verify::ProofInput;
use crate::error::Error;
use crate::request::Request;
use crate::route::Response;
use crate::routes::auth::input::Faults;
use crate::routes::auth::renewed;

/// What an authenticator app needs. It is shown this once.
#[derive(Serialize, JsonSchema)]
pub struct EnrollmentView {
    /// In base32, for typing
    secret: String,
    /// `otpauth://totp/…`
    otpauth_url: String,
    /// The same as a QR code
    qr_svg: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// Six digits that the app shows
    #[schemars(length(min = 6, max = 32), regex(pattern = "^[ -]*([0-9][ -]*){6}$"), example = &"492039")]
    code: String,
}

/// Makes a secret.
pub async fn enroll(request: Rc<Request>) -> Response {
    let enrollment = mfa::enroll(&request.state.auth, &request.claim()?).await?;
    let code = QrCode::new(&enrollment.url).map_err(Error::internal)?;
    let qr_svg = code.render::<svg::Color<'_>>().min_dimensions(240, 240).build();
    Ok(HttpResponse::Ok().json(EnrollmentView { secret: enrollment.secret, otpauth_url: enrollment.url, qr_svg }))
}

/// Takes the first code.
pub async fn confirm(request: Rc<Request>) -> Response {
    let input: Confirmation = request.body()?;
    let mut faults = Faults::default();
    let Some(code) = faults.code(&input.code) else { return Err(faults.into_error()) };
    let confirmed = mfa::confirm(&request.state.auth, &request.claim()?, &code).await?;
    renewed(&request, confirmed.token)?;
    Ok(HttpResponse::Ok().json(RecoveryCodesView::from(confirmed.recovery_codes)))
}

/// Forgets the authenticator.
pub async fn disable(request: Rc<Request>) -> Response {
    let proof = request.body::<ProofInput>()?.read()?;
    let token = mfa::disable(&request.state.auth, &request.claim()?, &proof, last_factor(&request).await?).await?;
    renewed(&request, token)?;
    Ok(HttpResponse::NoContent().finish())
}
