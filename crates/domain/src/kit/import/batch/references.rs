//! Which rows of a batch name something that isn't there.

use std::collections::{BTreeMap, HashSet};

use sqlx::Row;
use sqlx::postgres::PgRow;
use tenancy::Statement;
use uuid::Uuid;

use super::{Batch, Column, Error, ImportReport};
use crate::kit::{FieldError, Kind, Scope, Target};

impl Batch {
    /// The columns whose ids have to lead to something: position, field, target and ids.
    fn references(&self) -> impl Iterator<Item = (usize, &'static str, Target, &[Option<Uuid>])> {
        let columns = self.resource.writable().zip(&self.columns).enumerate();
        columns.filter_map(|(position, (field, column))| match (field.kind, column) {
            (Kind::Reference(target), Column::Uuid(ids)) => Some((position, field.name, target, &ids[..])),
            _ => None,
        })
    }

    /// Whether a row of a conversation may be named.
    pub fn is_within_conversations(&self) -> bool {
        self.references().any(|(_, _, target, _)| target.is_within_conversations())
    }

    /// The statement that answers, for each id that leads to nothing, the position of its column and the id. None where
    /// no row has an id.
    pub fn missing_references(&self, scope: Scope<'_>) -> Option<Statement> {
        let mut sql = Statement::default();
        for (position, _, target, ids) in self.references() {
            let ids: HashSet<Uuid> = ids.iter().copied().flatten().collect();
            if ids.is_empty() {
                continue;
            }
            sql.push(if sql.sql().is_empty() { "" } else { " union all " });
            sql.push("select ").bind(i64::try_from(position).unwrap_or(i64::MAX)).push(", named.value from unnest(");
            sql.bind(Vec::from_iter(ids)).push(") as named (value) where not exists (select ");
            target.push_live(&mut sql, scope);
            sql.push("named.value)");
        }
        (!sql.sql().is_empty()).then_some(sql)
    }

    /// Takes out the rows that name what is missing, and reports them.
    pub fn refuse(&mut self, missing: &[PgRow], report: &mut ImportReport) -> Result<(), Error> {
        let read = |row: &PgRow| Ok((row.try_get::<i64, _>(0)?, row.try_get::<Uuid, _>(1)?));
        let missing: HashSet<(i64, Uuid)> = missing.iter().map(read).collect::<Result<_, sqlx::Error>>()?;
        if missing.is_empty() {
            return Ok(());
        }
        let mut errors: BTreeMap<usize, Vec<FieldError>> = BTreeMap::new();
        for (position, field, target, ids) in self.references() {
            let position = i64::try_from(position).unwrap_or(i64::MAX);
            for (row, id) in ids.iter().enumerate() {
                if id.is_some_and(|id| missing.contains(&(position, id))) {
                    errors.entry(row).or_default().push(target.missing(field));
                }
            }
        }
        let is_kept: Vec<bool> = (0..self.numbers.len()).map(|row| !errors.contains_key(&row)).collect();
        for (row, errors) in errors {
            report.refuse(self.numbers[row], errors);
        }
        self.retain(&is_kept);
        Ok(())
    }
}
