use actix_web::ResponseError;
use actix_web::http::StatusCode;
use uuid::Uuid;

use super::*;

const LIMITS: ShareLimits = ShareLimits { searches: 4, imports: 2, exports: 1, replies: 1, spool_bytes: 100 };

fn shares() -> Shares {
    Shares::new(LIMITS, &metrics())
}

fn metrics() -> Metrics {
    Metrics::new([]).unwrap()
}

fn tenant(number: u128) -> TenantId {
    TenantId(Uuid::from_u128(number))
}

/// The detail of a refusal.
fn refusal<T>(outcome: Result<T, Error>) -> String {
    let Err(error) = outcome else { panic!("it was allowed") };
    assert_eq!(error.status_code(), StatusCode::TOO_MANY_REQUESTS);
    assert!(error.error_response().headers().contains_key("retry-after"));
    error.problem().detail.into_owned()
}

#[test]
fn ten_8_a_tenant_over_a_share_is_refused_and_no_other_is() {
    let metrics = metrics();
    let shares = Shares::new(LIMITS, &metrics);
    let held = [shares.take(tenant(1), Act::Import).unwrap(), shares.take(tenant(1), Act::Import).unwrap()];
    assert_eq!(refusal(shares.take(tenant(1), Act::Import)), "This tenant may have 2 imports at a time.");
    assert!(shares.take(tenant(2), Act::Import).is_ok() && shares.take(tenant(1), Act::Export).is_ok());
    assert_eq!(metrics.share_refusals("imports").get(), 1);
    drop(held);
    assert!(shares.take(tenant(1), Act::Import).is_ok());
}

#[test]
fn ten_8_the_files_of_a_tenant_are_bounded_together_and_give_their_bytes_back() {
    let shares = shares();
    let (mut first, mut second) = (shares.spool(tenant(1)), shares.spool(tenant(1)));
    first.grow(60).unwrap();
    second.grow(40).unwrap();
    assert!(refusal(second.grow(1)).ends_with("may have 100 bytes together."));
    assert!(shares.spool(tenant(2)).grow(100).is_ok());
    drop(first);
    second.grow(60).unwrap();
}

#[test]
fn nothing_is_kept_of_a_tenant_that_holds_nothing() {
    let shares = shares();
    let (search, mut spool) = (shares.take(tenant(1), Act::Search).unwrap(), shares.spool(tenant(1)));
    spool.grow(10).unwrap();
    assert!(shares.spool(tenant(2)).grow(101).is_err());
    drop((search, spool));
    assert_eq!((shares.acts[Act::Search as usize].holders(), shares.spool_bytes.holders()), (0, 0));
}
