//! Listening, and stopping without failing anybody.

use std::fmt;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use actix_http::error::DispatchError;
use actix_http::{HttpService, Protocol, Request, Response};
use actix_service::{IntoServiceFactory, ServiceFactory, ServiceFactoryExt, fn_service, map_config};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{AppConfig, Server, ServerHandle, Service};
use actix_web::rt::net::TcpStream;
use actix_web::{App, HttpResponse, HttpServer, web};
use tokio::io::AsyncWriteExt;

use crate::edge::{Admission, Peer, Socket, Timeouts, bare_response};
use crate::error::Error;
use crate::health::Readiness;
use crate::metrics::Metrics;

/// How connections are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connections {
    pub workers: usize,
    /// Connections at once, per worker; more wait unaccepted.
    pub max_per_worker: usize,
    /// Until a connection's first head must be complete; then 408.
    pub head_timeout: Duration,
    /// How long an idle connection stays open.
    pub keep_alive: Duration,
    /// What requests in flight get to end in once the listener is closed.
    pub shutdown_timeout: Duration,
}

/// Builds the server around `factory`, which makes one application per worker.
///
/// Does what `HttpServer` does, with our own socket beneath the parser; see [`Socket`]. Signals are left to the
/// caller.
pub fn server<F, I, S, B>(
    listeners: Vec<TcpListener>,
    connections: Connections,
    timeouts: Timeouts,
    admission: Arc<Admission>,
    metrics: Arc<Metrics>,
    factory: F,
) -> io::Result<Server>
where
    F: Fn() -> I + Send + Clone + 'static,
    I: IntoServiceFactory<S, Request>,
    S: ServiceFactory<Request, Config = AppConfig> + 'static,
    S::Error: Into<actix_web::Error> + 'static,
    S::InitError: fmt::Debug,
    S::Response: Into<Response<B>> + 'static,
    S::Service: 'static,
    <S::Service as Service<Request>>::Future: 'static,
    B: MessageBody + 'static,
{
    let mut builder = Server::build()
        .workers(connections.workers)
        .max_concurrent_connections(connections.max_per_worker)
        .shutdown_timeout(connections.shutdown_timeout.as_secs())
        .disable_signals();
    let stopping = builder.graceful_shutdown_signal();
    let service = move || {
        let (admission, metrics) = (Arc::clone(&admission), Arc::clone(&metrics));
        let stopping = stopping.clone();
        let application = factory().into_factory().map_err(|error| {
            let response: HttpResponse<BoxBody> = error.into().error_response();
            Response::from(response)
        });
        let http = HttpService::build()
            .keep_alive(connections.keep_alive)
            .client_request_timeout(connections.head_timeout)
            .client_disconnect_timeout(Duration::from_secs(1))
            .graceful_shutdown_signal(move || {
                let stopping = stopping.clone();
                async move { stopping.notified().await }
            })
            .on_connect_ext(|socket: &Socket<TcpStream>, data| {
                data.insert(Rc::clone(socket.connection()));
            })
            .finish(map_config(application, |()| AppConfig::default()));
        fn_service(move |io: TcpStream| open(io, Arc::clone(&admission), Arc::clone(&metrics), timeouts)).and_then(http)
    };
    for listener in listeners {
        builder = builder.listen("bulkhead", listener, service.clone())?;
    }
    Ok(builder.run())
}

/// Takes a connection in, unless its client has too many.
async fn open(
    io: TcpStream,
    admission: Arc<Admission>,
    metrics: Arc<Metrics>,
    timeouts: Timeouts,
) -> Result<(Socket<TcpStream>, Protocol, Option<SocketAddr>), DispatchError> {
    io.set_nodelay(true)?;
    let address = io.peer_addr().ok();
    match address.map_or(Ok(None), |address| admission.connection(address.ip())) {
        Ok(share) => {
            let socket = Socket::new(io, Peer::new(admission, address, share), metrics, timeouts);
            Ok((socket, Protocol::Http1, address))
        }
        Err(refusal) => Err(refuse(io, &refusal).await),
    }
}

/// Tells the client why its connection is closed, as far as that can be told without reading what it sends.
async fn refuse(mut io: TcpStream, refusal: &Error) -> DispatchError {
    let told = async {
        io.write_all(&bare_response::refusal(refusal)).await?;
        io.shutdown().await
    };
    told.await.err().unwrap_or_else(|| io::ErrorKind::QuotaExceeded.into()).into()
}

/// Builds the metrics listener, which serves `GET /metrics` and nothing else.
pub fn metrics_server(listener: TcpListener, metrics: Arc<Metrics>) -> io::Result<Server> {
    let factory = move || {
        let metrics = Arc::clone(&metrics);
        let render = move || {
            let text = metrics.render();
            async move { HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text) }
        };
        App::new().route("/metrics", web::get().to(render))
    };
    Ok(HttpServer::new(factory).workers(1).disable_signals().listen(listener)?.run())
}

/// Stops the server: unready first, for `drain` still serving, then no new connection, and an end once everything in
/// flight is answered or the shutdown timeout is over.
pub async fn stop(server: ServerHandle, readiness: &Readiness, drain: Duration) {
    readiness.drain();
    tracing::info!(drain_seconds = drain.as_secs(), "stopping");
    tokio::time::sleep(drain).await;
    server.stop(true).await;
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    use super::*;

    #[actix_web::test]
    async fn metrics_have_a_port_of_their_own() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = metrics_server(listener, Arc::new(Metrics::new([]).unwrap())).unwrap();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        let response = web::block(move || {
            let mut stream = std::net::TcpStream::connect(address).unwrap();
            stream.write_all(b"GET /metrics HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").unwrap();
            let mut response = String::new();
            stream.read_to_string(&mut response).unwrap();
            response
        });
        assert!(response.await.unwrap().contains("bulkhead_build_info"));
        handle.stop(false).await;
    }
}
