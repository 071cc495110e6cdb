use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};

/// How a receiver wastes its sender's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// It sends a byte of its response at a time.
    Drips,
    /// It sends nothing.
    Hangs,
    /// It sends responses that announce another one (103), without end.
    Announces,
    /// It sends headers without end.
    HeadsOn,
    /// It responds 200, and sends a body without end.
    TalksOn,
}

/// A connection that the sender has ended.
#[derive(Debug)]
pub struct Cut {
    pub after: Duration,
    /// How many bytes went into it.
    pub written: usize,
}

/// A server that takes messages in such a manner.
pub struct SlowReceiver {
    pub address: SocketAddr,
    pub manner: Manner,
    shared: Arc<Shared>,
}

struct Shared {
    cuts: Mutex<Vec<Cut>>,
    /// All that senders have sent.
    heard: Mutex<Vec<u8>>,
    /// Counts on when all are to be let go.
    let_go: watch::Sender<usize>,
}

impl SlowReceiver {
    pub async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared =
            Arc::new(Shared { cuts: Mutex::default(), heard: Mutex::default(), let_go: watch::Sender::new(0) });
        let own = Arc::clone(&shared);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(take(stream, manner, Arc::clone(&own)));
            }
        });
        Self { address, manner, shared }
    }

    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Ends all connections.
    pub fn let_go(&self) {
        self.shared.let_go.send_modify(|count| *count += 1);
    }

    /// The connections that the sender has ended until now.
    pub fn cuts(&self) -> Vec<Cut> {
        std::mem::take(&mut *self.shared.cuts.lock())
    }

    pub fn has_heard(&self, text: &str) -> bool {
        self.shared.heard.lock().windows(text.len()).any(|part| part == text.as_bytes())
    }
}

async fn take(mut stream: TcpStream, manner: Manner, shared: Arc<Shared>) {
    let (begun, mut let_go) = (Instant::now(), shared.let_go.subscribe());
    let (mut reader, mut writer) = stream.split();
    let (mut written, asked) = (0, Notify::new());
    let reading = async {
        let mut bytes = [0; 4096];
        loop {
            match reader.read(&mut bytes).await {
                Ok(0) | Err(_) => return,
                Ok(count) => shared.heard.lock().extend_from_slice(&bytes[..count]),
            }
            asked.notify_one();
        }
    };
    let writing = async {
        asked.notified().await;
        for turn in 0.. {
            let (part, pause) = manner.part(turn);
            if writer.write_all(&part).await.is_err() {
                return;
            }
            written += part.len();
            tokio::time::sleep(pause).await;
        }
    };
    tokio::select! {
        // The end of all connections is no cut.
        _ = let_go.changed() => return,
        () = reading => {}
        () = writing => {}
    }
    shared.cuts.lock().push(Cut { after: begun.elapsed(), written });
}

impl Manner {
    /// What it sends in its turn, and how long it then waits.
    fn part(self, turn: usize) -> (Vec<u8>, Duration) {
        const FLOOD: Duration = Duration::from_millis(10);
        let long = |text: &str, length: usize| text.repeat(length / text.len()).into_bytes();
        match (self, turn) {
            (Self::Hangs, _) => (Vec::new(), Duration::from_mins(10)),
            (Self::Drips, 0) => (b"HTTP/1.1 200 OK\r\nX-Slow: ".to_vec(), FLOOD),
            (Self::Drips, _) => (b"x".to_vec(), Duration::from_millis(500)),
            (Self::Announces, _) => (long("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n", 4 << 10), FLOOD),
            (Self::HeadsOn | Self::TalksOn, 0) => (b"HTTP/1.1 200 OK\r\n".to_vec(), Duration::ZERO),
            (Self::HeadsOn, _) => (long("X-Long: and on\r\n", 64 << 10), Duration::ZERO),
            (Self::TalksOn, 1) => (b"Content-Length: 10737418240\r\n\r\n".to_vec(), Duration::ZERO),
            (Self::TalksOn, _) => (long("and on ", 64 << 10), Duration::ZERO),
        }
    }
}
