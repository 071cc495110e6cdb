//! The groups of routes that attacks are tried on, each group in a test and in a world of its own.

use domain::kit::Class;
use web::route::Route;
use web::routes::ROUTES;

/// Each route is in one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Accounts, the platform, and of a tenant what is no resource: its members, keys and settings.
    Accounts,
    /// Resources whose rows all members see.
    SharedRows,
    /// Resources whose rows some members see, and the catalogue.
    OtherRows,
}

pub const GROUPS: [Group; 3] = [Group::Accounts, Group::SharedRows, Group::OtherRows];

impl Group {
    fn of(route: &Route) -> Self {
        match route.resource.map(|resource| resource.class) {
            None => Self::Accounts,
            Some(Class::Shared) => Self::SharedRows,
            Some(Class::Private | Class::Participants | Class::Catalog) => Self::OtherRows,
        }
    }

    pub fn routes(self) -> impl Iterator<Item = &'static Route> {
        ROUTES.iter().filter(move |route| Self::of(route) == self)
    }
}

/// `by_group!(name, attack)`: tries an attack, a function of a group, on each group in a test of its own.
macro_rules! by_group {
    ($name:ident, $attack:ident) => {
        mod $name {
            use crate::support::groups::{GROUPS, Group};

            // A group that is added needs a test here.
            const _: [Group; 3] = GROUPS;

            #[tokio::test]
            async fn accounts() {
                super::$attack(Group::Accounts).await;
            }

            #[tokio::test]
            async fn shared_rows() {
                super::$attack(Group::SharedRows).await;
            }

            #[tokio::test]
            async fn other_rows() {
                super::$attack(Group::OtherRows).await;
            }
        }
    };
}
pub(crate) use by_group;
