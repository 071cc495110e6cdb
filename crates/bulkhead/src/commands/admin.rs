use std::path::Path;

use auth::{Client, EmailAddress, admins};

use super::{FOLDER, Failure, configure};
use crate::application::auth_of_command;
use crate::database::open;
use crate::mailer::page;
use crate::output::say;

pub async fn create(email: &EmailAddress) -> Result<(), Failure> {
    let config = configure()?;
    let (roles, embedded) = open(&config.database, Path::new(FOLDER)).await?;
    let auth = auth_of_command(&config, &roles, Path::new(FOLDER))?;
    let appointed = admins::appoint(&auth, email, &Client::default()).await;
    if let Some(embedded) = embedded {
        embedded.stop().await?;
    }
    let appointed = appointed?;
    say(format_args!("{email} is a platform admin; what they administer asks for a second factor"))?;
    if !appointed.email_verified {
        say("this address is not confirmed yet: make sure that the account belongs to its owner")?;
    }
    if let Some(token) = appointed.token {
        let link = page(&config.http.frontend_url, "reset-password", &token.into_string());
        say(format_args!("the link by which they choose a password, once and within half an hour: {link}"))?;
    }
    Ok(())
}
