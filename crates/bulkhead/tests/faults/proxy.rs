use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use base::Random;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, UnixStream};

/// Stands before the database and holds every message for 0 to 3 ms, so that a client's hanging up meets a statement
/// at any stage.
pub struct Proxy {
    pub port: u16,
    aborted: Arc<AtomicUsize>,
}

impl Proxy {
    pub async fn start(socket_dir: &Path) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let aborted = Arc::new(AtomicUsize::new(0));
        tokio::spawn(accept(listener, socket_dir.join(".s.PGSQL.5432"), Arc::clone(&aborted)));
        Self { port, aborted }
    }

    /// How often the database refused a statement because its transaction had already failed (SQLSTATE 25P02): a
    /// request ran in another request's transaction.
    pub fn aborted(&self) -> usize {
        self.aborted.load(Ordering::Relaxed)
    }
}

async fn accept(listener: TcpListener, database: PathBuf, aborted: Arc<AtomicUsize>) {
    while let Ok((client, _)) = listener.accept().await {
        let Ok(server) = UnixStream::connect(&database).await else { continue };
        let aborted = Arc::clone(&aborted);
        tokio::spawn(async move {
            client.set_nodelay(true)?;
            let (from_client, to_client) = client.into_split();
            let (from_server, to_server) = server.into_split();
            // Either side's end is the other's.
            tokio::select! {
                ended = forward(from_client, to_server, |_| {}) => ended,
                ended = forward(from_server, to_client, |bytes| {
                    let codes = bytes.windows(7).filter(|code| *code == b"C25P02\0");
                    aborted.fetch_add(codes.count(), Ordering::Relaxed);
                }) => ended,
            }
        });
    }
}

async fn forward(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    look: impl Fn(&[u8]),
) -> io::Result<()> {
    let random = Random::system();
    let mut bytes = vec![0; 16 << 10];
    loop {
        let length = from.read(&mut bytes).await?;
        if length == 0 {
            return Ok(());
        }
        look(&bytes[..length]);
        let [quarter] = random.bytes();
        tokio::time::sleep(Duration::from_millis(u64::from(quarter % 4))).await;
        to.write_all(&bytes[..length]).await?;
    }
}
