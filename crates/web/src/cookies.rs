//! The cookies that we set and read.

use std::time::Duration;

use actix_web::cookie::{Cookie, Key, SameSite};
use actix_web::{HttpRequest, cookie};
use auth::DeviceToken;
use url::Url;

use crate::edge::CookieNames;

/// Our cookies: `__Host-session` and `__Host-device` under https, plain names on a plain-http loopback.
pub struct Cookies {
    key: Key,
    secure: bool,
    max_age: cookie::time::Duration,
}

impl Cookies {
    /// `secret` is what the session cookie is signed with.
    pub fn new(public_url: &Url, secret: &[u8], max_age: Duration) -> Self {
        Self {
            key: Key::derive_from(secret),
            secure: public_url.scheme() == "https",
            max_age: max_age.try_into().unwrap_or(cookie::time::Duration::days(30)),
        }
    }

    pub fn session_name(&self) -> &'static str {
        if self.secure { "__Host-session" } else { "session" }
    }

    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// The names that count, by the scheme of the public URL.
    pub fn names(&self) -> CookieNames {
        if self.secure { CookieNames::Https } else { CookieNames::Http }
    }

    pub(crate) fn key(&self) -> Key {
        self.key.clone()
    }

    pub(crate) fn max_age(&self) -> cookie::time::Duration {
        self.max_age
    }

    /// The token of a known device that a request brings.
    pub fn device(&self, request: &HttpRequest) -> Option<DeviceToken> {
        request.cookie(self.device_name()).map(|cookie| DeviceToken::from_request(cookie.value()))
    }

    /// The cookie that makes a device known for a year. It opens nothing; see [`DeviceToken`].
    pub fn known_device(&self, token: &DeviceToken) -> Cookie<'static> {
        Cookie::build(self.device_name(), token.as_str().to_owned())
            .secure(self.secure)
            .http_only(true)
            .same_site(SameSite::Lax)
            .path("/")
            .max_age(cookie::time::Duration::days(365))
            .finish()
    }

    fn device_name(&self) -> &'static str {
        if self.secure { "__Host-device" } else { "device" }
    }
}
