use actix_web::cookie::{Cookie, CookieJar, Key};
use base::Random;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::server::SECRET;

/// Users who are signed in, in tenants of their own. They are made in the database: a sign-in takes a password's hash,
/// which would take longer than the test.
pub struct Crowd {
    pub tenants: Vec<Uuid>,
    pub members: Vec<Member>,
}

/// A user in a tenant, with the cookie of a session.
#[derive(Clone)]
pub struct Member {
    pub tenant: Uuid,
    pub user: Uuid,
    pub cookie: String,
}

impl Crowd {
    /// Makes so many users in so many tenants, each of which has as many as the others, or one more.
    pub async fn make(superuser: &mut PgConnection, users: usize, tenants: usize) -> Self {
        let sql = "insert into tenancy.tenants (tenant_id, id, slug, name, kind)
            select made.id, made.id, 'crowd-' || made.n, 'Crowd', 'team'
            from (select gen_random_uuid() as id, n from generate_series(1, $1) n) made returning id";
        let number = i64::try_from(tenants).unwrap();
        let tenants: Vec<Uuid> = sqlx::query_scalar(sql).bind(number).fetch_all(&mut *superuser).await.unwrap();

        let sql = "insert into auth.users (id, email, name, password_changed_at, created_at, updated_at)
            select made.id, 'user' || made.n || '@example.com', 'User', now(), now(), now()
            from (select gen_random_uuid() as id, n from generate_series(1, $1) n) made returning id";
        let number = i64::try_from(users).unwrap();
        let users: Vec<Uuid> = sqlx::query_scalar(sql).bind(number).fetch_all(&mut *superuser).await.unwrap();

        let tenant_of: Vec<Uuid> = tenants.iter().copied().cycle().take(users.len()).collect();
        let random = Random::system();
        let tokens: Vec<String> = users.iter().map(|_| random.token()).collect();
        let sql = "with made as (select * from unnest($1::uuid[], $2::uuid[], $3::text[]) as m (tenant_id, user_id, token)),
            joined as (
              insert into tenancy.memberships (tenant_id, user_id, role) select tenant_id, user_id, 'owner' from made)
            insert into auth.sessions (id, token_hash, user_id, created_at, last_seen_at, expires_at)
            select gen_random_uuid(), sha256(token::bytea), user_id, now(), now(), now() + interval '12 hours' from made";
        sqlx::query(sql).bind(&tenant_of).bind(&users).bind(&tokens).execute(superuser).await.unwrap();
        let member = |((tenant, user), token)| Member { tenant, user, cookie: signed(token) };
        let members = tenant_of.into_iter().zip(users).zip(tokens).map(member).collect();
        Self { tenants, members }
    }

    /// Commits a lead in each tenant.
    pub async fn add_leads(&self, superuser: &mut PgConnection) {
        let (tenants, owners): (Vec<_>, Vec<_>) =
            self.members.iter().take(self.tenants.len()).map(|member| (member.tenant, member.user)).unzip();
        let sql = "insert into app.leads (tenant_id, id, owner_id, name)
            select tenant_id, gen_random_uuid(), owner_id, 'Ada' from unnest($1::uuid[], $2::uuid[]) as t (tenant_id, owner_id)";
        sqlx::query(sql).bind(&tenants).bind(&owners).execute(superuser).await.unwrap();
    }
}

/// The cookie of a session's token.
fn signed(token: String) -> String {
    let mut jar = CookieJar::new();
    jar.signed_mut(&Key::derive_from(SECRET.as_bytes())).add(Cookie::new("session", token));
    format!("session={}", jar.get("session").unwrap().value())
}
