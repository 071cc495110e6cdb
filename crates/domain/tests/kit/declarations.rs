//! What the declarations say, compared with the tables.

use std::collections::BTreeSet;

use domain::RESOURCES;
use domain::kit::{Class, Field, FieldAccess, Kind, Operation, Operations, Resource, Target, Violation};
use sqlx::PgConnection;
use tenancy::doctor::Choice;
use tenancy::testing::TestDb;

/// A name that no constraint has would leave the client with the general answer.
#[tokio::test]
async fn each_constraint_that_a_resource_declares_is_one_of_its_table_and_names_its_field() {
    let test = TestDb::new().await;
    let mut superuser = test.connect("postgres").await;
    let mut declared = 0;
    for resource in RESOURCES {
        for (name, violation) in resource.constraints.iter() {
            let (kind, field) = match violation {
                Violation::Conflict { .. } => ("u", None),
                Violation::Reference { field } => ("f", Some(field)),
                Violation::Check { field, .. } => ("c", Some(field)),
            };
            let exists: bool = sqlx::query_scalar(
                "select exists (select from pg_constraint where conrelid = $1::regclass and conname = $2 and contype::text = $3)
                   or $3 = 'u' and exists (select from pg_index where indrelid = $1::regclass and indisunique
                     and indexrelid = to_regclass('app.' || quote_ident($2)))",
            )
            .bind(resource.table)
            .bind(name)
            .bind(kind)
            .fetch_one(&mut superuser)
            .await
            .unwrap();
            assert!(exists, "{} has no {name}", resource.table);
            assert!(field.is_none_or(|field| resource.field(field).is_some()), "{} has no {field:?}", resource.table);
            declared += 1;
        }
    }
    println!("{declared} constraints");
}

/// The constraints of a kind that a table has: names and definitions.
async fn constraints(connection: &mut PgConnection, resource: &Resource, kind: &str) -> Vec<(String, String)> {
    sqlx::query_as(
        "select conname::text, pg_get_constraintdef(oid) from pg_constraint
         where conrelid = $1::regclass and contype::text = $2",
    )
    .bind(resource.table)
    .bind(kind)
    .fetch_all(connection)
    .await
    .unwrap()
}

/// A constraint whose name holds no field would refuse a body without naming what is wrong.
#[tokio::test]
async fn each_check_and_foreign_key_of_a_resource_leads_to_a_field() {
    let test = TestDb::new().await;
    let mut superuser = test.connect("postgres").await;
    let mut compared = 0;
    for resource in RESOURCES {
        for kind in ["c", "f"] {
            for (name, _) in constraints(&mut superuser, resource, kind).await {
                assert!(
                    resource.field_of_constraint(&name).is_some(),
                    "{}: {name} holds no field's name",
                    resource.table
                );
                compared += 1;
            }
        }
    }
    assert!(compared > 5, "{compared} constraints");
}

/// A row that is named can't go from the trash for good unless its foreign key says what becomes of the name.
#[tokio::test]
async fn each_reference_to_a_row_has_its_foreign_key() {
    let test = TestDb::new().await;
    let mut superuser = test.connect("postgres").await;
    let mut compared = 0;
    for resource in RESOURCES {
        let keys = constraints(&mut superuser, resource, "f").await;
        for field in resource.fields {
            let Kind::Reference(Target::Row(target)) = field.kind else { continue };
            let (name, in_tenant) = (field.name, target.class != Class::Catalog);
            let key = if in_tenant {
                format!("FOREIGN KEY (tenant_id, {name}) REFERENCES {}(tenant_id, id) ON DELETE ", target.table)
            } else {
                format!("FOREIGN KEY ({name}) REFERENCES {}(id)", target.table)
            };
            let is_there = keys.iter().any(|(_, definition)| definition.starts_with(&key));
            assert!(is_there, "{} has no {key}… among {keys:?}", resource.table);
            let is_seen = target.class != Class::Private || resource.class == Class::Private;
            assert!(is_seen, "{} shows the members whose private rows it names", resource.table);
            compared += 1;
        }
    }
    assert!(compared > 2, "{compared} references");
}

/// The words of a check `column in ('…', …)`.
fn words(definition: &str) -> BTreeSet<&str> {
    definition.split('\'').skip(1).step_by(2).collect()
}

/// A word that only one side knows is a state that no row reaches, or an error of the server's where a client should
/// learn of its own.
#[tokio::test]
async fn each_choice_and_each_state_is_what_the_check_of_its_column_allows() {
    let test = TestDb::new().await;
    let mut superuser = test.connect("postgres").await;
    let mut compared = 0;
    for resource in RESOURCES {
        let checks = constraints(&mut superuser, resource, "c").await;
        for field in resource.fields {
            let Kind::OneOf(declared, default) = field.kind else { continue };
            let of_field: Vec<_> =
                checks.iter().filter(|(name, _)| resource.field_of_constraint(name) == Some(field.name)).collect();
            let [(_, check)] = &of_field[..] else { panic!("{} has {of_field:?} for {}", resource.table, field.name) };
            assert_eq!(words(check), declared.iter().copied().collect(), "{} {}", resource.table, field.name);
            if resource.states.is_some_and(|states| states.field == field.name) {
                assert_eq!(default_of(&mut superuser, resource, field).await, Some(default.to_owned()));
            }
            compared += 1;
        }
    }
    assert!(compared > 2, "{compared} choices");
}

#[test]
fn doctor_learns_of_each_choice_and_each_state() {
    let choices = domain::choices();
    let fields = RESOURCES.iter().flat_map(|resource| resource.fields);
    assert_eq!(choices.len(), fields.filter(|field| matches!(field.kind, Kind::OneOf(..))).count());
    let words: &[&str] = &["draft", "submitted", "withdrawn"];
    assert!(choices.contains(&Choice { table: "app.applications", column: "status", words }), "{choices:#?}");
}

/// The text that a column has where an insert leaves it out.
async fn default_of(connection: &mut PgConnection, resource: &Resource, field: &Field) -> Option<String> {
    sqlx::query_scalar(
        "select split_part(pg_get_expr(d.adbin, d.adrelid), '''', 2) from pg_attrdef d
         join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
         where d.adrelid = $1::regclass and a.attname = $2",
    )
    .bind(resource.table)
    .bind(field.name)
    .fetch_optional(connection)
    .await
    .unwrap()
}

/// The change log has the beginning of such rows, and leaves out their changes until they are final, which no act of a
/// member may be.
#[tokio::test]
async fn clients_only_read_and_create_where_the_change_log_leaves_changes_out() {
    const CHANGES: Operations = Operations::of(&[
        Operation::Replace,
        Operation::Patch,
        Operation::Delete,
        Operation::Restore,
        Operation::Import,
    ]);
    let test = TestDb::new().await;
    let mut superuser = test.connect("postgres").await;
    let tables: Vec<String> = sqlx::query_scalar(
        "select format('%I.%I', n.nspname, c.relname) from pg_trigger t join pg_class c on c.oid = t.tgrelid
         join pg_namespace n on n.oid = c.relnamespace
         where tgname = 'record_change' and encode(tgargs, 'escape') like '%settled=%'",
    )
    .fetch_all(&mut superuser)
    .await
    .unwrap();
    assert!(tables.contains(&"app.calls".to_owned()), "{tables:?}");
    for table in tables {
        let resource = RESOURCES.iter().find(|resource| resource.table == table).unwrap();
        let is_changed = resource.operations.intersects(CHANGES) || resource.verbs().next().is_some();
        assert!(!is_changed, "{table}");
    }
}

/// Whether its values are for no reader.
fn is_hidden(field: &Field) -> bool {
    field.access == FieldAccess::WriteOnly || matches!(field.kind, Kind::Secret { .. })
}

/// The change log keeps the values of a write-only field unless the migration names it among the secrets.
#[tokio::test]
async fn each_write_only_field_is_a_secret_of_its_table() {
    let test = TestDb::new().await;
    let mut superuser = test.connect("postgres").await;
    for resource in RESOURCES {
        let logged: Option<String> = sqlx::query_scalar(
            "select encode(tgargs, 'escape') from pg_trigger where tgrelid = $1::regclass and tgname = 'record_change'",
        )
        .bind(resource.table)
        .fetch_optional(&mut superuser)
        .await
        .unwrap();
        for field in resource.fields.iter().filter(|field| is_hidden(field)) {
            let secrets = logged.as_deref().unwrap_or_default();
            assert!(secrets.split("\\000").any(|secret| secret == field.name), "{}: {}", resource.table, field.name);
        }
    }
}
