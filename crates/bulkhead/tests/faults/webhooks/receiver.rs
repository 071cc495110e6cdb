use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use base::Random;
use parking_lot::Mutex;

/// A message that came.
pub struct Arrival {
    /// The path of the URL that it came to.
    pub path: String,
    pub id: String,
    pub body: String,
    pub at: Instant,
}

/// A server that takes messages at any path.
pub struct Receiver {
    pub address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
}

#[derive(Default)]
struct Seen {
    arrivals: Vec<Arrival>,
    under_way: HashMap<String, usize>,
    most_under_way: HashMap<String, usize>,
}

impl Receiver {
    /// Responds 204 after up to `longest`.
    pub fn start(longest: Duration) -> Self {
        let seen = Arc::<Mutex<Seen>>::default();
        let (own, random) = (Arc::clone(&seen), Random::seeded(7));
        let factory = move || {
            let (seen, random) = (Arc::clone(&own), random.clone());
            let take = move |request: HttpRequest, body: String| {
                let path = request.path().to_owned();
                let id = request.headers().get("webhook-id").unwrap().to_str().unwrap().to_owned();
                seen.lock().begin(Arrival { path: path.clone(), id, body, at: Instant::now() });
                let part = f64::from(u16::from_be_bytes(random.bytes())) / f64::from(u16::MAX);
                let under_way = UnderWay { seen: Arc::clone(&seen), path };
                async move {
                    tokio::time::sleep(longest.mul_f64(part)).await;
                    drop(under_way);
                    HttpResponse::NoContent().finish()
                }
            };
            App::new().default_service(web::post().to(take))
        };
        let server = HttpServer::new(factory).workers(1).disable_signals().bind("127.0.0.1:0").unwrap();
        let address = server.addrs()[0];
        tokio::spawn(server.run());
        Self { address, seen }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What has come until now.
    pub fn take(&self) -> Vec<Arrival> {
        std::mem::take(&mut self.seen.lock().arrivals)
    }

    /// How many messages to a path were under way at the same time, at most.
    pub fn most_under_way(&self, path: &str) -> usize {
        self.seen.lock().most_under_way.get(path).copied().unwrap_or_default()
    }
}

impl Seen {
    fn begin(&mut self, arrival: Arrival) {
        let count = self.under_way.entry(arrival.path.clone()).or_default();
        *count += 1;
        let most = self.most_under_way.entry(arrival.path.clone()).or_default();
        *most = (*most).max(*count);
        self.arrivals.push(arrival);
    }
}

/// Also ends where the sender hangs up.
struct UnderWay {
    seen: Arc<Mutex<Seen>>,
    path: String,
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        *self.seen.lock().under_way.get_mut(&self.path).unwrap() -= 1;
    }
}
