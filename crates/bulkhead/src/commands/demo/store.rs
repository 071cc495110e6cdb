//! Does the steps, by the functions that the routes use.

use auth::Auth;
use domain::kit::{self, Body, Change, FieldError};
use domain::leads::LEADS;
use serde_json::{Map, Value as Json};
use tenancy::{Db, TenantTx};
use uuid::Uuid;

use super::Failure;
use super::people::Team;
use super::steps::{Act, Row, Step};

pub struct Store<'a> {
    pub db: &'a Db,
    pub auth: &'a Auth,
    pub team: &'a Team,
}

impl Store<'_> {
    /// Does the steps in their order. Those of one member that follow each other are a unit of work.
    pub async fn run(&self, steps: Vec<Step>) -> Result<(), Failure> {
        for steps in steps.chunk_by(|one, next| one.author == next.author) {
            let Some(first) = steps.first() else { continue };
            let mut tx = self.db.begin(&self.team.request(self.auth, first.author)).await?;
            for step in steps {
                self.step(&mut tx, &step.act).await?;
            }
            tx.commit().await?;
        }
        Ok(())
    }

    async fn step(&self, tx: &mut TenantTx, act: &Act) -> Result<(), Failure> {
        let done = match act {
            Act::Create(row) => {
                let body = self.body(row, kit::parse_create(row.rows.resource, object(&row.json)))?;
                kit::create_in(tx, row.rows, row.id, &body).await
            }
            Act::Record(row) => {
                let body = self.body(row, kit::parse_record(row.rows.resource, object(&row.json)))?;
                kit::record_in(tx, row.rows, row.id, &body).await
            }
            Act::Change { resource, id, json } => {
                let body = kit::parse_merge(resource, object(json)).map_err(|errors| wrong(resource.name, &errors))?;
                kit::update_in(tx, *resource, &Change { id: *id, expected: None }, &body).await
            }
            Act::Verb { resource, id, verb } => {
                kit::act_in(tx, *resource, verb, &Change { id: *id, expected: None }).await
            }
        };
        match (done, act) {
            (Ok(_), _) => Ok(()),
            (Err(kit::Error::Invalid(errors)), Act::Create(row) | Act::Record(row)) => {
                Err(wrong(row.rows.resource.name, &errors))
            }
            (Err(kit::Error::Invalid(errors)), Act::Change { resource, .. } | Act::Verb { resource, .. }) => {
                Err(wrong(resource.name, &errors))
            }
            (Err(error), _) => Err(error.into()),
        }
    }

    fn body(&self, row: &Row, parsed: Result<Body, Vec<FieldError>>) -> Result<Body, Failure> {
        let mut body = parsed.map_err(|errors| wrong(row.rows.resource.name, &errors))?;
        body.set_made_at(row.made_at);
        Ok(body.encrypted_with(&self.auth.secret_box, &self.auth.random))
    }

    /// Has the owner move the last leads to the trash.
    pub async fn trash(&self, leads: &[Uuid]) -> Result<(), Failure> {
        for id in leads.iter().rev().take(3) {
            kit::delete(self.db, &self.team.request(self.auth, 0), &LEADS, &Change { id: *id, expected: None }).await?;
        }
        Ok(())
    }
}

fn object(json: &Json) -> Map<String, Json> {
    json.as_object().cloned().unwrap_or_default()
}

fn wrong(resource: &str, errors: &[FieldError]) -> Failure {
    let errors: Vec<_> = errors.iter().map(|error| format!("{} {}", error.field, error.message)).collect();
    format!("a {resource} of the demo data is refused: {}", errors.join(", ")).into()
}
