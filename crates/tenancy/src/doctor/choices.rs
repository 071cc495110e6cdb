use std::collections::BTreeSet;

use base::{Lease, Pool};
use sqlx::Row;

use super::{Fault, or_refused};
use crate::Error;

/// A column that holds one of a few words, a state for instance, as the code declares it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// With its schema: `app.leads`.
    pub table: &'static str,
    pub column: &'static str,
    pub words: &'static [&'static str],
}

/// A check constraint on one column, and the words that its text lists.
struct ColumnCheck {
    table: String,
    column: String,
    name: String,
    words: BTreeSet<String>,
}

const COLUMN_CHECKS: &str = under_own_settings!(
    "select format('%I.%I', n.nspname, t.relname), a.attname::text, c.conname::text, pg_get_constraintdef(c.oid)
    from pg_catalog.pg_constraint c
    join pg_catalog.pg_class t on t.oid = c.conrelid
    join pg_catalog.pg_namespace n on n.oid = t.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = t.oid and c.conkey = array[a.attnum]
    where c.contype = 'c' and pg_get_constraintdef(c.oid) not like '% NOT ENFORCED'
    order by c.conname"
);

/// Compares what is declared with the check constraints of the columns.
pub(super) async fn examine(pool: &Pool, choices: &[Choice]) -> Result<Vec<Fault>, Error> {
    let mut session = pool.lease().await?;
    let checks = column_checks(&mut session).await;
    if checks.is_ok() {
        session.give_back();
    }
    or_refused("choices", checks.map(|checks| choices.iter().filter_map(|choice| choice.fault(&checks)).collect()))
}

async fn column_checks(session: &mut Lease) -> Result<Vec<ColumnCheck>, Error> {
    let rows = sqlx::raw_sql(COLUMN_CHECKS).fetch_all(session).await?;
    rows.iter()
        .map(|row| {
            let words = quoted(row.try_get(3)?);
            Ok(ColumnCheck { table: row.try_get(0)?, column: row.try_get(1)?, name: row.try_get(2)?, words })
        })
        .collect()
}

/// The texts in quotes: all words of `CHECK (status = ANY (ARRAY['draft'::text, 'sent'::text]))`.
fn quoted(definition: &str) -> BTreeSet<String> {
    definition.split('\'').skip(1).step_by(2).map(str::to_owned).collect()
}

impl Choice {
    /// How the checks of the column differ from the declaration.
    fn fault(&self, checks: &[ColumnCheck]) -> Option<Fault> {
        let of_column = |check: &&ColumnCheck| check.table == self.table && check.column == self.column;
        let lists: Vec<_> = checks.iter().filter(of_column).filter(|check| !check.words.is_empty()).collect();
        let (column, wanted) = (self.column, self.constraint());
        let Some(allowed) = lists.iter().map(|check| check.words.clone()).reduce(|all, more| &all & &more) else {
            return Some(self.found(format!("column {column} has no check that lists its words: add {wanted}")));
        };
        let declared: BTreeSet<_> = self.words.iter().map(|&word| word.to_owned()).collect();
        let (more, less) = (joined(&allowed - &declared), joined(&declared - &allowed));
        let differs = match (more.as_str(), less.as_str()) {
            ("", "") => return None,
            (more, "") => format!("allows undeclared words ({more})"),
            ("", less) => format!("lacks declared words ({less})"),
            (more, less) => format!("allows undeclared words ({more}) and lacks declared words ({less})"),
        };
        let names: Vec<_> = lists.iter().map(|check| check.name.as_str()).collect();
        let names = names.join(" with ");
        Some(self.found(format!(
            "column {column}: its check {names} {differs}: replace it by {wanted}, or declare its words"
        )))
    }

    fn found(&self, fault: String) -> Fault {
        Fault { check: "choices", object: self.table.to_owned(), fault }
    }

    /// The constraint that the declaration asks for.
    fn constraint(&self) -> String {
        format!("check ({} in ('{}'))", self.column, self.words.join("', '"))
    }
}

fn joined(words: BTreeSet<String>) -> String {
    words.into_iter().collect::<Vec<_>>().join(", ")
}
