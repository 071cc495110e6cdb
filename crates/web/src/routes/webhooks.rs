//! What the carriers of tenants' phones call. A request is admitted by its signature, and has one effect and one response
//! however often it comes.

mod conversation;
mod documents;
mod door;
mod replies;
mod response;
mod sms;
mod status;
mod voice;

use actix_web::http::Method;

use crate::edge::limit::Limit;
use crate::route::{Body, Route, Success, handler};
use crate::schema::Schema;

/// The lines of the table about carriers.
pub fn routes() -> Vec<Route> {
    let line = |path, operation, summary, success, handler| {
        Route::new("webhooks", (Method::POST, path), operation, summary, success, handler)
            .open("the carrier signs it with the phone's token")
            .body(Body::Signed)
            .limit(Limit::Webhook)
    };
    let document = Success { status: 200, schema: Schema::Text("text/xml") };
    vec![
        line(
            "/webhooks/twilio/{phone_id}/voice",
            "callWebhook",
            "What a call does next, as TwiML",
            document,
            handler!(voice::voice),
        )
        .query(&["attempt", "turn"]),
        line(
            "/webhooks/twilio/{phone_id}/sms",
            "messageWebhook",
            "Takes a text message, and replies by TwiML",
            document,
            handler!(sms::sms),
        ),
        line(
            "/webhooks/twilio/{phone_id}/status",
            "statusWebhook",
            "Takes the status of a call or of a message",
            Success::NOTHING,
            handler!(status::status),
        )
        .query(&["attempt", "reply"]),
    ]
}
