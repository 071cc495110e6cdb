//! Rows of a batch that are about the same thing as another row, of the file or of the table.

use std::collections::{BTreeMap, HashMap};

use sqlx::Row;
use tenancy::{Statement, TenantTx};
use uuid::Uuid;

use super::{Batch, Column, Error, ImportReport};
use crate::kit::import::{Existing, UniqueBy};
use crate::kit::{FieldError, Scope};

/// The rows of the table that have a batch's values, by value.
pub(crate) struct Matches {
    /// The position of the field among the writable ones.
    position: usize,
    existing: Existing,
    ids: HashMap<String, Uuid>,
}

/// What an import does with a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RowAction {
    Insert,
    Update(Uuid),
    /// It is left out, or an earlier row of the batch has its values.
    Drop,
}

impl Batch {
    /// Looks up the rows that have the batch's values, live and within reach, and keeps them from changing where they
    /// are to be updated. A row of the batch that leads to several is reported and taken out.
    pub async fn find_matches(
        &mut self,
        tx: &mut TenantTx,
        unique_by: &UniqueBy,
        report: &mut ImportReport,
    ) -> Result<Matches, Error> {
        let field = unique_by.field;
        let position = self.resource.writable().position(|known| known.name == field.name).unwrap_or_default();
        let mut matches = Matches { position, existing: unique_by.existing, ids: HashMap::new() };
        let mut values: Vec<String> = self.values(position).iter().flatten().cloned().collect();
        values.sort_unstable();
        values.dedup();
        if values.is_empty() {
            return Ok(matches);
        }
        let mut sql = Statement::new("select named.value, found.id from unnest(");
        sql.bind(values).push(") as named (value) cross join lateral (select id from ").push(self.resource.table);
        sql.push(" where ");
        Scope::Member(tx).push_rows(&mut sql, self.resource.into());
        sql.push(" and deleted_at is null and ").push(field.column).push(" = named.value limit 2");
        sql.push(if unique_by.existing == Existing::Update { " for update) found" } else { ") found" });
        let mut ambiguous = Vec::new();
        for row in tx.run(sql).await? {
            let (value, id): (String, Uuid) = (row.try_get(0)?, row.try_get(1)?);
            if matches.ids.insert(value.clone(), id).is_some() {
                ambiguous.push(value);
            }
        }
        if !ambiguous.is_empty() {
            let values = self.values(position).iter();
            let is_kept: Vec<bool> =
                values.map(|value| value.as_ref().is_none_or(|value| !ambiguous.contains(value))).collect();
            for (number, _) in self.numbers.iter().zip(&is_kept).filter(|(_, is_kept)| !**is_kept) {
                report.refuse(*number, vec![FieldError::new(field.name, "ambiguous", "is the value of several rows")]);
            }
            self.retain(&is_kept);
        }
        Ok(matches)
    }

    /// Updates or leaves out the rows that are there already, in the table or earlier in the batch. The others stay, to
    /// be inserted.
    pub async fn update_matches(
        &mut self,
        tx: &mut TenantTx,
        matches: &Matches,
        report: &mut ImportReport,
    ) -> Result<(), Error> {
        let actions = self.actions(matches, report);
        let is = |wanted: fn(&RowAction) -> bool| -> Vec<bool> { actions.iter().map(wanted).collect() };
        let is_updated = is(|action| matches!(action, RowAction::Update(_)));
        if is_updated.contains(&true) {
            let mut updates = Self {
                resource: self.resource,
                columns: self.columns.clone(),
                numbers: self.numbers.clone(),
                given: self.given.clone(),
                size: 0,
            };
            updates.retain(&is_updated);
            let ids =
                actions.iter().filter_map(|action| if let RowAction::Update(id) = action { Some(*id) } else { None });
            let sql = updates.into_update(ids.collect(), Scope::Member(tx));
            tx.run(sql).await.map_err(|error| self.resource.refusal(error))?;
        }
        self.retain(&is(|action| *action == RowAction::Insert));
        Ok(())
    }

    /// Decides on each row, and gives the values of a later row to the earlier one that it is about.
    fn actions(&mut self, matches: &Matches, report: &mut ImportReport) -> Vec<RowAction> {
        let mut first: BTreeMap<String, usize> = BTreeMap::new();
        let mut actions = Vec::with_capacity(self.numbers.len());
        for row in 0..self.numbers.len() {
            let Some(value) = self.values(matches.position).get(row).cloned().flatten() else {
                actions.push(RowAction::Insert);
                continue;
            };
            let earlier = first.get(&value).copied();
            let found = matches.ids.get(&value).copied();
            if earlier.is_none() {
                first.insert(value, row);
            }
            actions.push(match (earlier, found, matches.existing) {
                (None, None, _) => RowAction::Insert,
                (_, _, Existing::Skip) => {
                    report.skipped += 1;
                    RowAction::Drop
                }
                (None, Some(id), Existing::Update) => {
                    report.updated += 1;
                    RowAction::Update(id)
                }
                (Some(earlier), _, Existing::Update) => {
                    report.updated += 1;
                    self.overwrite(earlier, row);
                    RowAction::Drop
                }
            });
        }
        actions
    }

    /// Gives the values that a later row has to an earlier one.
    fn overwrite(&mut self, earlier: usize, later: usize) {
        for (position, column) in self.columns.iter_mut().enumerate() {
            if self.given[later] >> position & 1 == 1 {
                column.swap(earlier, later);
            }
        }
        self.given[earlier] |= self.given[later];
    }

    /// The values of a field that is text.
    fn values(&self, position: usize) -> &[Option<String>] {
        match self.columns.get(position) {
            Some(Column::Text(values)) => values,
            _ => &[],
        }
    }

    /// The statement that gives the rows with these ids the values that the batch's rows have. A row that has them
    /// already gets no new version.
    fn into_update(mut self, ids: Vec<Uuid>, scope: Scope<'_>) -> Statement {
        let mut sql = Statement::new("update ");
        sql.push(self.resource.table).push(" as kept set ");
        for (position, (field, column)) in self.resource.writable().zip(&self.columns).enumerate() {
            sql.push(if position > 0 { ", " } else { "" }).push(field.column).push(" = case when ");
            push_is_given(&mut sql, position);
            sql.push(" then ");
            column.push_value(&mut sql, field.column);
            sql.push(" else kept.").push(field.column).push(" end");
        }
        sql.push(" from unnest(").bind(ids).push(", ").bind(std::mem::take(&mut self.given));
        for column in &mut self.columns {
            sql.push(", ");
            column.bind(&mut sql);
        }
        sql.push(") as given (row_id, given_fields, ").push_all(self.names(), ", ").push(") where ");
        scope.push_rows(&mut sql, self.resource.into());
        sql.push(" and kept.deleted_at is null and kept.id = given.row_id and (");
        for (position, (field, column)) in self.resource.writable().zip(&self.columns).enumerate() {
            sql.push(if position > 0 { " or " } else { "" }).push("(");
            push_is_given(&mut sql, position);
            sql.push(" and kept.").push(field.column).push(" is distinct from ");
            column.push_value(&mut sql, field.column);
            sql.push(")");
        }
        sql.push(")");
        sql
    }
}

/// Appends whether a row of `given` gives the field at this position a value.
fn push_is_given(sql: &mut Statement, position: usize) {
    sql.push("given.given_fields >> ").bind(i32::try_from(position).unwrap_or(i32::MAX)).push(" & 1 = 1");
}
