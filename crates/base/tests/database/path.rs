//! A way to Postgres that can be closed, and can fall silent.

use std::future::pending;

use sqlx::postgres::PgConnectOptions;
use tempfile::TempDir;
use tenancy::testing::TestDb;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::watch;

/// What happens to the connections that are open.
#[derive(Clone, Copy, Debug, Default)]
pub enum Order {
    #[default]
    Pass,
    Close,
    /// They stay open, and nothing passes any more.
    FallSilent,
    /// What the client sends next still arrives, and the answer doesn't.
    CloseAtAnswer,
}

/// A socket in the place of the server's own.
pub struct Path {
    folder: TempDir,
    orders: watch::Sender<Order>,
}

impl Path {
    pub fn to(db: &TestDb) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let listener = UnixListener::bind(folder.path().join(".s.PGSQL.5432")).unwrap();
        let server = db.socket_dir().join(".s.PGSQL.5432");
        let orders = watch::Sender::new(Order::Pass);
        let sender = orders.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = UnixStream::connect(&server).await.unwrap();
                tokio::spawn(relay(client, server, sender.subscribe()));
            }
        });
        Self { folder, orders }
    }

    /// How to connect this way.
    pub fn options(&self, db: &TestDb, role: &str) -> PgConnectOptions {
        db.options(role).socket(self.folder.path())
    }

    /// Orders what happens to the connections that are open now.
    pub fn order(&self, order: Order) {
        self.orders.send_replace(order);
    }
}

async fn relay(mut client: UnixStream, mut server: UnixStream, mut orders: watch::Receiver<Order>) -> Option<()> {
    loop {
        tokio::select! {
            _ = copy_bidirectional(&mut client, &mut server) => return None,
            changed = orders.changed() => changed.ok()?,
        }
        let order = *orders.borrow_and_update();
        match order {
            Order::Pass => {}
            Order::Close => return None,
            Order::FallSilent => pending::<()>().await,
            Order::CloseAtAnswer => {
                let mut bytes = [0; 4096];
                let length = client.read(&mut bytes).await.ok()?;
                server.write_all(&bytes[..length]).await.ok()?;
                server.readable().await.ok()?;
                return None;
            }
        }
    }
}
