use super::*;
use crate::{EmailAddress, PasswordOwner, PasswordPolicy};

fn password(raw: &str) -> Password {
    Password::parse(raw.to_owned()).unwrap()
}

fn new_password(raw: &str) -> NewPassword {
    let email = EmailAddress::parse("a@test.com").unwrap();
    PasswordPolicy::new(8).accept(password(raw), PasswordOwner { email: &email, name: "" }).unwrap()
}

fn size(threads: usize, queue: usize, wait: Duration) -> HasherSize {
    HasherSize { threads: NonZero::new(threads).unwrap(), queue, wait }
}

fn hasher() -> Hasher {
    Hasher::start(size(1, 64, Duration::from_mins(1)), Random::seeded(1)).unwrap()
}

async fn matches(hasher: &Hasher, raw: &str, stored: &PasswordHash) -> bool {
    hasher.verify(password(raw), Some(stored.clone())).await.unwrap().0.matches
}

#[tokio::test]
async fn a_hash_matches_its_password_only() {
    let hasher = hasher();
    let stored = hasher.hash(new_password("Test123!")).await.unwrap();
    assert!(stored.to_stored().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    assert_eq!(PasswordHash::parse(&stored.to_stored()).unwrap(), stored);
    assert!(matches(&hasher, "Test123!", &stored).await);
    assert!(!matches(&hasher, "Test123", &stored).await);
    assert!(!matches(&hasher, "", &stored).await);
    assert_ne!(hasher.hash(new_password("Test123!")).await.unwrap(), stored);
}

#[tokio::test]
async fn log_1_without_a_user_the_same_work_finds_no_match() {
    let (verdict, _) = hasher().verify(password("Test123!"), None).await.unwrap();
    assert_eq!(verdict, Verdict { matches: false, outdated: false });
}

#[tokio::test]
async fn a_hash_of_other_parameters_still_matches_and_is_outdated() {
    // `argon2` of the reference implementation: password "password", salt "somesalt", -id -t 2 -k 65536 -p 1.
    let stored = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    let stored = PasswordHash::parse(stored).unwrap();
    let (verdict, _) = hasher().verify(password("password"), Some(stored)).await.unwrap();
    assert_eq!(verdict, Verdict { matches: true, outdated: true });
}

#[test]
fn log_4_a_stored_hash_cannot_ask_for_unbounded_work() {
    let hash = "c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    for head in [
        "$argon2id$v=19$m=1048576,t=2,p=1$",
        "$argon2id$v=19$m=19456,t=2000000,p=1$",
        "$argon2id$v=19$m=19456,t=2,p=200$",
        "$argon2i$v=19$m=19456,t=2,p=1$",
        "$argon2id$v=16$m=19456,t=2,p=1$",
        "$2b$12$",
        "",
    ] {
        assert_eq!(PasswordHash::parse(&format!("{head}{hash}")).unwrap_err(), HashError::Unusable, "{head}");
    }
}

#[tokio::test]
async fn log_4_a_full_queue_and_a_long_wait_are_busy() {
    let full = Hasher::start(size(1, 0, Duration::from_mins(1)), Random::seeded(1)).unwrap();
    assert_eq!(full.verify(password("x"), None).await.unwrap_err(), HashError::Busy);
    let impatient = Hasher::start(size(1, 8, Duration::ZERO), Random::seeded(1)).unwrap();
    assert_eq!(impatient.verify(password("x"), None).await.unwrap_err(), HashError::Busy);
}

#[tokio::test]
async fn log_4_work_whose_caller_is_gone_is_skipped() {
    let hasher = hasher();
    for _ in 0..60 {
        let mut abandoned = Box::pin(hasher.verify(password("x"), None));
        assert!(futures_poll_once(&mut abandoned).await.is_none());
    }
    let begun = std::time::Instant::now();
    hasher.verify(password("x"), None).await.unwrap();
    let one = begun.elapsed();
    assert!(one < Duration::from_secs(5), "sixty abandoned hashes were computed: {one:?}");
    assert_eq!(hasher.waiting(), 0);
}

#[tokio::test]
async fn log_3_parallel_valid_logins_all_succeed() {
    let hasher = hasher();
    let stored = hasher.hash(new_password("Test123!")).await.unwrap();
    let all: Vec<_> = (0..20)
        .map(|_| {
            let (hasher, stored) = (hasher.clone(), stored.clone());
            tokio::spawn(async move { matches(&hasher, "Test123!", &stored).await })
        })
        .collect();
    for one in all {
        assert!(one.await.unwrap());
    }
}

/// Polls a future once and gives its output, if it is there already.
async fn futures_poll_once<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
    std::future::poll_fn(|cx| match std::pin::Pin::new(&mut *future).poll(cx) {
        std::task::Poll::Ready(output) => std::task::Poll::Ready(Some(output)),
        std::task::Poll::Pending => std::task::Poll::Ready(None),
    })
    .await
}
