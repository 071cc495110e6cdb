//! Files as streams.

use std::io;

use actix_web::web::{Bytes, BytesMut};
use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};
use tokio::io::{AsyncRead, AsyncReadExt};

const CHUNK: usize = 64 * 1024;

/// What is left of a file, in chunks of at most 64 KiB.
pub fn chunks(file: impl AsyncRead + Unpin + Send + 'static) -> BoxStream<'static, Result<Bytes, io::Error>> {
    stream::try_unfold(file, |mut file| async move {
        let mut chunk = BytesMut::with_capacity(CHUNK);
        Ok((file.read_buf(&mut chunk).await? > 0).then(|| (chunk.freeze(), file)))
    })
    .boxed()
}
