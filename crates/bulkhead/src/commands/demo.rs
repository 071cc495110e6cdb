//! Fills a tenant of a development installation with data to look at.

mod catalogue;
mod dice;
mod people;
mod sales;
mod steps;
mod store;
mod voice;
mod words;

use std::path::Path;

use auth::{Auth, users};
use base::PoolSize;
use tenancy::{Db, Error, Job, JobRequest, Jobs, Role};
use url::Url;

use super::table::Table;
use super::{FOLDER, Failure, configure};
use crate::application::auth_of_command;
use crate::config::Environment;
use crate::database::{Roles, open};
use crate::output::say;
use dice::Dice;
use people::{PEOPLE, Set};
use steps::Steps;
use store::Store;

/// What the tenant is called once it has all its rows.
const NAME: &str = "Northwind Admissions";

/// What it is called until then, so that a run that was cut off is told apart.
const UNFINISHED: &str = "Northwind Admissions (unfinished)";

/// How often another slug is tried where one is taken.
const SETS: u8 = 9;

/// What the installation has after the command.
enum Demo {
    Made { set: Set, password: String, counts: Vec<(&'static str, usize)> },
    Found { set: Set, name: String },
}

/// Fills a tenant, unless an earlier run has, and prints how to sign in. Refused in production.
pub async fn demo(seed: u64) -> Result<(), Failure> {
    let config = configure()?;
    if config.environment == Environment::Production {
        return Err("demo data are for development: with BULKHEAD_ENV=production there are none".into());
    }
    let (roles, embedded) = open(&config.database, Path::new(FOLDER)).await?;
    let auth = auth_of_command(&config, &roles, Path::new(FOLDER))?;
    let done = Box::pin(find_or_fill(&roles, &auth, seed)).await;
    if let Some(embedded) = embedded {
        embedded.stop().await?;
    }
    tell(&done?, &config.http.frontend_url, &config.http.public_url)
}

async fn find_or_fill(roles: &Roles, auth: &Auth, seed: u64) -> Result<Demo, Failure> {
    let size = PoolSize { max: 2, acquire_timeout: std::time::Duration::from_secs(30) };
    let pools = roles.pools(size, size);
    let (db, jobs) = (pools.db().with_queue(auth.jobs.clone()), pools.jobs());
    for set in (1..=SETS).map(Set::numbered) {
        let tenant = db.find_tenant_by_slug(&set.slug()).await?;
        let mut known = Vec::new();
        for person in &PEOPLE {
            known.extend(users::find_by_email(auth, &set.address(person)?).await?);
        }
        match (tenant, known.first()) {
            (None, None) => return fill(&db, auth, set, seed).await,
            (Some(tenant), Some(owner)) if tenant.name != UNFINISHED && tenant.deleted_at.is_none() => {
                let request = JobRequest {
                    tenant_id: tenant.id,
                    job: Job::DISPATCH,
                    acting_for: Some((owner.id.0, Role::Owner)),
                    run_id: auth.random.uuid_v7(auth.clock.now()),
                };
                if is_owner(&jobs, &request).await? {
                    return Ok(Demo::Found { set, name: tenant.name });
                }
            }
            _ => {}
        }
    }
    let last = Set::numbered(SETS).slug();
    Err(format!("the slugs demo to {last} or their addresses are taken by other tenants and users").into())
}

/// Whether the user that the request acts for owns its tenant.
async fn is_owner(jobs: &Jobs, request: &JobRequest) -> Result<bool, Error> {
    match jobs.begin(request).await {
        Ok(Some(tx)) => {
            tx.rollback().await?;
            Ok(true)
        }
        Ok(None) | Err(Error::RoleTooLow) => Ok(false),
        Err(error) => Err(error),
    }
}

async fn fill(db: &Db, auth: &Auth, set: Set, seed: u64) -> Result<Demo, Failure> {
    let password = people::password(&auth.random);
    let team = people::join(db, auth, set, &password).await?;
    let store = Store { db, auth, team: &team };
    let courses = catalogue::fill(&store).await?;
    let users = team.people.iter().map(|member| member.id).collect();
    let dice = Dice::new(seed, auth.random.clone(), auth.clock.now());
    let mut steps = Steps::new(dice, users);
    let leads = sales::leads(&mut steps);
    let contacts = sales::contacts(&mut steps);
    sales::notes(&mut steps, &leads);
    sales::community(&mut steps);
    catalogue::applications(&mut steps, &courses);
    let phone = voice::phone(&mut steps);
    voice::calls(&mut steps, phone, &leads);
    voice::scheduled(&mut steps, phone, &leads);
    voice::messages(&mut steps, phone, &contacts);
    voice::campaigns(&mut steps, phone);
    sales::changes(&mut steps, &leads);
    let counts = steps.counts();
    store.run(steps.into_steps()).await?;
    store.trash(&leads).await?;
    people::finish(db, auth, &team).await?;
    Ok(Demo::Made { set, password, counts })
}

fn tell(demo: &Demo, console: &Url, public: &Url) -> Result<(), Failure> {
    let (set, name) = match demo {
        Demo::Made { set, .. } => (set, NAME),
        Demo::Found { set, name } => (set, name.as_str()),
    };
    match demo {
        Demo::Made { .. } => say(format_args!("{name} is there, under the slug {}\n", set.slug()))?,
        Demo::Found { .. } => {
            say(format_args!("{name} is there already, under the slug {}; nothing was changed\n", set.slug()))?;
        }
    }
    say(format_args!("Sign in at  {console}"))?;
    match demo {
        Demo::Made { password, .. } => say(format_args!("Password    {password}  (that of each address)\n"))?,
        Demo::Found { .. } => {
            say("Password    the one that the first run printed; \"Forgot your password?\" lets you choose another,")?;
            say(format_args!("            by a link in {public}dev/mail\n"))?;
        }
    }
    let mut table = Table::new(["ADDRESS", "ROLE", "NAME"]);
    for person in &PEOPLE {
        table.add([set.address(person)?.as_str().to_owned(), person.role.to_string(), person.name.to_owned()]);
    }
    say(&table)?;
    if let Demo::Made { counts, .. } = demo {
        let mut table = Table::new(["\nROWS", "OF"]);
        for (what, count) in counts {
            table.add([count.to_string(), (*what).to_owned()]);
        }
        say(&table)?;
        say("\nOther users see none of it. The data are made up: names, addresses and numbers lead to no person.")?;
    }
    Ok(())
}
