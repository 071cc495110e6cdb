use std::io;
use std::sync::atomic::{AtomicU64, Ordering};

use time::macros::datetime;

use super::*;

/// What was logged, as text.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The alerts that come of what is done.
fn alerts(act: impl FnOnce()) -> Vec<String> {
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).finish();
    tracing::subscriber::with_default(subscriber, act);
    let text = String::from_utf8(lines.0.lock().clone()).unwrap();
    text.lines().filter(|line| line.contains("bulkhead::alert")).map(str::to_owned).collect()
}

#[test]
fn aud_5_a_flood_has_one_alert_a_minute_that_names_its_actor_and_each_drop_is_counted() {
    let clock = Clock::manual(datetime!(2026-01-01 0:00 UTC));
    let dropped = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&dropped);
    let (sender, receiver) = queue("refusals", clock.clone(), move || {
        count.fetch_add(1, Ordering::Relaxed);
    });
    let (flood, quiet) = (Uuid::from_u128(7), Uuid::from_u128(8));
    let first = alerts(|| {
        for item in 0..164 {
            sender.send(flood, item);
        }
        sender.send(quiet, 0);
    });
    let [first] = &first[..] else { panic!("{first:#?}") };
    for part in ["WARN", "evidence_dropped", "queue=\"refusals\"", &format!("actor.id={flood}"), "dropped=1 "] {
        assert!(format!("{first} ").contains(part), "{part} is not in {first}");
    }
    assert_eq!(dropped.load(Ordering::Relaxed), 100);
    clock.advance(Duration::from_secs(59));
    assert_eq!(alerts(|| receiver.shared.report_due()).len(), 0);
    clock.advance(Duration::from_secs(1));
    let rest = alerts(|| receiver.shared.report_due());
    assert!(rest.len() == 1 && format!("{} ", rest[0]).contains("dropped=99 "), "{rest:#?}");
}

#[tokio::test]
async fn aud_5_the_receiver_ends_once_the_senders_are_gone_and_everything_is_taken() {
    let (sender, mut receiver) = queue("refusals", Clock::system(), || {});
    let other = sender.clone();
    for (sender, actor) in [(&sender, 1), (&other, 2), (&sender, 1)] {
        sender.send(Uuid::from_u128(actor), actor);
    }
    drop((sender, other));
    let mut taken = Vec::new();
    while let Some(item) = receiver.recv().await {
        taken.push(item);
    }
    assert_eq!(taken, [1, 2, 1]);
}
