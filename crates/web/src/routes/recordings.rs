//! The audio of recordings. It stays at the carrier, and is passed on as it comes in, to whom may see the recording.

use std::rc::Rc;
use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::body::SizedStream;
use actix_web::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_RANGE, CONTENT_TYPE, HeaderValue, IF_RANGE, RANGE,
};
use actix_web::http::{Method, StatusCode};
use base::causes;
use domain::recordings::{self, AudioSource};
use futures_util::stream;
use providers::Redacted;
use providers::twilio::carrier::{Account, ByteRange, CarrierError, OpenedRecording, RecordingAudio};
use tenancy::{Intent, Membership, Role};

use crate::error::Error;
use crate::request::{Request, X_TENANT};
use crate::route::{Response, Route, Success, handler};
use crate::schema::Schema;

/// How soon a carrier may be there again that doesn't say so itself.
const RETRY_AFTER: Duration = Duration::from_secs(5);

/// The line of the table for what can be heard.
pub fn routes() -> Vec<Route> {
    let path = (Method::GET, "/api/recordings/{id}/audio");
    let success = Success { status: 200, schema: Schema::Audio };
    let summary = "The audio of a recording, from its carrier";
    vec![
        Route::new("recordings", path, "hearRecording", summary, success, handler!(hear))
            .member(Role::Viewer)
            .allow_api_keys()
            .deferrable(),
    ]
}

async fn hear(request: Rc<Request>) -> Response {
    let (db, entry) = (&request.state.db, request.entry(Intent::Read)?);
    let (membership, source) = recordings::find_audio(db, &entry, request.id()?).await?;
    // No connection to the database is held from here on.
    match open(&request, &membership, &source).await? {
        OpenedRecording::Audio(audio) => respond(&membership, audio),
        OpenedRecording::Missing => {
            Err(Error::Gone { code: "recording_gone", detail: "The carrier has this recording no more.".into() })
        }
        OpenedRecording::BeyondEnd => {
            let detail = "The recording ends before the range begins.";
            Err(Error::special(StatusCode::RANGE_NOT_SATISFIABLE, "range_not_satisfiable", detail))
        }
    }
}

/// Begins to fetch the audio with the account of the phone.
async fn open(request: &Request, membership: &Membership, source: &AudioSource) -> Result<OpenedRecording, Error> {
    let Some(sid) = &source.sid else {
        return Err(Error::special(
            StatusCode::NOT_FOUND,
            "no_audio",
            "This recording has no audio: it is no carrier's.",
        ));
    };
    let account = source.account(&request.state.auth.secret_box, membership.tenant_id()).map_err(Error::internal)?;
    let carrier = request.state.shared.carriers.of(source.phone.provider);
    let (Some((account_sid, token)), Some(carrier)) = (account, carrier) else {
        return Err(Error::Unavailable { retry_after: RETRY_AFTER, cause: Some("the phone has no carrier".into()) });
    };
    let account = Account { sid: account_sid, auth_token: Redacted::new(token) };
    carrier.open_recording(&account, sid, range(request)).await.map_err(|error| failed(request, error))
}

/// The part that is asked for. Without a validator of ours, an `If-Range` holds for no recording (RFC 9110, 13.1.5).
fn range(request: &Request) -> Option<ByteRange> {
    let headers = request.http.headers();
    let header = headers.get(RANGE).filter(|_| !headers.contains_key(IF_RANGE))?;
    ByteRange::parse(header.to_str().ok()?)
}

/// What the client sees of a carrier that gives no audio.
fn failed(request: &Request, error: CarrierError) -> Error {
    if let Some(401 | 403) = error.status {
        let causes = causes::describe(&error);
        tracing::warn!(request.id = %request.id, error = %causes, "the carrier refuses the account of a recording");
        let detail = "The carrier refuses the phone's account: an admin has to give its auth_token again.";
        return Error::special(StatusCode::BAD_GATEWAY, "carrier_refused", detail);
    }
    Error::Unavailable { retry_after: error.retry_after.unwrap_or(RETRY_AFTER), cause: Some(error.into()) }
}

fn respond(membership: &Membership, audio: RecordingAudio) -> Response {
    let mut response = match audio.part {
        Some(part) => {
            let mut response = HttpResponse::PartialContent();
            response.insert_header((CONTENT_RANGE, part.to_string()));
            response
        }
        None => HttpResponse::Ok(),
    };
    response
        .insert_header((CONTENT_TYPE, HeaderValue::from_static("audio/wav")))
        .insert_header((CACHE_CONTROL, HeaderValue::from_static("private, no-store")))
        .insert_header((ACCEPT_RANGES, HeaderValue::from_static("bytes")))
        .insert_header((X_TENANT, HeaderValue::from_str(membership.slug()).map_err(Error::internal)?));
    let length = audio.length;
    // One that breaks off ends the connection, so that no client takes it for whole.
    let chunks = stream::try_unfold(audio, |mut audio| async move {
        let chunk = audio.next_chunk().await.map_err(Error::unavailable)?;
        Ok::<_, Error>(chunk.map(|chunk| (chunk, audio)))
    });
    Ok(match length {
        Some(length) => response.body(SizedStream::new(length, chunks)),
        None => response.streaming(chunks),
    })
}
