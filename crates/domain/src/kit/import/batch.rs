use serde_json::Value as Json;
use tenancy::{Statement, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Error, Resource};
use crate::kit::{Body, Kind, Value};

/// A batch is stored when it has this many rows, which take well under the time limit of a statement …
const ROWS: usize = 1_000;
/// … or came from this many bytes.
const BYTES: usize = 1024 * 1024;

/// Rows that are stored by one statement: `COPY` is no way in under row-level security, so each column is an array.
pub(crate) struct Batch {
    resource: &'static Resource,
    columns: Vec<Column>,
    rows: usize,
    size: usize,
}

enum Column {
    Texts(Vec<Option<String>>),
    Uuids(Vec<Option<Uuid>>),
    Timestamps(Vec<Option<OffsetDateTime>>),
    Integers(Vec<Option<i64>>),
    /// JSON arrays of texts: an array of arrays would have to be rectangular.
    Lists(Vec<String>),
}

impl Batch {
    pub fn new(resource: &'static Resource) -> Self {
        Self { resource, columns: resource.writable().map(|field| Column::new(field.kind)).collect(), rows: 0, size: 0 }
    }

    /// Adds a row that took `size` bytes in its file.
    pub fn push(&mut self, body: Body, size: usize) {
        for (column, (_, value)) in self.columns.iter_mut().zip(body.values) {
            column.push(value);
        }
        self.rows += 1;
        self.size += size;
    }

    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    pub fn is_full(&self) -> bool {
        self.rows >= ROWS || self.size >= BYTES
    }

    /// Stores the rows, forgets them and answers how many there were.
    pub async fn insert(&mut self, tx: &mut TenantTx, new_id: &mut impl FnMut() -> Uuid) -> Result<usize, Error> {
        if self.is_empty() {
            return Ok(0);
        }
        let mut sql = Statement::new("insert into ");
        sql.push(self.resource.table).push(" (tenant_id, id, owner_id, ").push_all(self.names(), ", ");
        sql.push(") select ").bind(tx.membership().tenant_id().0).push(", given.id, ").bind(tx.membership().user_id());
        let rows = self.push_given(&mut sql, new_id);
        tx.run(sql).await.map_err(|error| self.resource.refusal(error))?;
        Ok(rows)
    }

    /// Takes the rows and appends `, <field>… from unnest(…) as given`, where `given.id` is an id of each row's own.
    pub fn push_given(&mut self, sql: &mut Statement, new_id: &mut impl FnMut() -> Uuid) -> usize {
        let rows = std::mem::take(&mut self.rows);
        self.size = 0;
        for (field, column) in self.resource.writable().zip(&self.columns) {
            match column {
                Column::Lists(_) => {
                    sql.push(", array(select jsonb_array_elements_text(given.").push(field.name).push("::jsonb))")
                }
                _ => sql.push(", given.").push(field.name),
            };
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
        self.resource.writable().map(|field| field.name)
    }
}

impl Column {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text { .. } | Kind::Email | Kind::Phone | Kind::OneOf(..) => Self::Texts(Vec::new()),
            Kind::Uuid => Self::Uuids(Vec::new()),
            Kind::Timestamp => Self::Timestamps(Vec::new()),
            Kind::Integer { .. } => Self::Integers(Vec::new()),
            Kind::Tags => Self::Lists(Vec::new()),
        }
    }

    fn push(&mut self, value: Value) {
        match (self, value) {
            (Self::Texts(texts), Value::Text(text)) => texts.push(Some(text)),
            (Self::Texts(texts), _) => texts.push(None),
            (Self::Uuids(ids), Value::Uuid(id)) => ids.push(Some(id)),
            (Self::Uuids(ids), _) => ids.push(None),
            (Self::Timestamps(times), Value::Timestamp(at)) => times.push(Some(at)),
            (Self::Timestamps(times), _) => times.push(None),
            (Self::Integers(numbers), Value::Integer(number)) => numbers.push(Some(number)),
            (Self::Integers(numbers), _) => numbers.push(None),
            (Self::Lists(lists), Value::Texts(texts)) => lists.push(Json::from(texts).to_string()),
            (Self::Lists(lists), _) => lists.push("[]".to_owned()),
        }
    }

    /// Binds the values and leaves none.
    fn bind(&mut self, sql: &mut Statement) {
        match self {
            Self::Texts(texts) => sql.bind(std::mem::take(texts)),
            Self::Uuids(ids) => sql.bind(std::mem::take(ids)),
            Self::Timestamps(times) => sql.bind(std::mem::take(times)),
            Self::Integers(numbers) => sql.bind(std::mem::take(numbers)),
            Self::Lists(lists) => sql.bind(std::mem::take(lists)),
        };
    }
}
