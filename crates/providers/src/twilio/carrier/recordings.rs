use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use hyper::header::CONTENT_TYPE;

use super::calls::found;
use super::client::{Account, Carrier, segment};
use super::error::{CarrierError, Verdict};

/// How long the carrier may be silent within a recording.
const SILENCE_LIMIT: Duration = Duration::from_secs(20);

/// The audio of a recording, as it comes in.
#[derive(Debug)]
pub struct RecordingAudio {
    /// As `audio/x-wav`.
    pub content_type: Option<String>,
    /// Bytes in all, if the carrier says so beforehand.
    pub length: Option<u64>,
    body: Incoming,
}

impl Carrier {
    /// The audio of a recording, as a WAV file. `None` where the account has no such recording. It is found by its SID: a
    /// `RecordingUrl` of a webhook is never fetched.
    pub async fn open_recording(&self, account: &Account, sid: &str) -> Result<Option<RecordingAudio>, CarrierError> {
        let path = account.path(&format!("Recordings/{}.wav", segment(sid)?))?;
        let Some(response) = found(self.open(account, &path).await)? else { return Ok(None) };
        let (head, body) = response.into_parts();
        let content_type = head.headers.get(CONTENT_TYPE).and_then(|value| Some(value.to_str().ok()?.to_owned()));
        Ok(Some(RecordingAudio { content_type, length: body.size_hint().exact(), body }))
    }
}

impl RecordingAudio {
    /// The next bytes; `None` at the end.
    pub async fn next_chunk(&mut self) -> Result<Option<Bytes>, CarrierError> {
        loop {
            let frame = tokio::time::timeout(SILENCE_LIMIT, self.body.frame()).await;
            match frame.map_err(|_| lost())? {
                None => return Ok(None),
                Some(frame) => {
                    if let Ok(data) = frame.map_err(|_| lost())?.into_data() {
                        return Ok(Some(data));
                    }
                }
            }
        }
    }
}

fn lost() -> CarrierError {
    CarrierError::new(Verdict::InDoubt, "the recording was cut off")
}
