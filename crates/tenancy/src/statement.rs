use std::fmt::Write;

use sqlx::postgres::PgArguments;
use sqlx::query::Query;
use sqlx::{Arguments, Encode, Postgres, Type};

/// SQL that is put together from fixed fragments and bound values, and from nothing else.
#[derive(Default)]
pub struct Statement {
    sql: String,
    arguments: PgArguments,
    failure: Option<sqlx::error::BoxDynError>,
}

impl Statement {
    pub fn new(text: &'static str) -> Self {
        let mut statement = Self { sql: String::with_capacity(640), ..Self::default() };
        statement.push(text);
        statement
    }

    pub fn push(&mut self, text: &'static str) -> &mut Self {
        self.sql.push_str(text);
        self
    }

    /// Appends `separator`-joined fragments.
    pub fn push_all(&mut self, texts: impl IntoIterator<Item = &'static str>, separator: &'static str) -> &mut Self {
        for (position, text) in texts.into_iter().enumerate() {
            if position > 0 {
                self.sql.push_str(separator);
            }
            self.sql.push_str(text);
        }
        self
    }

    /// Binds a value and appends its placeholder.
    pub fn bind<'t, T: Encode<'t, Postgres> + Type<Postgres>>(&mut self, value: T) -> &mut Self {
        if let Err(failure) = self.arguments.add(value) {
            self.failure.get_or_insert(failure);
        }
        let _infallible = write!(self.sql, "${}", self.arguments.len());
        self
    }

    /// The text so far.
    pub fn sql(&self) -> &str {
        &self.sql
    }

    /// The statement that shows the plan by which this one ran.
    #[cfg(feature = "testing")]
    #[must_use]
    pub fn explained(mut self) -> Self {
        self.sql.insert_str(0, "explain (analyze, costs off, timing off, summary off) ");
        self
    }

    /// The query to run. An error says that a value could not be bound.
    #[expect(clippy::disallowed_methods, reason = "the text is of literals, by construction")]
    pub(crate) fn finish(self) -> Result<Query<'static, Postgres, PgArguments>, sqlx::Error> {
        match self.failure {
            Some(failure) => Err(sqlx::Error::Encode(failure)),
            None => Ok(sqlx::query_with(sqlx::AssertSqlSafe(self.sql), self.arguments)),
        }
    }
}
