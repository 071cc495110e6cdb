mod bypasses;
mod change_log;
mod conversations;
mod grants;
mod impersonations;
mod policies;
mod roles;
mod way_in;

use crate::layers::{self, Layer};

/// One thing broken.
pub struct Mutant {
    pub name: String,
    pub sql: String,
    /// Roles are the server's: what is done to one is undone.
    pub undo: String,
    /// What is left standing when it is attacked.
    pub layer: &'static Layer,
}

impl Mutant {
    pub const NONE: Self = Self { name: String::new(), sql: String::new(), undo: String::new(), layer: &layers::WHOLE };

    fn new(name: impl Into<String>, sql: impl Into<String>) -> Self {
        Self { name: name.into(), sql: sql.into(), ..Self::NONE }
    }

    fn role(name: &str, sql: &str, undo: &str) -> Self {
        Self { undo: undo.into(), ..Self::new(name, sql) }
    }

    /// What a role has by default, in the mutant's database alone.
    fn default(role: &str, setting: &str, value: &str) -> Self {
        Self::new(
            format!("{role} with {setting} = {value}"),
            format!(
                "do $$ begin execute format('alter role {role} in database %I set {setting} = %L', current_database(), {value}); end $$"
            ),
        )
    }

    /// Attacks the mutant where this layer stands alone.
    fn within(self, layer: &'static Layer) -> Self {
        Self { layer, ..self }
    }

    pub fn alters_roles(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Replaces a piece of a function's text; fails where the function doesn't have it.
    fn function(name: &str, function: &str, from: &str, to: &str) -> Self {
        let sql = format!(
            "do $mutate$ declare before text := pg_get_functiondef('{function}'::regproc); after text := replace(before, $from${from}$from$, $to${to}$to$);
             begin if after = before then raise '{function} has no such text'; end if; execute after; end $mutate$"
        );
        Self::new(format!("{function}: {name}"), sql)
    }
}

/// All mutants; `resources` are the tables of resources.
pub fn all(resources: &[String]) -> Vec<Mutant> {
    [
        policies::policies(resources),
        policies::platform(),
        grants::keys(),
        grants::grants(),
        way_in::way_in(),
        way_in::sessions(),
        way_in::credentials(),
        way_in::second_factor(),
        way_in::api_keys(),
        impersonations::impersonations(),
        bypasses::search(),
        bypasses::bypasses(),
        bypasses::carriers(),
        bypasses::files(),
        change_log::change_log(),
        conversations::conversations(),
        conversations::participants(),
        roles::roles(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
