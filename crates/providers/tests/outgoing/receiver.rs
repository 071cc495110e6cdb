//! A server on this machine that a request is sent to, well-behaved or not.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use parking_lot::Mutex;
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

/// What a receiver does once it has read a request.
#[derive(Clone)]
pub enum Serving {
    /// Sends the response, whole.
    Response(String),
    /// Nothing.
    Silence,
    /// Sends the beginning, and then the rest again and again, as fast as it is read.
    Flood(&'static str, String),
    /// The same, each time 20 ms later.
    Drip(&'static str, &'static str),
}

impl Serving {
    pub fn status(status: &str, headers: &str, body: &str) -> Self {
        Self::Response(format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\n\r\n{body}", body.len()))
    }
}

pub struct Receiver {
    pub address: SocketAddr,
    seen: Arc<Seen>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct Seen {
    connections: AtomicUsize,
    bytes_sent: AtomicUsize,
    requests: Mutex<Vec<(String, Vec<u8>)>>,
}

/// A certificate for a name, which is its own authority.
pub struct Identity {
    pub certificate: CertificateDer<'static>,
    acceptor: TlsAcceptor,
}

impl Identity {
    pub fn new(name: &str) -> Self {
        let made = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        Self { certificate: made.cert.der().clone(), acceptor: TlsAcceptor::from(Arc::new(config)) }
    }
}

impl Receiver {
    pub async fn start(serving: Serving) -> Self {
        Self::listen(None, serving).await
    }

    pub async fn start_tls(identity: &Identity, serving: Serving) -> Self {
        Self::listen(Some(identity.acceptor.clone()), serving).await
    }

    async fn listen(acceptor: Option<TlsAcceptor>, serving: Serving) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Seen::default());
        let shared = Arc::clone(&seen);
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                shared.connections.fetch_add(1, Ordering::SeqCst);
                let (seen, serving, acceptor) = (Arc::clone(&shared), serving.clone(), acceptor.clone());
                tokio::spawn(async move {
                    match acceptor {
                        None => serve(stream, &seen, serving).await,
                        Some(acceptor) => match acceptor.accept(stream).await {
                            Ok(stream) => serve(stream, &seen, serving).await,
                            Err(_) => None,
                        },
                    }
                });
            }
        });
        Self { address, seen, task }
    }

    pub fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }

    pub fn bytes_sent(&self) -> usize {
        self.seen.bytes_sent.load(Ordering::SeqCst)
    }

    /// The requests, head and body. What is no UTF-8 is replaced.
    pub fn requests(&self) -> Vec<String> {
        let requests = self.seen.requests.lock();
        requests.iter().map(|(head, body)| format!("{head}{}", String::from_utf8_lossy(body))).collect()
    }

    pub fn bodies(&self) -> Vec<Vec<u8>> {
        self.seen.requests.lock().iter().map(|(_, body)| body.clone()).collect()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// `None` once the client is gone.
async fn serve<S: AsyncRead + AsyncWrite + Unpin>(stream: S, seen: &Seen, serving: Serving) -> Option<()> {
    let mut stream = BufReader::new(stream);
    let request = read_request(&mut stream).await?;
    seen.requests.lock().push(request);
    let (beginning, rest, pause) = match serving {
        Serving::Response(response) => {
            stream.write_all(response.as_bytes()).await.ok()?;
            return stream.shutdown().await.ok();
        }
        Serving::Silence => ("", String::new(), Duration::from_mins(1)),
        Serving::Flood(beginning, rest) => (beginning, rest, Duration::ZERO),
        Serving::Drip(beginning, rest) => (beginning, rest.to_owned(), Duration::from_millis(20)),
    };
    stream.write_all(beginning.as_bytes()).await.ok()?;
    loop {
        stream.write_all(rest.as_bytes()).await.ok()?;
        stream.flush().await.ok()?;
        seen.bytes_sent.fetch_add(rest.len(), Ordering::SeqCst);
        tokio::time::sleep(pause).await;
    }
}

async fn read_request<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> Option<(String, Vec<u8>)> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if stream.read_line(&mut head).await.ok()? == 0 {
            return None;
        }
    }
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    stream.read_exact(&mut body).await.ok()?;
    Some((head, body))
}
