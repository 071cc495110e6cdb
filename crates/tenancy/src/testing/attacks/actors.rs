use super::tables::{Table, UNCLASSED, VIEW};
use super::{Arena, rows};

/// What platform admins list: tenants, their members and homes, the size of those with a quota, and impersonations.
const LISTED_BY_PLATFORM: [&str; 5] =
    ["tenancy.tenants", "tenancy.memberships", "tenancy.homes", "tenancy.usage", "tenancy.impersonations"];

/// Lines about private rows and conversations that say nothing of who may read them.
const UNADDRESSED: &str = "(audience is null and exists (select from tenancy.classes k
    where k.class in ('private', 'participants') and split_part(k.table_name, '.', 2) = t.table_name))";

/// What the platform keeps for itself, or counts.
const KEPT_BY_PLATFORM: [&str; 3] = ["tenancy.denied_accesses", "tenancy.purges", "tenancy.usage"];

/// A session that must not reach some of the victim's rows.
pub(super) struct Actor {
    pub name: &'static str,
    pub role: &'static str,
    /// What the session did before it attacks.
    pub context: String,
    reach: Reach,
}

/// What an actor may do with the victim's rows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Nothing, and nothing with any other tenant's rows.
    Nothing,
    /// Nothing: in a tenant of its own.
    Outside,
    /// Read what is shared, and write nothing.
    Reader,
    /// Read what is shared and its own, and write nothing.
    Owner,
    /// Read and write what is shared.
    Member,
    /// See which tenants there are and who belongs to them.
    Platform,
    /// Own the tables, and be bound by their policies all the same.
    Migrator,
}

impl Actor {
    pub fn all(arena: &Arena) -> Vec<Self> {
        let (victim, attacker) = (arena.victim, arena.attacker);
        let enter = |user, tenant: &str| format!("select from tenancy.enter('{user}', '{tenant}', 1, null)");
        // As a member who asks for all conversations.
        let take_part = |user, tenant: &str, id| {
            format!("{}; select tenancy.enter_conversations('{id}', '{user}', null)", enter(user, tenant))
        };
        let set = |tenant: &str, user: &str| {
            format!("select set_config('app.tenant_id', '{tenant}', true), set_config('app.user_id', '{user}', true)")
        };
        let app = |name, context, reach| Self { name, role: "bulkhead_app", context, reach };
        let in_victim = set(&victim.id.to_string(), &victim.owner.to_string());
        vec![
            Self::stranger(arena),
            app("a stranger who names the tenant's id", enter(attacker.owner, &victim.id.to_string()), Reach::Nothing),
            app("a stranger who names the tenant's slug", enter(attacker.owner, "victim"), Reach::Nothing),
            app("an unknown user", enter(rows::fresh(), "victim"), Reach::Nothing),
            app("a session without a context", "select".into(), Reach::Nothing),
            app("a session whose context was emptied", set("", ""), Reach::Nothing),
            app("a user without a tenant", set("", &attacker.owner.to_string()), Reach::Nothing),
            app("a viewer", take_part(arena.viewer, "victim", victim.id), Reach::Reader),
            app("a colleague in no conversation", enter(arena.colleague, "victim"), Reach::Member),
            app("a colleague", take_part(arena.colleague, "victim", victim.id), Reach::Member),
            app(
                "the owner over a read-only connection",
                format!("set transaction_read_only = on; {in_victim}"),
                Reach::Owner,
            ),
            Self {
                name: "bulkhead_auth in the tenant's context",
                role: "bulkhead_auth",
                context: in_victim.clone(),
                reach: Reach::Nothing,
            },
            Self {
                name: "bulkhead_platform in the tenant's context",
                role: "bulkhead_platform",
                context: in_victim.clone(),
                reach: Reach::Platform,
            },
            Self {
                name: "bulkhead_owner in the tenant's context",
                role: "bulkhead_owner",
                context: in_victim,
                reach: Reach::Migrator,
            },
        ]
    }

    /// The owner of another tenant, in it.
    pub fn stranger(arena: &Arena) -> Self {
        Self {
            name: "another tenant's owner",
            role: "bulkhead_app",
            context: format!(
                "select from tenancy.enter('{0}', 'attacker', 1, null); select tenancy.enter_conversations('{1}', '{0}', null)",
                arena.attacker.owner, arena.attacker.id
            ),
            reach: Reach::Outside,
        }
    }

    /// The runtime roles as they connect, with what the database gives a session of theirs by default.
    pub fn connecting() -> [Self; 3] {
        let fresh = |name, role, reach| Self { name, role, context: "select".into(), reach };
        [
            fresh("a new connection of bulkhead_auth", "bulkhead_auth", Reach::Nothing),
            fresh("a new connection of bulkhead_app", "bulkhead_app", Reach::Nothing),
            fresh("a new connection of bulkhead_platform", "bulkhead_platform", Reach::Platform),
        ]
    }

    /// Whether truncating would be a trespass. The owner of a table may, and no policy is asked.
    pub fn truncates(&self) -> bool {
        self.reach != Reach::Migrator
    }

    /// Whether the functions that keep each user's home run with the actor's rights: they add and remove any, and
    /// change none.
    pub fn keeps(&self, table: &Table) -> bool {
        self.reach == Reach::Migrator && table.name == "tenancy.homes"
    }

    /// Whether the actor is in a tenant of its own and so may add rows there.
    pub fn has_own_rows(&self) -> bool {
        self.reach == Reach::Outside
    }

    /// The columns to try one by one: those that a role which may locate rows must not read.
    pub fn single_columns<'t>(&self, table: &'t Table) -> impl Iterator<Item = &'t str> {
        let names = if self.reach == Reach::Platform { table.columns.as_slice() } else { &[] };
        names.iter().map(|column| column.quoted.as_str()).filter(|name| !["tenant_id", "id"].contains(name))
    }

    /// The rows of a table that this actor must not see; `None` where it may see all that there are.
    pub fn hidden(&self, arena: &Arena, table: &Table) -> Option<String> {
        let victims = rows::of(table, arena.victim);
        let everything = Some("true".to_owned());
        let is_auth = self.role == "bulkhead_auth";
        match (table.class.as_str(), self.reach) {
            // What the definer functions of the migrator need to see, policies let it see.
            (_, Reach::Migrator) | (VIEW, Reach::Reader | Reach::Member | Reach::Owner) => None,
            (UNCLASSED, _) => everything,
            (VIEW, _) => Some(format!("to_jsonb(t)::text like '%{}%'", arena.victim.id)),
            ("catalog", _) if !is_auth => None,
            ("internal", Reach::Platform) => None,
            ("internal", _) if table.name == "tenancy.classes" && !is_auth => None,
            // A home belongs to its user, in every tenant.
            ("personal", Reach::Nothing) if self.context.contains(&arena.attacker.owner.to_string()) => Some(victims),
            ("internal" | "catalog", _) | (_, Reach::Nothing) => everything,
            (_, Reach::Outside) => Some(format!("not ({})", rows::of(table, arena.attacker))),
            (_, Reach::Platform) if LISTED_BY_PLATFORM.contains(&table.name.as_str()) => None,
            (_, Reach::Platform) => everything,
            ("private" | "participants" | "personal", Reach::Reader | Reach::Member) => Some(victims),
            // A line about a private row is as private as the row.
            ("log", Reach::Reader | Reach::Member) => {
                Some(format!("not ({victims}) or audience is not null or {UNADDRESSED}"))
            }
            ("log", Reach::Owner) => Some(format!("not ({victims}) or {UNADDRESSED}")),
            (_, Reach::Reader | Reach::Member | Reach::Owner) => Some(format!("not ({victims})")),
        }
    }

    /// The rows of a table that this actor must not change; `None` where it may.
    pub fn untouchable(&self, arena: &Arena, table: &Table) -> Option<String> {
        match (table.class.as_str(), self.reach) {
            (_, Reach::Migrator) if table.name == "tenancy.classes" => None,
            (_, Reach::Platform) if KEPT_BY_PLATFORM.contains(&table.name.as_str()) => None,
            (VIEW, _) | ("catalog", Reach::Platform) | ("shared" | "tenant", Reach::Member) => None,
            ("log", Reach::Member) => Some("true".into()),
            _ => Some(rows::of(table, arena.victim)),
        }
    }
}
