//! A way to Postgres on which every statement is seen that goes there.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;
use tempfile::TempDir;
use tenancy::testing::TestDb;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy};
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{UnixListener, UnixStream};

/// A socket in the place of the server's own.
pub struct Wire {
    folder: TempDir,
    database: String,
    statements: Arc<Mutex<Vec<String>>>,
}

impl Wire {
    pub fn to(db: &TestDb) -> Self {
        let folder = tempfile::tempdir().expect("a folder is made");
        let listener = UnixListener::bind(folder.path().join(".s.PGSQL.5432")).expect("a socket is made");
        let (server, statements) = (db.socket_dir().join(".s.PGSQL.5432"), Arc::default());
        let seen = Arc::clone(&statements);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (from_client, mut to_client) = client.into_split();
                let server = UnixStream::connect(&server).await.expect("the server takes connections");
                let (mut from_server, to_server) = server.into_split();
                tokio::spawn(watch(from_client, to_server, Arc::clone(&seen)));
                tokio::spawn(async move { copy(&mut from_server, &mut to_client).await });
            }
        });
        Self { folder, database: db.name().to_owned(), statements }
    }

    /// The URL by which a server reaches the database as one of the roles.
    pub fn url(&self, role: &str) -> String {
        let folder = self.folder.path().display();
        format!("postgres://{role}@localhost:5432/{}?host={folder}&sslmode=disable", self.database)
    }

    /// What was executed since the last call.
    pub fn statements(&self) -> Vec<String> {
        std::mem::take(&mut self.statements.lock())
    }
}

/// Passes on what a client says to Postgres, and notes what it has executed (chapter 54.7 of its documentation).
async fn watch(mut client: OwnedReadHalf, mut server: OwnedWriteHalf, seen: Arc<Mutex<Vec<String>>>) -> Option<()> {
    let (mut prepared, mut portals) = (HashMap::new(), HashMap::new());
    // The first message has no type.
    let mut kind = None;
    loop {
        let length = client.read_u32().await.ok()?;
        let mut body = vec![0; usize::try_from(length).ok()?.checked_sub(4)?];
        client.read_exact(&mut body).await.ok()?;
        let texts: Vec<_> = body.split(|byte| *byte == 0).take(2).map(String::from_utf8_lossy).collect();
        match (kind, texts.as_slice()) {
            (Some(b'P'), [name, sql]) => {
                prepared.insert(name.to_string(), sql.to_string());
            }
            (Some(b'B'), [portal, name]) => {
                portals.insert(portal.to_string(), prepared.get(name.as_ref()).cloned().unwrap_or_default());
            }
            (Some(b'E'), [portal, ..]) => seen.lock().push(portals.get(portal.as_ref()).cloned().unwrap_or_default()),
            (Some(b'Q'), [sql, ..]) => seen.lock().push(sql.to_string()),
            _ => {}
        }
        let mut message: Vec<u8> = kind.into_iter().collect();
        message.extend(length.to_be_bytes());
        message.extend(body);
        server.write_all(&message).await.ok()?;
        kind = Some(client.read_u8().await.ok()?);
    }
}
