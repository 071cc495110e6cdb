use hyper::StatusCode;
use serde_json::json;

use super::{NOT_FOUND, ok};
use crate::simulator::books::BooksError;
use crate::simulator::engine::World;
use crate::simulator::server::Reply;

/// Samples a second, of one byte each: telephone quality.
const RATE: u32 = 8_000;

/// The longest audio that is made, whatever the recording says.
const MOST_SECONDS: u32 = 60;

/// `Recordings/{sid}` describes a recording, `Recordings/{sid}.wav` is its audio: a tone.
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
    Ok(Reply::Send(StatusCode::OK, "audio/x-wav", tone(seconds).into()))
}

/// A WAV file (PCM, 8 bits, mono) with a square wave of 400 Hz.
fn tone(seconds: u32) -> Vec<u8> {
    let length = RATE * seconds;
    let mut file = Vec::new();
    file.extend(b"RIFF");
    file.extend((36 + length).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16u32.to_le_bytes());
    file.extend([1u16, 1].map(u16::to_le_bytes).concat());
    file.extend([RATE, RATE].map(u32::to_le_bytes).concat());
    file.extend([1u16, 8].map(u16::to_le_bytes).concat());
    file.extend(b"data");
    file.extend(length.to_le_bytes());
    file.extend((0..length).map(|sample| if sample % 20 < 10 { 118 } else { 138 }));
    file
}
