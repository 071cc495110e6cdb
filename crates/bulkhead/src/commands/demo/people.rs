//! The tenant and its members.

use auth::sessions::{self, SessionToken};
use auth::{
    Auth, Client, DisplayName, EmailAddress, NewPassword, NewSession, NewUser, Password, PasswordOwner, PasswordPolicy,
    register_verified,
};
use base::Random;
use tenancy::invitations::{InvitationToken, NewInvitation, invite_in};
use tenancy::tenants::{NewTenant, TenantChanges, TenantKind};
use tenancy::{Caller, Db, Intent, Role, TenantId, TenantRequest};
use uuid::Uuid;

use super::{Failure, NAME, UNFINISHED};

pub struct Person {
    pub name: &'static str,
    /// The address before the `@`.
    local_part: &'static str,
    pub role: Role,
}

const fn person(name: &'static str, local_part: &'static str, role: Role) -> Person {
    Person { name, local_part, role }
}

/// The owner is the first, the admin the second, and the viewer, who writes nothing, the last.
pub const PEOPLE: [Person; 7] = [
    person("Nora Winter", "nora.winter", Role::Owner),
    person("Felix Okafor", "felix.okafor", Role::Admin),
    person("Mara Lindqvist", "mara.lindqvist", Role::Member),
    person("Tomás Rivera", "tomas.rivera", Role::Member),
    person("Aiko Tanaka", "aiko.tanaka", Role::Member),
    person("Priya Raman", "priya.raman", Role::Member),
    person("Leo Brandt", "leo.brandt", Role::Viewer),
];

/// A slug and addresses, numbered for the case that those before are taken.
#[derive(Clone, Copy)]
pub struct Set(u8);

impl Set {
    pub fn numbered(number: u8) -> Self {
        Self(number)
    }

    pub fn slug(self) -> String {
        if self.0 == 1 { "demo".to_owned() } else { format!("demo-{}", self.0) }
    }

    pub fn address(self, person: &Person) -> Result<EmailAddress, Failure> {
        let number = if self.0 == 1 { String::new() } else { format!("+{}", self.0) };
        Ok(EmailAddress::parse(&format!("{}{number}@example.com", person.local_part))?)
    }
}

pub struct Member {
    pub id: Uuid,
    pub role: Role,
    pub caller: Caller,
    /// Ends with the command.
    token: SessionToken,
}

pub struct Team {
    pub tenant_id: TenantId,
    pub people: Vec<Member>,
}

impl Team {
    /// How this person enters the tenant to write.
    pub fn request(&self, auth: &Auth, person: usize) -> TenantRequest {
        let Member { role, caller, .. } = &self.people[person];
        let request_id = auth.random.uuid_v7(auth.clock.now());
        TenantRequest {
            who: caller.clone(),
            tenant: self.tenant_id.into(),
            needed: *role,
            intent: Intent::Write,
            request_id,
        }
    }
}

/// A password of about 99 random bits, in groups that can be read aloud.
pub fn password(random: &Random) -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let letters = random.bytes::<20>().map(|byte| char::from(LETTERS[usize::from(byte) % LETTERS.len()]));
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// Makes the users and the tenant, and has all of them join it: by registration, invitation and acceptance.
pub async fn join(db: &Db, auth: &Auth, set: Set, password: &str) -> Result<Team, Failure> {
    let mut people = Vec::with_capacity(PEOPLE.len());
    for person in &PEOPLE {
        people.push(register(auth, set.address(person)?, person, password).await?);
    }
    let now = auth.clock.now();
    let team = Team { tenant_id: TenantId(auth.random.uuid_v7(now)), people };
    let (slug, kind) = (set.slug(), TenantKind::Team);
    let tenant = NewTenant { id: team.tenant_id, slug, name: UNFINISHED.to_owned(), kind };
    db.create_own_tenant(&team.people[0].caller, &tenant, auth.random.uuid_v7(now)).await?;
    for (person, member) in PEOPLE.iter().zip(&team.people).skip(1) {
        let token = InvitationToken::issue(&auth.random);
        let (id, email) = (auth.random.uuid_v7(now), set.address(person)?);
        let mut tx = db.begin(&team.request(auth, 0)).await?;
        invite_in(&mut tx, &NewInvitation { id, email, role: person.role, token: token.clone(), now }).await?;
        tx.commit().await?;
        db.accept_invitation(&member.caller, &token, now, auth.random.uuid_v7(now)).await?;
    }
    Ok(team)
}

async fn register(auth: &Auth, email: EmailAddress, person: &Person, password: &str) -> Result<Member, Failure> {
    let client = Client::default();
    let password = accept(&email, person.name, password)?;
    let new = NewUser { email, password, name: DisplayName::parse(person.name)? };
    let signed_in = register_verified(auth, new, &client).await?;
    let started = sessions::create(auth, NewSession::new(&signed_in, Some("bulkhead demo"), &client)).await?;
    let caller = Caller::session(started.proof);
    Ok(Member { id: signed_in.user.id.0, role: person.role, caller, token: started.token })
}

fn accept(email: &EmailAddress, name: &str, password: &str) -> Result<NewPassword, Failure> {
    let password = Password::parse(password.to_owned())?;
    Ok(PasswordPolicy::new(PasswordPolicy::FLOOR).accept(password, PasswordOwner { email, name })?)
}

/// Gives the tenant its name, which says that it has all its rows, and ends the sessions.
pub async fn finish(db: &Db, auth: &Auth, team: &Team) -> Result<(), Failure> {
    let changes = TenantChanges { name: Some(NAME.to_owned()), ..TenantChanges::default() };
    db.change_tenant(&team.request(auth, 0), &changes, None).await?;
    for member in &team.people {
        sessions::discard(&auth.pool, &member.token).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_accepted_for_each_person_and_never_repeats() {
        let random = Random::system();
        let passwords = [password(&random), password(&random)];
        assert_ne!(passwords[0], passwords[1]);
        for person in &PEOPLE {
            let email = Set::numbered(2).address(person).unwrap();
            assert!(passwords.iter().all(|password| accept(&email, person.name, password).is_ok()));
        }
    }
}
