use std::rc::Rc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use auth::{DisplayName, NewUser, PasswordOwner, PasswordPolicy};
use schemars::JsonSchema;
use serde::Deserialize;

use super::input::Faults;
use super::sign_in::sign_in;
use crate::error::Error;
use crate::request::Request;
use crate::route::Response;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Registration {
    #[schemars(length(min = 6, max = 254), example = &"ann@example.com")]
    email: String,
    /// At least as many characters as the server asks for, and none of the passwords that are tried first
    #[schemars(length(min = 8, max = 128), example = &"correct horse battery staple")]
    password: String,
    /// What to call the user; the part of the address before the @ where it is left out
    #[schemars(length(min = 1, max = 200), example = &"Ann Example")]
    name: Option<String>,
    /// What to call the personal workspace; the user's name where it is left out
    #[schemars(length(min = 1, max = 200), example = &"Ann's workspace")]
    tenant_name: Option<String>,
}

/// Registers a user and signs them in. Where addresses have to be confirmed first, the response is the same for every
/// address (REG-1).
pub async fn register(request: Rc<Request>) -> Response {
    let (new, tenant_name) = read(request.body()?, request.state.shared.password_min_length)?;
    if request.state.auth.verified_only {
        request.state.shared.check_mail()?;
        let client = super::client(&request)?;
        auth::apply_for_account(&request.state.auth, new, tenant_name.as_str(), &client).await?;
        return Ok(HttpResponse::Accepted().finish());
    }
    let signed_in = auth::register(&request.state.auth, new, &super::client(&request)?).await?;
    sign_in(&request, StatusCode::CREATED, signed_in, None, Some(&tenant_name)).await
}

fn read(input: Registration, min_length: usize) -> Result<(NewUser, DisplayName), Error> {
    let mut faults = Faults::default();
    let email = faults.email(&input.email);
    let password = faults.password(input.password);
    let name = input.name.map(|name| faults.name("name", &name));
    let tenant_name = input.tenant_name.map(|name| faults.name("tenant_name", &name));
    let (Some(email), Some(password)) = (email, password) else { return Err(faults.into_error()) };
    let name = name.flatten().unwrap_or_else(|| DisplayName::from_email(&email));
    let tenant_name = tenant_name.flatten().unwrap_or_else(|| name.clone());
    let owner = PasswordOwner { email: &email, name: name.as_str() };
    match PasswordPolicy::new(min_length).accept(password, owner) {
        Ok(password) => {
            faults.check()?;
            Ok((NewUser { email, password, name }, tenant_name))
        }
        Err(refused) => {
            faults.add("password", refused.code(), refused.to_string());
            Err(faults.into_error())
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;

    fn faults(body: Json) -> Vec<(String, &'static str)> {
        let Err(Error::Unprocessable(faults)) = read(serde_json::from_value(body).unwrap(), 8) else {
            panic!("the registration was accepted");
        };
        faults.into_iter().map(|fault| (fault.field.into_owned(), fault.code)).collect()
    }

    #[test]
    fn names_are_made_from_the_address_where_they_are_left_out() {
        let body = json!({"email": "User1@test.com", "password": "Test123!"});
        let (new, tenant_name) = read(serde_json::from_value(body).unwrap(), 8).unwrap();
        assert_eq!((new.email.as_str(), new.name.as_str(), tenant_name.as_str()), ("user1@test.com", "user1", "user1"));
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let body = json!({"email": "x", "password": "p".repeat(200), "name": "\u{0}", "tenant_name": ""});
        let named = faults(body);
        assert_eq!(
            named,
            [("email", "email"), ("password", "password_too_long"), ("name", "name"), ("tenant_name", "name")]
                .map(|(field, code)| (field.to_owned(), code))
        );
    }

    #[test]
    fn reg_4_a_refused_password_is_refused_with_a_reason() {
        for (password, code) in [("short", "password_too_short"), ("password1", "password_common")] {
            let named = faults(json!({"email": "a@test.com", "password": password}));
            assert_eq!(named, [("password".to_owned(), code)]);
        }
    }
}
