//! Conversations of a unit of work: rows of the class participants are seen in those that it has entered.

use sqlx::Row;
use uuid::Uuid;

use crate::{Error, JobContext, Statement, TenantTx};

impl TenantTx {
    /// Enters the conversations in which the user takes part, or the named one if they take part in it. The statements
    /// that follow reach these and no others.
    pub async fn enter_conversations(&mut self, named: Option<Uuid>) -> Result<(), Error> {
        let mut sql = Statement::new("select tenancy.enter_conversations(");
        sql.bind(self.membership().tenant_id().0).push(", ").bind(self.membership().user_id());
        sql.push(", ").bind(named).push(")");
        let rows = self.run(sql).await?;
        self.conversations = rows.first().map(|row| row.try_get(0)).transpose()?.unwrap_or_default();
        Ok(())
    }

    /// Enters a conversation that is about to be made, besides those that were entered: no row has this id yet.
    pub async fn begin_conversation(&mut self, id: Uuid) -> Result<(), Error> {
        let mut entered = self.conversations.clone();
        entered.push(id);
        let mut sql = Statement::new("select set_config('app.conversations', ");
        sql.bind(entered.clone()).push("::text, true)");
        self.run(sql).await?;
        self.conversations = entered;
        Ok(())
    }
}

impl TenantTx<JobContext> {
    /// Enters up to `most` conversations that have rows of this table in the trash for more than `days`.
    pub async fn enter_trash(&mut self, table: &'static str, days: i32, most: i32) -> Result<(), Error> {
        let mut sql = Statement::new("select tenancy.enter_trash(");
        sql.bind(table).push(", ").bind(self.proof().tenant_id()).push(", ").bind(days).push(", ").bind(most).push(")");
        let rows = self.run(sql).await?;
        self.conversations = rows.first().map(|row| row.try_get(0)).transpose()?.unwrap_or_default();
        Ok(())
    }
}

impl<Proof> TenantTx<Proof> {
    /// The conversations that were entered last.
    pub fn conversations(&self) -> &[Uuid] {
        &self.conversations
    }
}
