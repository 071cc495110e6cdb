use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::StatusCode;
use hyper::body::{Body, Incoming};
use hyper::header::{CONTENT_RANGE, CONTENT_TYPE, HeaderMap};

use super::byte_range::{ByteRange, Part};
use super::client::{Account, Carrier, segment};
use super::error::{CarrierError, Verdict};

/// How long the carrier may be silent within a recording.
const SILENCE_LIMIT: Duration = Duration::from_secs(20);

/// What a WAV file may be called.
const WAV: [&str; 4] = ["audio/x-wav", "audio/wav", "audio/wave", "audio/vnd.wave"];

/// What the carrier has under the SID of a recording.
#[derive(Debug)]
pub enum OpenedRecording {
    Audio(RecordingAudio),
    /// The account has no such recording, or has it no more.
    Missing,
    /// It ends before the range that was asked for.
    BeyondEnd,
}

/// The audio of a recording, a WAV file, as it comes in.
#[derive(Debug)]
pub struct RecordingAudio {
    /// The part that it is; `None` where it is whole.
    pub part: Option<Part>,
    /// Bytes of it, if the carrier says so beforehand.
    pub length: Option<u64>,
    body: Incoming,
    /// Bytes that come before the part.
    skipped: u64,
    /// Bytes of the part that are to come, where it may end before what comes in.
    left: Option<u64>,
}

impl Carrier {
    /// The audio of a recording, or one range of its bytes. It is found by its SID: a `RecordingUrl` of a webhook is never
    /// fetched.
    pub async fn open_recording(
        &self,
        account: &Account,
        sid: &str,
        range: Option<ByteRange>,
    ) -> Result<OpenedRecording, CarrierError> {
        let path = account.path(&format!("Recordings/{}.wav", segment(sid)?))?;
        let response = match self.open(account, &path, range).await {
            Ok(response) => response,
            Err(CarrierError { status: Some(404 | 410), .. }) => return Ok(OpenedRecording::Missing),
            Err(CarrierError { status: Some(416), .. }) if range.is_some() => return Ok(OpenedRecording::BeyondEnd),
            Err(other) => return Err(other),
        };
        let (head, body) = response.into_parts();
        if !is_wav(&head.headers) {
            return Err(CarrierError::unreadable());
        }
        let whole = RecordingAudio { part: None, length: body.size_hint().exact(), body, skipped: 0, left: None };
        if head.status == StatusCode::PARTIAL_CONTENT {
            let part = header(&head.headers, &CONTENT_RANGE).and_then(Part::parse);
            let part = part.ok_or_else(CarrierError::unreadable)?;
            let audio = RecordingAudio { part: Some(part), length: Some(part.length()), ..whole };
            return Ok(OpenedRecording::Audio(audio));
        }
        Ok(whole.cut(range))
    }
}

impl RecordingAudio {
    /// Cuts a whole file, of a carrier that gives no parts, to the range that was asked for. One of unknown length stays
    /// whole.
    fn cut(self, range: Option<ByteRange>) -> OpenedRecording {
        let (Some(range), Some(total)) = (range, self.length) else { return OpenedRecording::Audio(self) };
        let Some(part) = range.within(total) else { return OpenedRecording::BeyondEnd };
        let length = Some(part.length());
        OpenedRecording::Audio(Self { part: Some(part), length, skipped: part.first, left: length, ..self })
    }

    /// The next bytes; `None` at the end.
    pub async fn next_chunk(&mut self) -> Result<Option<Bytes>, CarrierError> {
        while self.left != Some(0) {
            let frame = tokio::time::timeout(SILENCE_LIMIT, self.body.frame()).await.map_err(|_| lost())?;
            let Some(frame) = frame else { return Ok(None) };
            let Ok(data) = frame.map_err(|_| lost())?.into_data() else { continue };
            let data = self.within_part(data);
            if !data.is_empty() {
                return Ok(Some(data));
            }
        }
        Ok(None)
    }

    /// What of these bytes, the next ones of the file, belongs to the part.
    fn within_part(&mut self, mut data: Bytes) -> Bytes {
        let before = data.len().min(usize::try_from(self.skipped).unwrap_or(usize::MAX));
        self.skipped -= before as u64;
        let mut data = data.split_off(before);
        if let Some(left) = &mut self.left {
            data.truncate(usize::try_from(*left).unwrap_or(usize::MAX));
            *left -= data.len() as u64;
        }
        data
    }
}

fn is_wav(headers: &HeaderMap) -> bool {
    let content_type = header(headers, &CONTENT_TYPE).and_then(|value| value.split(';').next());
    content_type.is_some_and(|kind| WAV.iter().any(|wav| kind.trim().eq_ignore_ascii_case(wav)))
}

fn header<'h>(headers: &'h HeaderMap, name: &hyper::header::HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

fn lost() -> CarrierError {
    CarrierError::new(Verdict::InDoubt, "the recording was cut off")
}
