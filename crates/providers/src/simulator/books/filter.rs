use sqlx::Postgres;
use sqlx::postgres::PgArguments;
use sqlx::query::QueryScalar;
use time::OffsetDateTime;

/// Which calls or messages a list has; what is `None` filters nothing.
#[derive(Clone, Debug)]
pub struct ListFilter {
    pub account_sid: Option<String>,
    pub to: Option<String>,
    pub from: Option<String>,
    pub status: Option<String>,
    /// Only what has begun since then. What is queued has not.
    pub begun_since: Option<OffsetDateTime>,
    pub limit: u32,
    pub offset: u32,
}

impl Default for ListFilter {
    fn default() -> Self {
        let (account_sid, to, from, status) = (None, None, None, None);
        Self { account_sid, to, from, status, begun_since: None, limit: u32::MAX, offset: 0 }
    }
}

impl ListFilter {
    /// Binds `$1` to `$7`, in the order of the fields.
    pub(super) fn bind<'q, O>(
        &'q self,
        query: QueryScalar<'q, Postgres, O, PgArguments>,
    ) -> QueryScalar<'q, Postgres, O, PgArguments> {
        let query = query.bind(&self.account_sid).bind(&self.to).bind(&self.from).bind(&self.status);
        query.bind(self.begun_since).bind(i64::from(self.limit)).bind(i64::from(self.offset))
    }
}
