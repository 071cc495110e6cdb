use auth::tokens::{self, RefreshToken, TokenError, TokenPair};
use auth::{Auth, Claim, Demands, Issuer, LiveSession, NewSession, SessionToken, sessions};
use time::Duration;
use time::macros::datetime;

use crate::world::{World, client};

impl World {
    async fn tokens(&self, email: &str) -> TokenPair {
        let new = NewSession::new(&self.register(email).await, Some("phone"), &client());
        tokens::issue(&self.auth, new, None).await.unwrap()
    }

    async fn open(&self, token: &str) -> Option<LiveSession> {
        let proof = tokens::verify(&self.auth, token).await.unwrap()?;
        sessions::load(&self.auth.pool, &proof).await.unwrap()
    }

    async fn refresh(&self, token: &RefreshToken) -> Result<TokenPair, TokenError> {
        tokens::refresh(&self.auth, token, &client()).await
    }

    /// Another server on the same database, with the same secrets.
    fn another_node(&self) -> Auth {
        Auth { issuer: Issuer::new("https://bulkhead.test"), ..self.auth.with_pool(self.db.pool("bulkhead_auth", 4)) }
    }

    async fn count_of(&self, kind: &str) -> usize {
        self.event_kinds().await.iter().filter(|known| *known == kind).count()
    }
}

#[tokio::test]
async fn tokens_open_and_renew_one_session() {
    let world = World::new().await;
    let first = world.tokens("user1@test.com").await;
    let session = world.open(&first.access_token).await.unwrap();
    assert_eq!(session.device_name.as_deref(), Some("phone"));
    assert_eq!(first.expires_in, Duration::minutes(15));
    world.advance(Duration::minutes(15));
    assert_eq!(world.open(&first.access_token).await, None);
    let second = world.refresh(&first.refresh_token).await.unwrap();
    let renewed = world.open(&second.access_token).await.unwrap();
    assert_eq!((renewed.id, renewed.expires_at), (session.id, session.expires_at));
    assert_eq!(renewed.last_seen_at, world.auth.clock.now());
    assert_eq!((world.count_of("session_created").await, world.count_of("session_renewed").await), (1, 1));
}

#[tokio::test]
async fn ses_3_a_refresh_token_opens_nothing_by_itself() {
    let world = World::new().await;
    let pair = world.tokens("user1@test.com").await;
    let raw = pair.refresh_token.into_string();
    assert!(world.load(&SessionToken::parse(&raw).unwrap()).await.is_none());
    assert_eq!(world.open(&raw).await, None);
    assert!(RefreshToken::parse(&pair.access_token).is_none());
}

#[tokio::test]
async fn ses_4_the_token_of_a_cookie_renews_nothing() {
    let world = World::new().await;
    let cookie = world.session(&world.register("user1@test.com").await).await;
    let token = RefreshToken::parse(&cookie.clone().into_string()).unwrap();
    assert!(matches!(world.refresh(&token).await, Err(TokenError::Refused)));
    assert!(world.load(&cookie).await.is_some());
}

#[tokio::test]
async fn ses_5_a_refresh_token_that_comes_again_ends_its_session() {
    let world = World::new().await;
    let first = world.tokens("user1@test.com").await;
    let second = world.refresh(&first.refresh_token).await.unwrap();
    let third = world.refresh(&second.refresh_token).await.unwrap();
    assert!(world.open(&third.access_token).await.is_some());
    assert!(matches!(world.refresh(&first.refresh_token).await, Err(TokenError::Refused)));
    assert_eq!(world.open(&third.access_token).await, None);
    assert!(matches!(world.refresh(&third.refresh_token).await, Err(TokenError::Refused)));
    assert_eq!(world.count_of("authn_token_reuse").await, 1);
}

#[tokio::test]
async fn ses_5_of_many_who_refresh_at_once_one_wins_and_the_session_ends() {
    let world = World::new().await;
    for round in 0..5 {
        let pair = world.tokens(&format!("user{round}@test.com")).await;
        let nodes = [world.auth.clone(), world.another_node()];
        let attempts = (0..12).map(|number| {
            let (auth, token) = (nodes[number % 2].clone(), pair.refresh_token.clone());
            tokio::spawn(async move { tokens::refresh(&auth, &token, &client()).await })
        });
        let mut won = Vec::new();
        for attempt in attempts.collect::<Vec<_>>() {
            match attempt.await.unwrap() {
                Ok(pair) => won.push(pair),
                Err(TokenError::Refused) => {}
                Err(error) => panic!("{error:?}"),
            }
        }
        assert_eq!(won.len(), 1);
        assert_eq!(world.open(&won[0].access_token).await, None);
        assert_eq!(world.count_of("authn_token_reuse").await, round + 1);
    }
}

#[tokio::test]
async fn ses_5_tokens_end_with_their_session() {
    let world = World::new().await;
    let pair = world.tokens("user1@test.com").await;
    let session = world.open(&pair.access_token).await.unwrap();
    let claim = Claim::new(pair.proof.clone(), Demands::default(), client(), None);
    assert!(sessions::end(&world.auth, &claim, session.id).await.unwrap());
    assert_eq!(world.open(&pair.access_token).await, None);
    assert!(matches!(world.refresh(&pair.refresh_token).await, Err(TokenError::Refused)));

    let given_up = world.tokens("user2@test.com").await;
    let renewed = world.refresh(&given_up.refresh_token).await.unwrap();
    for _ in 0..2 {
        tokens::revoke(&world.auth, &given_up.refresh_token, &client()).await.unwrap();
        assert_eq!(world.open(&renewed.access_token).await, None);
    }
    assert_eq!(world.count_of("authn_token_revoked").await, 1);
}

#[tokio::test]
async fn ses_6_refreshing_outlives_neither_limit() {
    let world = World::new().await;
    let idle = world.tokens("user1@test.com").await;
    let mut kept = world.tokens("user2@test.com").await;
    for _ in 0..30 {
        world.advance(Duration::hours(24) - Duration::SECOND);
        kept = world.refresh(&kept.refresh_token).await.unwrap();
    }
    assert!(matches!(world.refresh(&idle.refresh_token).await, Err(TokenError::Refused)));
    world.advance(Duration::seconds(29));
    kept = world.refresh(&kept.refresh_token).await.unwrap();
    world.advance(Duration::SECOND);
    assert_eq!(world.open(&kept.access_token).await, None);
    assert!(matches!(world.refresh(&kept.refresh_token).await, Err(TokenError::Refused)));
}

#[tokio::test]
async fn log_6_a_disabled_user_has_no_tokens() {
    let world = World::new().await;
    let pair = world.tokens("user1@test.com").await;
    let user_id = world.open(&pair.access_token).await.unwrap().user_id;
    assert!(world.disable(user_id).await);
    assert_eq!(world.open(&pair.access_token).await, None);
    assert!(matches!(world.refresh(&pair.refresh_token).await, Err(TokenError::Refused)));
}

#[tokio::test]
async fn two_nodes_that_start_at_once_have_one_key() {
    let world = World::new().await;
    let nodes: Vec<Auth> = (0..8).map(|_| world.another_node()).collect();
    let reads = nodes.iter().map(|node| {
        let node = node.clone();
        tokio::spawn(async move {
            tokens::turn(&node).await.unwrap();
            tokens::published(&node).await.unwrap()
        })
    });
    let mut keys = Vec::new();
    for read in reads.collect::<Vec<_>>() {
        keys.push(read.await.unwrap());
    }
    assert!(keys.iter().all(|published| published.len() == 1 && *published == keys[0]), "{keys:?}");
}

#[tokio::test]
async fn a_key_is_published_before_it_signs_and_until_its_last_token_has_expired() {
    let world = World::new().await;
    let other = world.another_node();
    let kids = async |auth: &Auth| {
        let keys = tokens::published(auth).await.unwrap();
        keys.into_iter().map(|key| key.kid).collect::<Vec<_>>()
    };
    // A period of thirty days begins at this time.
    let border = datetime!(2030-01-16 0:00 UTC);
    world.advance(border - Duration::days(8) - world.auth.clock.now());
    tokens::turn(&world.auth).await.unwrap();
    let [old] = kids(&world.auth).await.try_into().unwrap();
    world.advance(Duration::days(1));
    tokens::turn(&world.auth).await.unwrap();
    tokens::turn(&other).await.unwrap();
    let [first, new] = kids(&world.auth).await.try_into().unwrap();
    assert_eq!((&first, kids(&other).await), (&old, vec![old.clone(), new.clone()]));

    world.advance(Duration::days(7) - Duration::SECOND);
    let before = world.tokens("user1@test.com").await;
    world.advance(Duration::SECOND);
    let after = world.tokens("user2@test.com").await;
    assert_ne!(header(&before.access_token), header(&after.access_token));
    for auth in [&world.auth, &other] {
        for pair in [&before, &after] {
            assert!(tokens::verify(auth, &pair.access_token).await.unwrap().is_some());
        }
    }
    assert_eq!(kids(&other).await, [old, new.clone()]);
    world.advance(Duration::minutes(15));
    assert_eq!(tokens::turn(&world.auth).await.unwrap(), 1);
    assert_eq!(kids(&other).await, [new]);
}

#[tokio::test]
async fn a_deleted_key_is_believed_for_a_minute_at_most_and_replaced() {
    let world = World::new().await;
    let before = world.tokens("user1@test.com").await;
    world.db.superuser("delete from auth.signing_keys").await;
    world.advance(Duration::MINUTE);
    assert_eq!(world.open(&before.access_token).await, None);
    let after = world.refresh(&before.refresh_token).await.unwrap();
    assert!(world.open(&after.access_token).await.is_some());
    assert_ne!(header(&before.access_token), header(&after.access_token));
}

#[tokio::test]
async fn a_key_that_was_sealed_otherwise_spends_no_refresh_token() {
    let world = World::new().await;
    let pair = world.tokens("user1@test.com").await;
    let stranger = Auth { secret_box: base::SecretBox::derive(b"another secret"), ..world.another_node() };
    assert!(matches!(tokens::refresh(&stranger, &pair.refresh_token, &client()).await, Err(TokenError::Key(_))));
    assert!(world.refresh(&pair.refresh_token).await.is_ok());
}

/// The first part of a token, which names its key.
fn header(token: &str) -> &str {
    token.split('.').next().unwrap()
}
