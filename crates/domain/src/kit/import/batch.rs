use serde_json::Value as Json;
use tenancy::{Statement, TenantTx};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::rows::ReadRow;
use super::{Error, ImportReport, Resource};
use crate::kit::{Decimal, Scope, Storage, Value};

mod references;
mod unique;

/// A batch is stored when it has this many rows, which take well under the time limit of a statement …
const ROWS: usize = 1_000;
/// … or came from this many bytes.
const BYTES: usize = 1024 * 1024;

/// Rows that are stored by one statement: `COPY` is no way in under row-level security, so each column is an array.
pub(crate) struct Batch {
    resource: &'static Resource,
    columns: Vec<Column>,
    /// The number in its file of each row.
    numbers: Vec<usize>,
    /// The fields that each row gives itself, as the bits of a number.
    given: Vec<i64>,
    size: usize,
}

#[derive(Clone)]
enum Column {
    Text(Vec<Option<String>>),
    /// JSON arrays of texts: an array of arrays would have to be rectangular.
    Texts(Vec<String>),
    Bytes(Vec<Option<Vec<u8>>>),
    Uuid(Vec<Option<Uuid>>),
    Timestamp(Vec<Option<OffsetDateTime>>),
    Date(Vec<Option<Date>>),
    Integer(Vec<Option<i64>>),
    Decimal(Vec<Option<Decimal>>),
    Boolean(Vec<Option<bool>>),
    Json(Vec<Option<Json>>),
}

impl Batch {
    pub fn new(resource: &'static Resource) -> Self {
        Self {
            resource,
            columns: resource.writable().map(|field| Column::new(field.kind.storage())).collect(),
            numbers: Vec::new(),
            given: Vec::new(),
            size: 0,
        }
    }

    /// Adds the row of this number, which took `size` bytes in its file.
    pub fn push(&mut self, number: usize, row: ReadRow, size: usize) {
        for (column, (_, value)) in self.columns.iter_mut().zip(row.body.values) {
            column.push(value);
        }
        self.numbers.push(number);
        self.given.push(row.given.0);
        self.size += size;
    }

    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    pub fn is_full(&self) -> bool {
        self.numbers.len() >= ROWS || self.size >= BYTES
    }

    /// Stores the rows as new ones, and forgets them.
    pub async fn insert(
        &mut self,
        tx: &mut TenantTx,
        new_id: &mut impl FnMut() -> Uuid,
        report: &mut ImportReport,
    ) -> Result<(), Error> {
        if self.is_empty() {
            return Ok(());
        }
        let mut sql = Statement::new("insert into ");
        sql.push(self.resource.table).push(" (tenant_id, id, owner_id, ").push_all(self.names(), ", ");
        sql.push(") select ").bind(tx.membership().tenant_id().0).push(", given.id, ").bind(tx.membership().user_id());
        report.imported += self.push_rows(&mut sql, new_id);
        tx.run(sql).await.map_err(|error| self.resource.refusal(error))?;
        Ok(())
    }

    /// Takes out the rows whose references lead to nothing, and reports them.
    pub async fn refuse_missing(&mut self, tx: &mut TenantTx, report: &mut ImportReport) -> Result<(), Error> {
        if self.is_within_conversations() {
            tx.enter_conversations(None).await?;
        }
        if let Some(sql) = self.missing_references(Scope::Member(tx)) {
            let missing = tx.run(sql).await?;
            self.refuse(&missing, report)?;
        }
        Ok(())
    }

    /// Forgets the rows.
    pub fn clear(&mut self) {
        *self = Self::new(self.resource);
    }

    /// Keeps the rows of which this says so.
    fn retain(&mut self, is_kept: &[bool]) {
        for column in &mut self.columns {
            column.retain(is_kept);
        }
        retain(&mut self.numbers, is_kept);
        retain(&mut self.given, is_kept);
    }

    /// Takes the rows and appends `, <field>… from unnest(…) as given`, where `given.id` is an id of each row's own.
    pub fn push_rows(&mut self, sql: &mut Statement, new_id: &mut impl FnMut() -> Uuid) -> usize {
        let rows = std::mem::take(&mut self.numbers).len();
        self.size = 0;
        self.given.clear();
        for (field, column) in self.resource.writable().zip(&self.columns) {
            sql.push(", ");
            column.push_value(sql, field.column);
        }
        // Ids of one millisecond have no order among themselves; sorted, they keep the rows in the file's.
        let mut ids: Vec<_> = std::iter::repeat_with(new_id).take(rows).collect();
        ids.sort_unstable();
        sql.push(" from unnest(").bind(ids);
        for column in &mut self.columns {
            sql.push(", ");
            column.bind(sql);
        }
        sql.push(") as given (id, ").push_all(self.names(), ", ").push(")");
        rows
    }

    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.resource.writable().map(|field| field.column)
    }
}

impl Column {
    fn new(storage: Storage) -> Self {
        match storage {
            Storage::Text => Self::Text(Vec::new()),
            Storage::Texts => Self::Texts(Vec::new()),
            Storage::Bytes => Self::Bytes(Vec::new()),
            Storage::Uuid => Self::Uuid(Vec::new()),
            Storage::Timestamp => Self::Timestamp(Vec::new()),
            Storage::Date => Self::Date(Vec::new()),
            Storage::Integer => Self::Integer(Vec::new()),
            Storage::Decimal => Self::Decimal(Vec::new()),
            Storage::Boolean => Self::Boolean(Vec::new()),
            Storage::Json => Self::Json(Vec::new()),
        }
    }

    /// Adds a value; one of another type is none.
    fn push(&mut self, value: Value) {
        macro_rules! push {
            ($column:ident, $kind:ident) => {
                $column.push(if let Value::$kind(value) = value { Some(value) } else { None })
            };
        }
        match self {
            Self::Text(column) => push!(column, Text),
            Self::Texts(column) => {
                let texts = if let Value::Texts(texts) = value { texts } else { Vec::new() };
                column.push(Json::from(texts).to_string());
            }
            Self::Bytes(column) => push!(column, Bytes),
            Self::Uuid(column) => push!(column, Uuid),
            Self::Timestamp(column) => push!(column, Timestamp),
            Self::Date(column) => push!(column, Date),
            Self::Integer(column) => push!(column, Integer),
            Self::Decimal(column) => push!(column, Decimal),
            Self::Boolean(column) => push!(column, Boolean),
            Self::Json(column) => push!(column, Json),
        }
    }

    /// Appends the value of this column in a row of `given`.
    fn push_value(&self, sql: &mut Statement, name: &'static str) {
        match self {
            Self::Texts(_) => sql.push("array(select jsonb_array_elements_text(given.").push(name).push("::jsonb))"),
            _ => sql.push("given.").push(name),
        };
    }

    /// Exchanges the values of two rows.
    fn swap(&mut self, one: usize, other: usize) {
        match self {
            Self::Text(column) => column.swap(one, other),
            Self::Texts(column) => column.swap(one, other),
            Self::Bytes(column) => column.swap(one, other),
            Self::Uuid(column) => column.swap(one, other),
            Self::Timestamp(column) => column.swap(one, other),
            Self::Date(column) => column.swap(one, other),
            Self::Integer(column) => column.swap(one, other),
            Self::Decimal(column) => column.swap(one, other),
            Self::Boolean(column) => column.swap(one, other),
            Self::Json(column) => column.swap(one, other),
        }
    }

    /// Keeps the rows of which this says so.
    fn retain(&mut self, is_kept: &[bool]) {
        match self {
            Self::Text(column) => retain(column, is_kept),
            Self::Texts(column) => retain(column, is_kept),
            Self::Bytes(column) => retain(column, is_kept),
            Self::Uuid(column) => retain(column, is_kept),
            Self::Timestamp(column) => retain(column, is_kept),
            Self::Date(column) => retain(column, is_kept),
            Self::Integer(column) => retain(column, is_kept),
            Self::Decimal(column) => retain(column, is_kept),
            Self::Boolean(column) => retain(column, is_kept),
            Self::Json(column) => retain(column, is_kept),
        }
    }

    /// Binds the values and leaves none.
    fn bind(&mut self, sql: &mut Statement) {
        match self {
            Self::Text(column) => sql.bind(std::mem::take(column)),
            Self::Texts(column) => sql.bind(std::mem::take(column)),
            Self::Bytes(column) => sql.bind(std::mem::take(column)),
            Self::Uuid(column) => sql.bind(std::mem::take(column)),
            Self::Timestamp(column) => sql.bind(std::mem::take(column)),
            Self::Date(column) => sql.bind(std::mem::take(column)),
            Self::Integer(column) => sql.bind(std::mem::take(column)),
            Self::Decimal(column) => sql.bind(std::mem::take(column)),
            Self::Boolean(column) => sql.bind(std::mem::take(column)),
            Self::Json(column) => sql.bind(std::mem::take(column)),
        };
    }
}

/// Keeps the values of which this says so.
fn retain<T>(values: &mut Vec<T>, is_kept: &[bool]) {
    let mut is_kept = is_kept.iter();
    values.retain(|_| is_kept.next().is_none_or(|is_kept| *is_kept));
}
