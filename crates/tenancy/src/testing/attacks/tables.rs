use sqlx::PgConnection;

/// The class of a view, which is attacked through and has no rows of its own.
pub(super) const VIEW: &str = "view";
/// Stands for the class of a table without one: the owner of its rows is unknown, so no runtime role is to see any.
pub(super) const UNCLASSED: &str = "unclassed";

/// A table of the catalogue, as far as attacks and generated rows need to know it.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// Schema-qualified and quoted.
    pub name: String,
    pub class: String,
    /// Whether `tenancy.search_page` returns ids of it.
    pub searched: bool,
    pub columns: Vec<Column>,
    pub foreign_keys: Vec<ForeignKey>,
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct Column {
    pub name: String,
    /// The name as SQL writes it.
    pub quoted: String,
    /// The type without its modifier; of a domain, the one beneath.
    pub kind: String,
    /// The label of an enumeration to take, if it is one.
    pub label: Option<String>,
    /// What the check constraints on this column say.
    pub checks: Vec<String>,
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct ForeignKey {
    pub columns: Vec<String>,
    pub parent: String,
    pub parent_columns: Vec<String>,
}

impl Table {
    /// The column that names the tenant or the user of a row; `None` where rows belong to neither.
    pub fn key(&self) -> Option<&'static str> {
        match self.class.as_str() {
            "catalog" | "internal" | VIEW => None,
            "personal" => Some("user_id"),
            UNCLASSED if !self.has("tenant_id") => None,
            _ => Some("tenant_id"),
        }
    }

    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|known| known.name == column)
    }

    /// The columns that a row is inserted with, for an SQL list.
    pub fn column_list(&self) -> String {
        self.columns.iter().map(|column| column.quoted.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// Reads every table and view of the schemas tenancy and app, and those with a `tenant_id` in others but auth.
pub(super) async fn read(superuser: &mut PgConnection) -> Vec<Table> {
    let names: Vec<(i64, String, String, bool)> = sqlx::query_as(
        "select c.oid::bigint, format('%I.%I', n.nspname, c.relname),
           case when c.relkind in ('v', 'm') then 'view' else coalesce(k.class, 'unclassed') end,
           coalesce(k.searched <> '{}' and k.class <> 'catalog', false)
         from pg_class c join pg_namespace n on n.oid = c.relnamespace
         left join tenancy.classes k on k.table_name = format('%I.%I', n.nspname, c.relname)
         where c.relkind in ('r', 'p', 'v', 'm') and n.nspname !~ '^(pg_|information_schema$|auth$)'
           and (n.nspname in ('tenancy', 'app', 'jobs')
             or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id'))
         order by 2",
    )
    .fetch_all(&mut *superuser)
    .await
    .expect("the catalogue can be read");
    let mut tables = Vec::with_capacity(names.len());
    for (oid, name, class, searched) in names {
        let columns = sqlx::query_as(
            "select a.attname::text as name, quote_ident(a.attname) as quoted, coalesce(nullif(t.typbasetype, 0), t.oid)::regtype::text as kind,
               (select enumlabel::text from pg_enum where enumtypid = t.oid order by enumsortorder limit 1) as label,
               array(select pg_get_constraintdef(k.oid) from pg_constraint k
                 where k.conrelid = a.attrelid and k.contype = 'c' and a.attnum = any (k.conkey)) as checks
             from pg_attribute a join pg_type t on t.oid = a.atttypid
             where a.attrelid = $1::bigint::oid and a.attnum > 0 and not a.attisdropped and a.attidentity = '' and a.attgenerated = ''
             order by a.attnum",
        )
        .bind(oid)
        .fetch_all(&mut *superuser)
        .await
        .expect("the columns can be read");
        let foreign_keys = sqlx::query_as(
            "select array(select attname::text from unnest(k.conkey) with ordinality o (n, at)
                 join pg_attribute on attrelid = k.conrelid and attnum = n order by at) as columns,
               (select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where c.oid = k.confrelid) as parent,
               array(select attname::text from unnest(k.confkey) with ordinality o (n, at)
                 join pg_attribute on attrelid = k.confrelid and attnum = n order by at) as parent_columns
             from pg_constraint k where k.contype = 'f' and k.conrelid = $1::bigint::oid",
        )
        .bind(oid)
        .fetch_all(&mut *superuser)
        .await
        .expect("the foreign keys can be read");
        tables.push(Table { name, class, searched, columns, foreign_keys });
    }
    tables
}
