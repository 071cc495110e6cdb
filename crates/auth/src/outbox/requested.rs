use super::MessageContent;

/// What a message is for that a request causes. Each purpose is counted by itself, so that no other uses it up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Invitation,
    VerifyEmail,
    ChangeEmail,
    ResetPassword,
    Code,
}

impl Purpose {
    pub const ALL: [Self; 5] =
        [Self::Invitation, Self::VerifyEmail, Self::ChangeEmail, Self::ResetPassword, Self::Code];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::VerifyEmail => "verify_email",
            Self::ChangeEmail => "change_email",
            Self::ResetPassword => "reset_password",
            Self::Code => "code",
        }
    }
}

/// The content of a message that a request causes.
pub trait Requested: Into<MessageContent> {
    const PURPOSE: Purpose;
}

/// Declares contents, each with the variant of its name.
macro_rules! requested {
    ($($(#[$doc:meta])* $name:ident for $purpose:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* })+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq)]
            pub struct $name {
                $($(#[$field_doc])* pub $field: $type),*
            }

            impl Requested for $name {
                const PURPOSE: Purpose = Purpose::$purpose;
            }

            impl From<$name> for MessageContent {
                fn from($name { $($field),* }: $name) -> Self {
                    Self::$name { $($field),* }
                }
            }
        )+
    };
}

requested! {
    /// Invites an address, which may have no account, into a tenant.
    Invitation for Invitation {
        token: String,
        /// What the tenant is called.
        tenant: String,
        /// What the inviting user is called; none for the platform.
        inviter: Option<String>
    }
    /// Asks the owner of an address to confirm it.
    VerifyEmail for VerifyEmail { token: String }
    /// Tells the owner of an account that a registration named its address. A stranger's request causes it, so it
    /// shares the limit of the confirmation that it takes the place of.
    AddressTaken for VerifyEmail {}
    /// Asks the owner of the address that an account is to have to confirm it.
    ChangeEmail for ChangeEmail { token: String }
    /// Lets the owner of an account choose another password.
    ResetPassword for ResetPassword { token: String }
    /// A code to type in.
    Code for Code { code: String }
}
