//! The files that `build.rs` packed, and those of a folder in development.

use std::io::{self, Read, Write};
use std::path::Path;

use actix_web::http::header::{ACCEPT_ENCODING, AcceptEncoding, CONTENT_ENCODING, Encoding, Header, VARY};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponseBuilder};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use crate::error::Error;
use crate::route::Response;

include!(concat!(env!("OUT_DIR"), "/console.rs"));

/// A file, compressed by gzip.
pub type Packed = Bytes;

/// A file of the binary by its path in the console's folder.
pub fn find(path: &str) -> Option<Packed> {
    let found = FILES.binary_search_by(|(name, _)| (*name).cmp(path)).ok()?;
    Some(Bytes::from_static(FILES[found].1))
}

/// Compresses.
pub fn pack(bytes: &[u8]) -> io::Result<Packed> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    Ok(Bytes::from(encoder.finish()?))
}

/// A file as it was before.
pub fn inflated(packed: &Packed) -> Result<Bytes, Error> {
    let mut bytes = Vec::new();
    GzDecoder::new(packed.as_ref()).read_to_end(&mut bytes).map_err(Error::internal)?;
    Ok(Bytes::from(bytes))
}

/// A file of a folder. [`Error::NotFound`] where it isn't there, and outside the folder.
pub fn read(folder: &Path, path: &str) -> Result<Bytes, Error> {
    let (folder, file) = (folder.canonicalize(), folder.join(path).canonicalize());
    match (folder, file) {
        (Ok(folder), Ok(file)) if file.starts_with(&folder) && file.is_file() => {
            Ok(Bytes::from(std::fs::read(file).map_err(Error::internal)?))
        }
        _ => Err(Error::NotFound),
    }
}

/// The media type of a file by the end of its name; `None` for what isn't served.
pub fn content_type(path: &str) -> Option<&'static str> {
    let name = path.rsplit('/').next()?;
    Some(match name.rsplit_once('.').map(|(_, end)| end) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        None if name.starts_with("LICENSE") || name == "NOTICE" => "text/plain; charset=utf-8",
        _ => return None,
    })
}

/// Completes a response by a file: compressed where the client takes that.
pub fn respond(request: &HttpRequest, response: &mut HttpResponseBuilder, packed: Packed) -> Response {
    response.insert_header((VARY, ACCEPT_ENCODING.as_str()));
    if takes_gzip(request) {
        return Ok(response.insert_header((CONTENT_ENCODING, "gzip")).body(packed));
    }
    Ok(response.body(inflated(&packed)?))
}

fn takes_gzip(request: &HttpRequest) -> bool {
    let accepted = AcceptEncoding::parse(request).ok();
    let chosen = accepted.and_then(|accepted| accepted.negotiate([Encoding::gzip(), Encoding::identity()].iter()));
    chosen == Some(Encoding::gzip())
}
