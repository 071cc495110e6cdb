//! Attacks on every table, made from the catalogue, so that a new table is attacked without being listed here.
//!
//! An [`Arena`] has two tenants with a generated row of each in every table. Then every actor that must not reach the
//! victim's rows (another tenant's member, a session without a context, a viewer, the other roles) tries every command
//! on every table. Each attempt runs as the role itself would, and is rolled back once the victim's rows were compared.

mod actors;
mod acts;
mod attempts;
mod bounds;
mod conversations;
mod door;
mod functions;
mod history;
mod impersonations;
mod jobs;
mod keys;
mod own_rows;
mod plans;
mod rows;
mod search;
mod sessions;
mod tables;

use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Row};
use uuid::Uuid;

use super::TestDb;
use actors::Actor;
use tables::Table;

/// Two tenants of a database, and who is in them.
pub struct Arena<'a> {
    test: &'a TestDb,
    victim: Tenant,
    attacker: Tenant,
    /// Of the victim's tenant: a member who isn't the owner of its private rows, and one who may only read.
    colleague: Uuid,
    viewer: Uuid,
    tables: Vec<Table>,
}

/// A part of the whole attack.
enum Part<'t> {
    /// Every command on the table, as every actor.
    Table(&'t Table),
    /// What a role reads and may do as it connects.
    Connecting,
    Door,
    Jobs,
    Sessions,
    Keys,
    Impersonations,
    Conversations,
    Definers,
}

impl<'t> Part<'t> {
    /// All parts, those first that a change of the schema is about, and then what is quick. Sessions and impersonations
    /// come before the definer functions, which find what those leave.
    fn all(tables: &'t [Table], change: &str) -> Vec<Self> {
        let mut parts = vec![Self::Door, Self::Sessions, Self::Keys, Self::Impersonations, Self::Definers, Self::Jobs];
        parts.extend([Self::Conversations, Self::Connecting]);
        parts.extend(tables.iter().map(Self::Table));
        parts.sort_by_key(|part| !part.is_about(change));
        parts
    }

    /// Whether it attacks what a change of the schema names. Only what is tried first depends on it.
    fn is_about(&self, change: &str) -> bool {
        let words: &[&str] = match self {
            Self::Table(table) => &[&table.name],
            Self::Sessions => &["is_live", "_session", "enter_by_cookie", "enter_by_proof"],
            Self::Keys => &["api_key", "enter_by_key"],
            Self::Impersonations => &["impersonation"],
            Self::Jobs => &["enter_job", "owners_of_trash", "enter_trash", "due_digests"],
            Self::Conversations => &["enter_conversations", "enter_trash"],
            Self::Door | Self::Definers | Self::Connecting => &[],
        };
        words.iter().any(|word| change.contains(word))
    }
}

#[derive(Clone, Copy, Debug)]
struct Tenant {
    id: Uuid,
    owner: Uuid,
}

impl<'a> Arena<'a> {
    /// Makes the tenants and their rows. Panics, naming the table, where no row can be generated for one.
    pub async fn prepare(test: &'a TestDb) -> Self {
        let tenant = |(id, owner)| Tenant { id, owner };
        let (victim, attacker) = (tenant(test.tenant("victim").await), tenant(test.tenant("attacker").await));
        let (colleague, viewer) = (Uuid::from_u128(0xC011), Uuid::from_u128(0x71E3));
        test.superuser(&format!(
            "insert into tenancy.memberships (tenant_id, user_id, role)
             values ('{0}', '{colleague}', 'member'), ('{0}', '{viewer}', 'viewer'), ('{0}', '{1}', 'owner')",
            victim.id,
            rows::fresh()
        ))
        .await;
        for user in [victim.owner, attacker.owner, colleague, viewer] {
            test.sign_in(user).await;
        }
        let mut superuser = test.connect("postgres").await;
        let tables = tables::read(&mut superuser).await;
        rows::generate(&mut superuser, tables.iter().collect(), victim).await;
        rows::generate(&mut superuser, tables.iter().collect(), attacker).await;
        // As a release left them that knew no audience.
        test.superuser(&format!(
            "insert into tenancy.changes (tenant_id, table_name, row_id, operation, fields)
             select '{}', split_part(table_name, '.', 2), gen_random_uuid(), 'insert', '{{}}'
             from tenancy.classes where class in ('private', 'participants')",
            victim.id
        ))
        .await;
        let arena = Self { test, victim, attacker, colleague, viewer, tables };
        conversations::leave(&arena, &mut superuser).await;
        arena
    }

    /// The same tenants in a copy of their database.
    pub fn in_copy<'c>(&self, copy: &'c TestDb) -> Arena<'c> {
        Arena { test: copy, tables: self.tables.clone(), ..*self }
    }

    /// A user of another tenant, `attacker`, than the one whose rows are attacked, `victim`.
    pub fn stranger(&self) -> Uuid {
        self.attacker.owner
    }

    /// A member of the victim's tenant that its private rows don't belong to.
    pub fn colleague(&self) -> Uuid {
        self.colleague
    }

    /// The id of a row of the victim's.
    pub async fn row_id(&self, table: &str) -> Uuid {
        self.id_of(table, self.victim).await
    }

    /// The id of a row of the stranger's.
    pub async fn own_row_id(&self, table: &str) -> Uuid {
        self.id_of(table, self.attacker).await
    }

    async fn id_of(&self, table: &str, tenant: Tenant) -> Uuid {
        let mut superuser = self.test.connect("postgres").await;
        let id = format!("select id::text from {table} where tenant_id = '{}' limit 1", tenant.id);
        let id = text(&mut superuser, id).await;
        id.ok().flatten().and_then(|id| id.parse().ok()).expect("the tenant has a row")
    }

    /// Whose private row this is. They belong to the attacker's tenant as well from now on.
    pub async fn owner_in_both_tenants(&self, table: &str, id: Uuid) -> Uuid {
        let mut superuser = self.test.connect("postgres").await;
        let sql = format!(
            "with owner as (select owner_id from {table} where id = '{id}'), joined as (
               insert into tenancy.memberships (tenant_id, user_id, role)
               select '{}', owner_id, 'member' from owner on conflict do nothing)
             select owner_id::text from owner",
            self.attacker.id
        );
        let owner = text(&mut superuser, sql).await;
        let owner = owner.ok().flatten().and_then(|owner| owner.parse().ok()).expect("the row has an owner");
        self.test.sign_in(owner).await;
        owner
    }

    /// The attacked tables, by name.
    pub fn tables(&self) -> Vec<&str> {
        self.tables.iter().map(|table| table.name.as_str()).collect()
    }

    /// Attacks every table as every actor, and the ways in. Returns a line for each attack that came to something.
    pub async fn attack(&self) -> Vec<String> {
        let arena = self.again().await;
        let mut findings = Vec::new();
        for part in Part::all(&arena.tables, "") {
            findings.extend(arena.attack_part(&part).await);
        }
        findings
    }

    /// The same attacks, those first on what a change of the schema names, up to the first part of them that comes to
    /// something.
    pub async fn attack_until_noticed(&self, change: &str) -> Vec<String> {
        let arena = self.again().await;
        for part in Part::all(&arena.tables, change) {
            let findings = arena.attack_part(&part).await;
            if !findings.is_empty() {
                return findings;
            }
        }
        Vec::new()
    }

    async fn attack_part(&self, part: &Part<'_>) -> Vec<String> {
        let mut superuser = self.test.connect("postgres").await;
        match part {
            Part::Table(table) => self.attack_table(table).await,
            Part::Connecting => {
                let mut findings = acts::forbidden(&mut superuser).await;
                for actor in Actor::connecting() {
                    let mut session = self.test.connect(actor.role).await;
                    for table in &self.tables {
                        findings.extend(attempts::looks(self, &mut session, &actor, table).await);
                    }
                }
                findings
            }
            Part::Door => door::attack(self).await,
            Part::Jobs => jobs::attack(self, &mut superuser).await,
            Part::Sessions => sessions::attack(self).await,
            Part::Keys => keys::attack(self).await,
            Part::Impersonations => impersonations::attack(self).await,
            Part::Conversations => conversations::attack(self, &mut superuser).await,
            Part::Definers => functions::definers(self, &mut superuser).await,
        }
    }

    /// What the runtime roles may do at all, a line each. No policy is asked: it is what they were granted.
    pub async fn acts(&self) -> Vec<String> {
        let arena = self.again().await;
        acts::allowed(&arena, &mut self.test.connect("postgres").await).await
    }

    /// What a row of another tenant's own does to the victim's.
    pub async fn attack_by_own_rows(&self) -> Vec<String> {
        let arena = self.again().await;
        let mut superuser = self.test.connect("postgres").await;
        let before = attempts::digest(&arena.tables, arena.victim, &mut superuser).await;
        let mut findings = Vec::new();
        for table in &arena.tables {
            findings.extend(own_rows::all(&arena, &mut superuser, &Actor::stranger(&arena), table, &before).await);
        }
        findings
    }

    /// What the caller's code sees where it runs with the rights of a definer function.
    pub async fn attack_rights(&self) -> Vec<String> {
        let arena = self.again().await;
        // They leave sessions and impersonations behind: in empty tables no function would compare a token.
        sessions::attack(&arena).await;
        impersonations::attack(&arena).await;
        functions::rights(&arena, &mut self.test.connect("postgres").await).await
    }

    /// Functions that are called on the victim's rows before a policy has spoken, where they complain of what they see.
    pub async fn attack_early(&self) -> Vec<String> {
        let arena = self.again().await;
        let mut superuser = self.test.connect("postgres").await;
        let mut findings = Vec::new();
        for table in arena.tables.iter().filter(|table| table.key() == Some("tenant_id")) {
            findings.extend(functions::early(&arena, &mut superuser, table).await);
        }
        findings
    }

    /// Which of the bounds that end what hangs a session of a runtime role doesn't have. Takes their ten seconds.
    pub async fn missing_bounds(&self) -> Vec<String> {
        Box::pin(bounds::missing(self.test)).await
    }

    /// The same tenants with the tables as they are, and a row of each tenant in those that are new.
    async fn again(&self) -> Self {
        let mut superuser = self.test.connect("postgres").await;
        let tables = tables::read(&mut superuser).await;
        let new: Vec<_> = tables.iter().filter(|table| self.tables.iter().all(|old| old.name != table.name)).collect();
        for tenant in [self.victim, self.attacker] {
            rows::generate(&mut superuser, new.clone(), tenant).await;
        }
        Self { tables, ..*self }
    }

    /// Attacks one table, as it was when the arena was prepared, as every actor.
    pub async fn attack_only(&self, table: &str) -> Vec<String> {
        let table = self.tables.iter().find(|known| known.name == table).expect("the table is in the catalogue");
        self.attack_table(table).await
    }

    async fn attack_table(&self, table: &Table) -> Vec<String> {
        let mut superuser = self.test.connect("postgres").await;
        let before = attempts::digest(&self.tables, self.victim, &mut superuser).await;
        let mut findings = Vec::new();
        for actor in Actor::all(self) {
            findings.extend(attempts::all(self, &mut superuser, &actor, table, &before).await);
        }
        findings.extend(history::missing(self, &mut superuser, table).await);
        findings
    }
}

/// Runs SQL without preparing it, and returns how many rows it touched.
#[expect(clippy::disallowed_methods, reason = "an attack names tables that only the catalogue knows")]
async fn run(connection: &mut PgConnection, sql: String) -> Result<u64, sqlx::Error> {
    Ok(sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(connection).await?.rows_affected())
}

/// The first column of the first row, as text.
#[expect(clippy::disallowed_methods, reason = "an attack names tables that only the catalogue knows")]
async fn text(connection: &mut PgConnection, sql: String) -> Result<Option<String>, sqlx::Error> {
    let row = sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).fetch_optional(connection).await?;
    row.map(|row| row.try_get(0)).transpose().map(Option::flatten)
}

/// The rows of the one statement of the text that has any.
#[expect(clippy::disallowed_methods, reason = "an attack names tables that only the catalogue knows")]
async fn all_rows(connection: &mut PgConnection, sql: String) -> Result<Vec<PgRow>, sqlx::Error> {
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).fetch_all(connection).await
}

/// A text as an SQL literal.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
