use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use serde::Serialize;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use super::books::{Books, BooksError};
use super::engine::World;
use super::rules::Refusal;
use super::settings::SimulatorSettings;
use super::{api, operator};

/// A simulated carrier that listens and works until it is dropped. Its books then have what is left to do.
pub struct Simulator {
    address: SocketAddr,
    books: Books,
    tasks: Vec<JoinHandle<()>>,
}

/// Why it doesn't start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("the address can't be listened on")]
    Listen(#[from] std::io::Error),
    #[error("TLS can't be set up")]
    Tls(#[from] rustls::Error),
    /// Its operators need no sign-in.
    #[error("the simulated carrier listens on this machine only, as on 127.0.0.1:4003")]
    NotLoopback,
}

/// The most bytes of a request's body.
const BODY_LIMIT: usize = 64 * 1024;

/// A request, read whole.
pub(super) struct Call<'a> {
    pub method: Method,
    pub path: &'a str,
    pub query: &'a str,
    pub authorization: Option<&'a str>,
    pub is_json: bool,
    /// By its `Host`: a page of another site can have its own name lead here (DNS rebinding).
    pub is_for_this_machine: bool,
    pub body: Bytes,
}

/// What becomes of a request.
pub(super) enum Reply {
    Send(StatusCode, &'static str, Bytes),
    /// The client waits in vain.
    Hang,
    /// The connection ends without a response.
    Close,
}

/// Has the connection closed.
#[derive(Debug, thiserror::Error)]
#[error("the connection is closed without a response")]
struct Closed;

impl Reply {
    pub(super) fn json(status: StatusCode, value: &impl Serialize) -> Self {
        Self::Send(status, "application/json", serde_json::to_vec(value).unwrap_or_default().into())
    }

    pub(super) fn refused(refusal: Refusal) -> Self {
        let Refusal { status, code, message } = refusal;
        let more_info = format!("https://www.twilio.com/docs/errors/{code}");
        let body = serde_json::json!({ "code": code, "message": message, "more_info": more_info, "status": status });
        Self::json(StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST), &body)
    }
}

impl Simulator {
    pub async fn start(settings: SimulatorSettings, books: Books) -> Result<Self, StartError> {
        if !settings.listen.ip().is_loopback() {
            return Err(StartError::NotLoopback);
        }
        let listener = TcpListener::bind(settings.listen).await?;
        let address = listener.local_addr()?;
        let world = Arc::new(World::new(&settings, books.clone())?);
        let tasks = vec![tokio::spawn(Arc::clone(&world).run()), tokio::spawn(accept(listener, world))];
        Ok(Self { address, books, tasks })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn books(&self) -> &Books {
        &self.books
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

async fn accept(listener: TcpListener, world: Arc<World>) {
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        // What fails here is the peer's connection, or a limit of the machine that passes.
        let Ok((socket, _)) = listener.accept().await else {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            continue;
        };
        connections.spawn(serve(socket, Arc::clone(&world)));
    }
}

async fn serve(socket: TcpStream, world: Arc<World>) {
    let service = service_fn(|request| respond(&world, request));
    let connection = http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(socket), service);
    if let Err(error) = connection.await {
        tracing::trace!(error = &error as &dyn std::error::Error, "a connection to the simulated carrier ended");
    }
}

async fn respond(world: &World, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Closed> {
    let (head, body) = request.into_parts();
    let body = Limited::new(body, BODY_LIMIT).collect().await.map_err(|_| Closed)?.to_bytes();
    let text = |name| head.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let call = Call {
        method: head.method.clone(),
        path: head.uri.path(),
        query: head.uri.query().unwrap_or_default(),
        authorization: text(AUTHORIZATION),
        is_for_this_machine: text(HOST).is_some_and(names_this_machine),
        is_json: text(CONTENT_TYPE).is_some_and(|kind| kind.starts_with("application/json")),
        body,
    };
    let reply = if call.path.starts_with("/simulator/") {
        operator::respond(world, &call).await
    } else {
        api::respond(world, &call).await
    };
    let (status, content_type, body) = match reply.unwrap_or_else(|error| failure(&error)) {
        Reply::Send(status, content_type, body) => (status, content_type, body),
        Reply::Hang => std::future::pending().await,
        Reply::Close => return Err(Closed),
    };
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    Ok(response)
}

/// Whether a `Host` is `localhost` or a loopback address, with a port or without.
fn names_this_machine(host: &str) -> bool {
    let url = url::Url::parse(&format!("http://{host}/"));
    url.is_ok_and(|url| match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    })
}

fn failure(error: &BooksError) -> Reply {
    tracing::warn!(error = error as &dyn std::error::Error, "the simulated carrier can't use its books");
    Reply::refused(Refusal::new(500, 20500, "The books can't be used."))
}
