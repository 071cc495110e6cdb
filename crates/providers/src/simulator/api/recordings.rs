use hyper::StatusCode;
use serde_json::json;

use super::sound::sound;
use super::{NOT_FOUND, ok};
use crate::simulator::books::BooksError;
use crate::simulator::engine::World;
use crate::simulator::server::Reply;

/// The longest audio that is made, whatever the recording says.
const MOST_SECONDS: u32 = 60;

/// `Recordings/{sid}` describes a recording, `Recordings/{sid}.wav` is its audio.
pub(super) async fn find(world: &World, account: &str, name: &str) -> Result<Reply, BooksError> {
    let sid = name.trim_end_matches(".wav");
    let Some(recording) = world.books.recording(account, sid).await? else { return Ok(Reply::refused(NOT_FOUND)) };
    if sid == name {
        let about = json!({
            "sid": recording.sid,
            "account_sid": recording.account_sid,
            "call_sid": recording.call_sid,
            "duration": recording.seconds.to_string(),
            "status": "completed",
        });
        return Ok(ok(&about));
    }
    let seconds = u32::try_from(recording.seconds).unwrap_or(1).min(MOST_SECONDS);
    let lines = world.books.lines(&recording.call_sid).await?;
    Ok(Reply::Send(StatusCode::OK, "audio/x-wav", sound(seconds, &lines).into()))
}
