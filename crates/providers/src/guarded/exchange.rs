//! One request and its response over a connection that ends with it.

use std::future::Future;
use std::pin::pin;

use bytes::{Bytes, BytesMut};
use http_body_util::{BodyExt, Full};
use hyper::Request;
use hyper::body::{Body, Incoming};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};

use super::metered::Metered;
use super::{GuardedError, GuardedResponse, Limits};

/// The least buffer that hyper takes, in bytes.
const LEAST_BUFFER: usize = 8 << 10;

/// Bytes that may be read of a body that is dropped.
const READ_AHEAD: usize = 64 << 10;

pub(super) async fn exchange<S>(
    stream: S,
    request: Request<Full<Bytes>>,
    limits: &Limits,
) -> Result<GuardedResponse, GuardedError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let stream = Metered::new(stream, most_bytes(limits));
    let (mut sender, connection) = http1::Builder::new()
        .max_buf_size(limits.head.max(LEAST_BUFFER))
        .max_header_size(limits.head)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(GuardedError::Http)?;
    let response = async {
        let (head, body) = sender.send_request(request).await.map_err(GuardedError::Http)?.into_parts();
        let body = match limits.body {
            Some(limit) => read_limited(body, limit).await?,
            None => Bytes::new(),
        };
        Ok(GuardedResponse { status: head.status.as_u16(), headers: head.headers, body })
    };
    drive(connection, response).await
}

/// More than a response within the limits has: head and body twice, for what chunks and informational responses add, and
/// what is read ahead.
fn most_bytes(limits: &Limits) -> usize {
    2 * (limits.head + limits.body.unwrap_or_default()) + READ_AHEAD
}

/// Awaits the response while the connection works. Dropped, it drops both.
async fn drive<T>(connection: impl Future, response: impl Future<Output = T>) -> T {
    let (mut connection, mut response) = (pin!(connection), pin!(response));
    tokio::select! {
        biased;
        response = &mut response => return response,
        _ = &mut connection => {}
    }
    // The connection has ended; what it has read is still to be taken.
    response.await
}

/// Why a body wasn't read to its end.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadError {
    #[error("the response is too long")]
    TooLong,
    #[error(transparent)]
    Http(hyper::Error),
}

impl From<ReadError> for GuardedError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::TooLong => Self::BodyTooLong,
            ReadError::Http(error) => Self::Http(error),
        }
    }
}

/// Reads a body of at most `limit` bytes.
pub(crate) async fn read_limited(mut body: Incoming, limit: usize) -> Result<Bytes, ReadError> {
    if body.size_hint().lower() > limit as u64 {
        return Err(ReadError::TooLong);
    }
    let mut read = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(ReadError::Http)?.into_data() else { continue };
        if read.len() + data.len() > limit {
            return Err(ReadError::TooLong);
        }
        read.extend_from_slice(&data);
    }
    Ok(read.freeze())
}
