//! A mail server that speaks SMTP over TCP, and remembers what it was told.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use parking_lot::Mutex;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// A letter as it arrived.
#[derive(Clone, Debug)]
pub struct Received {
    pub to: String,
    /// Headers and body.
    pub data: String,
    /// User and password, as SMTP's PLAIN has them.
    pub credentials: Option<String>,
    pub encrypted: bool,
}

#[derive(Clone)]
pub struct MailServer {
    pub address: SocketAddr,
    seen: Arc<Seen>,
    tls: Option<TlsAcceptor>,
}

#[derive(Default)]
struct Seen {
    received: Mutex<Vec<Received>>,
    /// The answers to the next letters, in place of accepting them.
    moods: Mutex<VecDeque<&'static str>>,
    commands: Mutex<Vec<String>>,
}

/// The server's certificate and key, and the file with the certificate for clients to trust.
struct Identity {
    config: Arc<ServerConfig>,
    file: PathBuf,
}

static IDENTITY: LazyLock<Identity> = LazyLock::new(|| {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate is made");
    let file = std::env::temp_dir().join(format!("bulkhead-test-{}.pem", std::process::id()));
    std::fs::write(&file, made.cert.pem()).expect("the certificate is written");
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).expect("a key");
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("TLS versions")
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .expect("the certificate fits its key");
    Identity { config: Arc::new(config), file }
});

impl MailServer {
    /// Offers STARTTLS.
    pub async fn start() -> Self {
        Self::listen(Some(TlsAcceptor::from(Arc::clone(&IDENTITY.config)))).await
    }

    /// Knows plain text only.
    pub async fn plain() -> Self {
        Self::listen(None).await
    }

    async fn listen(tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("it has an address");
        let server = Self { address, seen: Arc::default(), tls };
        let own = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = own.clone();
                tokio::spawn(async move { server.talk(Box::new(stream)).await });
            }
        });
        server
    }

    /// The file of the authority to trust.
    pub fn authority() -> String {
        IDENTITY.file.display().to_string()
    }

    pub fn received(&self) -> Vec<Received> {
        self.seen.received.lock().clone()
    }

    pub fn commands(&self) -> Vec<String> {
        self.seen.commands.lock().clone()
    }

    /// Answers the next letters with these lines before accepting any. An empty one ends the connection, without an
    /// answer, once it has the letter.
    pub fn refuse(&self, answers: &[&'static str]) {
        self.seen.moods.lock().extend(answers);
    }

    async fn talk(&self, stream: Box<dyn Stream>) -> Option<()> {
        let mut stream = BufReader::new(stream);
        let (mut encrypted, mut credentials, mut to) = (false, None, String::new());
        say(&mut stream, "220 localhost ready").await?;
        loop {
            let line = hear(&mut stream).await?;
            self.seen.commands.lock().push(line.clone());
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            match verb.as_str() {
                "EHLO" => {
                    let starttls = if self.tls.is_some() && !encrypted { "250-STARTTLS\r\n" } else { "" };
                    say(&mut stream, &format!("250-localhost\r\n{starttls}250-8BITMIME\r\n250 AUTH PLAIN")).await?;
                }
                "STARTTLS" => {
                    say(&mut stream, "220 go ahead").await?;
                    let secured = self.tls.as_ref()?.accept(stream.into_inner()).await.ok()?;
                    stream = BufReader::new(Box::new(secured));
                    encrypted = true;
                }
                "AUTH" => {
                    credentials = STANDARD.decode(line.rsplit(' ').next()?).ok().map(|plain| text(&plain));
                    say(&mut stream, "235 welcome").await?;
                }
                "RCPT" => {
                    to = line.split(['<', '>']).nth(1)?.to_owned();
                    say(&mut stream, "250 known").await?;
                }
                "DATA" => {
                    say(&mut stream, "354 go on").await?;
                    let mut data = String::new();
                    loop {
                        match hear(&mut stream).await?.as_str() {
                            "." => break,
                            line => data.extend([line.strip_prefix('.').unwrap_or(line), "\n"]),
                        }
                    }
                    let mood = self.seen.moods.lock().pop_front();
                    if mood.is_none() {
                        let received = Received { to: to.clone(), data, credentials: credentials.clone(), encrypted };
                        self.seen.received.lock().push(received);
                    }
                    if mood == Some("") {
                        return None;
                    }
                    say(&mut stream, mood.unwrap_or("250 accepted")).await?;
                }
                "QUIT" => {
                    say(&mut stream, "221 bye").await?;
                    return None;
                }
                _ => say(&mut stream, "250 fine").await?,
            }
        }
    }
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

async fn say(stream: &mut BufReader<Box<dyn Stream>>, line: &str) -> Option<()> {
    stream.write_all(format!("{line}\r\n").as_bytes()).await.ok()?;
    stream.flush().await.ok()
}

async fn hear(stream: &mut BufReader<Box<dyn Stream>>) -> Option<String> {
    let mut line = Vec::new();
    let read = stream.read_until(b'\n', &mut line).await.ok()?;
    (read > 0).then(|| text(&line).trim_end_matches(['\r', '\n']).to_owned())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
