//! The console: a browser app of the API's, whose files are in the binary.
//!
//! Its pages have one shell, which loads the files. These stand under a hash of them all, so that a browser keeps them for
//! as long as they are this release's.

pub(crate) mod files;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderValue};
use actix_web::web::{self, Bytes, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::future;
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::route::Response;
use files::{Packed, content_type};

/// The paths that have the shell. What it shows at each is the console's own affair (`console/core/routes.js`).
const PAGES: [&str; 18] = [
    "/",
    "/sign-in",
    "/register",
    "/code",
    "/forgot",
    "/verify-email",
    "/reset-password",
    "/accept-invitation",
    "/welcome",
    "/workspaces/new",
    "/account",
    "/account/{page}",
    "/platform",
    "/platform/{page}",
    "/platform/{page}/{id}",
    "/t/{tenant}",
    "/t/{tenant}/",
    "/t/{tenant}/{rest:[^/]+(/[^/]+){0,2}/?}",
];

/// Where the console is beside a browser app of one's own.
pub const BESIDE_AN_APP: &str = "/console";

/// In the shell's source: the path of the files.
const ASSETS: &str = "{assets}";

/// In the shell's source: the path that those of the pages begin with.
const BASE: &str = "{base}";

/// Where the API's description is, beside the files.
const DESCRIPTION: &str = "openapi.json";

/// Shows what is pushed to the browser. It has a path of its own, since a browser keeps it, and the subscriptions made by it,
/// from release to release.
const PUSH_WORKER: &str = "push-worker.js";

/// A worker has the policy of its own response: it asks the API what a message is about.
const WORKER_POLICY: &str = "default-src 'none'; connect-src 'self'";

pub(crate) const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The console's files, and where they are read from.
pub struct Console {
    /// In development: read anew at each request.
    folder: Option<PathBuf>,
    /// What the paths of pages and files begin with: nothing, or [`BESIDE_AN_APP`].
    base: &'static str,
    /// Of the API; a console is made from it.
    description: Box<dyn Fn() -> Bytes + Send + Sync>,
    release: OnceLock<Release>,
}

/// What follows from the files and the API's description.
struct Release {
    hash: String,
    shell: Shell,
    description: Packed,
}

struct Shell {
    html: Bytes,
    policy: HeaderValue,
}

impl Console {
    /// The files of the binary, or those of a folder, with the API's description beside them.
    pub fn new(
        folder: Option<PathBuf>,
        base: &'static str,
        description: impl Fn() -> Bytes + Send + Sync + 'static,
    ) -> Self {
        Self { folder, base, description: Box::new(description), release: OnceLock::new() }
    }

    /// Made when it is first asked for: the description is large.
    fn release(&self) -> Result<&Release, Error> {
        if let Some(release) = self.release.get() {
            return Ok(release);
        }
        let openapi = without_responses(&(self.description)()).map_err(Error::internal)?;
        let hash = match self.folder {
            Some(_) => "dev".to_owned(),
            None => hash_of(&[&files::HASH, &openapi]),
        };
        let shell =
            Shell::new(&files::inflated(&files::find("index.html").ok_or(Error::NotFound)?)?, self.base, &hash)?;
        let description = files::pack(&openapi).map_err(Error::internal)?;
        Ok(self.release.get_or_init(|| Release { hash, shell, description }))
    }

    fn shell(&self) -> Response {
        let release = self.release()?;
        let own;
        let shell = match &self.folder {
            Some(folder) => {
                own = Shell::new(&files::read(folder, "index.html")?, self.base, &release.hash)?;
                &own
            }
            None => &release.shell,
        };
        Ok(HttpResponse::Ok()
            .content_type("text/html; charset=utf-8")
            .insert_header((CONTENT_SECURITY_POLICY, shell.policy.clone()))
            .body(shell.html.clone()))
    }

    fn file(&self, request: &HttpRequest) -> Response {
        let release = self.release()?;
        let path = request.match_info();
        if path.query("hash") != release.hash {
            return Err(Error::NotFound);
        }
        let mut response = HttpResponse::Ok();
        if self.folder.is_none() {
            response.insert_header((CACHE_CONTROL, FOREVER));
        }
        match path.query("file") {
            DESCRIPTION => {
                response.content_type("application/json");
                files::respond(request, &mut response, release.description.clone())
            }
            name => self.named(request, response, name),
        }
    }

    /// Completes a response by a file of the binary or the folder.
    fn named(&self, request: &HttpRequest, mut response: HttpResponseBuilder, name: &str) -> Response {
        response.content_type(content_type(name).ok_or(Error::NotFound)?);
        match &self.folder {
            Some(folder) => Ok(response.body(files::read(folder, name)?)),
            None => files::respond(request, &mut response, files::find(name).ok_or(Error::NotFound)?),
        }
    }

    fn push_worker(&self, request: &HttpRequest) -> Response {
        let mut response = HttpResponse::Ok();
        response.insert_header((CONTENT_SECURITY_POLICY, WORKER_POLICY));
        self.named(request, response, PUSH_WORKER)
    }
}

impl Shell {
    /// The shell with the paths of its pages and files, and its policy, which lets an import map stand where there is one. Its
    /// one trusted type makes the URL of the push worker, which a browser registers by a URL alone.
    fn new(source: &[u8], base: &str, hash: &str) -> Result<Self, Error> {
        let html = std::str::from_utf8(source).map_err(Error::internal)?;
        let html = html.replace(ASSETS, &format!("{base}/assets/{hash}")).replace(BASE, base);
        let map = html.split_once("<script type=\"importmap\">").and_then(|(_, rest)| rest.split_once("</script>"));
        let map = map.map(|(map, _)| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(map)))).unwrap_or_default();
        let policy = format!(
            "default-src 'none'; script-src 'self'{map}; style-src 'self'; img-src 'self' blob:; \
             media-src 'self' blob:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; \
             require-trusted-types-for 'script'; trusted-types push-worker"
        );
        let policy = HeaderValue::from_str(&policy).map_err(Error::internal)?;
        Ok(Self { html: Bytes::from(html), policy })
    }
}

/// The API's description without what a client needs to check answers: a browser reads half of it in half the time.
fn without_responses(openapi: &[u8]) -> serde_json::Result<Vec<u8>> {
    let mut document: serde_json::Value = serde_json::from_slice(openapi)?;
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    for operation in paths.filter_map(|(_, methods)| methods.as_object_mut()).flatten() {
        if let Some(operation) = operation.1.as_object_mut() {
            for part in ["responses", "security", "tags"] {
                operation.shift_remove(part);
            }
        }
    }
    serde_json::to_vec(&document)
}

fn hash_of(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hex::encode(&hash.finalize()[..8])
}

/// Adds the console's pages and files. They are in no route table, since they are no part of the API; what a page shows, it
/// asks the API for.
pub fn pages(config: &mut ServiceConfig, console: &Arc<Console>) {
    let base = console.base;
    let outermost = Some(base.to_owned()).filter(|base| !base.is_empty());
    for page in PAGES.iter().map(|page| format!("{base}{page}")).chain(outermost) {
        let console = Arc::clone(console);
        let shell = move || future::ready(console.shell());
        config.service(read_only(&page).route(web::get().to(shell.clone())).route(web::head().to(shell)));
    }
    let worker = {
        let console = Arc::clone(console);
        move |request: HttpRequest| future::ready(console.push_worker(&request))
    };
    let workers = read_only(&format!("{base}/{PUSH_WORKER}"));
    config.service(workers.route(web::get().to(worker.clone())).route(web::head().to(worker)));
    let console = Arc::clone(console);
    let file = move |request: HttpRequest| future::ready(console.file(&request));
    let files = read_only(&format!("{base}/assets/{{hash}}/{{file:.+}}"));
    config.service(files.route(web::get().to(file.clone())).route(web::head().to(file)));
}

/// Where GET and HEAD are all that there is.
pub(crate) fn read_only(path: &str) -> actix_web::Resource {
    let refuse = || {
        future::ready(Err::<HttpResponse, _>(Error::MethodNotAllowed { allow: HeaderValue::from_static("GET, HEAD") }))
    };
    web::resource(path).default_service(web::to(refuse))
}
