//! A browser app of one's own: the files of a folder, on the API's origin.
//!
//! It has the paths that nothing else has: those of the API, the console and development stay theirs.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, ETAG, EntityTag, Header, HeaderValue, IfNoneMatch,
};
use actix_web::web::{self, Bytes};
use actix_web::{HttpMessage, HttpResponse};
use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::route::Response;
use crate::routes::ROUTES;

/// What is shown at `/`, and at each path of the app's own router.
const INDEX: &str = "index.html";

/// Bytes. A file is read whole, so that larger ones belong into a file store.
const LARGEST: u64 = 32 << 20;

/// All that the app loads and reaches is of its own origin, and nothing of it stands within a page.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; \
     media-src 'self' blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; \
     base-uri 'none'; frame-ancestors 'none'; object-src 'none'",
);

/// Kept by browsers, and asked for anew each time: a release shows at the next load.
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// The first parts of paths that are never the app's.
static TAKEN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let routes = ROUTES.iter().filter_map(|route| route.path.split('/').nth(1));
    routes.chain(["console", "dev"]).collect()
});

/// Whether a path, as a request has it, is the app's.
pub fn has(path: &str) -> bool {
    decoded(path).is_some_and(|path| path.split('/').nth(1).is_some_and(|first| !TAKEN.contains(first)))
}

/// The folder of the app's files, which are read at each request.
pub struct BrowserApp {
    folder: PathBuf,
}

struct File {
    bytes: Bytes,
    kind: &'static str,
}

impl BrowserApp {
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Responds with a file, or with the app's page where no file has the path and the path has no ending.
    ///
    /// [`Error::NotFound`] for other paths, [`Error::MethodNotAllowed`] for methods other than GET and HEAD.
    pub async fn serve(&self, request: ServiceRequest) -> Result<ServiceResponse, actix_web::Error> {
        match self.response(&request).await {
            Ok(response) => Ok(request.into_response(response)),
            Err(error) => Err(error.into()),
        }
    }

    async fn response(&self, request: &ServiceRequest) -> Response {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return Err(Error::MethodNotAllowed { allow: HeaderValue::from_static("GET, HEAD") });
        }
        let (folder, path) = (self.folder.clone(), request.path().to_owned());
        let file = web::block(move || find(&folder, &path)).await.map_err(Error::internal)??;
        let tag = EntityTag::new_strong(hex::encode(&Sha256::digest(&file.bytes)[..16]));
        let mut response = if is_known(request, &tag) { HttpResponse::NotModified() } else { HttpResponse::Ok() };
        response
            .insert_header((ETAG, tag))
            .insert_header((CACHE_CONTROL, ASK_AGAIN))
            .insert_header((CONTENT_SECURITY_POLICY, POLICY))
            .content_type(file.kind);
        Ok(response.body(file.bytes))
    }
}

/// Whether the client has this version already.
fn is_known(request: &impl HttpMessage, tag: &EntityTag) -> bool {
    match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(known)) => known.iter().any(|one| one.weak_eq(tag)),
        Err(_) => false,
    }
}

/// The file of a path; the page where there is none and the path has no ending.
fn find(folder: &Path, path: &str) -> Result<File, Error> {
    let path = decoded(path).ok_or(Error::NotFound)?;
    let name = path.strip_prefix('/').ok_or(Error::NotFound)?;
    let name = name.strip_suffix('/').unwrap_or(name);
    if name.is_empty() {
        return read(folder, INDEX);
    }
    if name.split('/').any(|part| part.is_empty() || part.starts_with('.') || part.contains(['\\', '\0'])) {
        return Err(Error::NotFound);
    }
    match read(folder, name) {
        Err(Error::NotFound) if ending(name).is_none() => read(folder, INDEX),
        found => found,
    }
}

/// A file of the folder. [`Error::NotFound`] where it isn't there, and where a link leads out of the folder.
fn read(folder: &Path, name: &str) -> Result<File, Error> {
    let (Ok(folder), Ok(file)) = (folder.canonicalize(), folder.join(name).canonicalize()) else {
        return Err(Error::NotFound);
    };
    let within = file.strip_prefix(&folder).map_err(|_| Error::NotFound)?;
    let is_hidden = within.iter().any(|part| part.as_encoded_bytes().starts_with(b"."));
    if is_hidden || !file.is_file() {
        return Err(Error::NotFound);
    }
    if file.metadata().map_err(Error::internal)?.len() > LARGEST {
        return Err(Error::internal(format!("a file of APP_DIR has more than {LARGEST} bytes: {name}")));
    }
    Ok(File { bytes: Bytes::from(std::fs::read(&file).map_err(Error::internal)?), kind: content_type(name) })
}

/// A path as it was before it was encoded.
fn decoded(path: &str) -> Option<String> {
    Some(percent_decode_str(path).decode_utf8().ok()?.into_owned())
}

/// The end of a file's name, behind its last dot.
fn ending(name: &str) -> Option<&str> {
    name.rsplit('/').next()?.rsplit_once('.').map(|(_, end)| end)
}

/// The media type of a file by the end of its name.
fn content_type(name: &str) -> &'static str {
    match ending(name).unwrap_or_default().to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "xml" => "application/xml",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "pdf" => "application/pdf",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        _ => "application/octet-stream",
    }
}
