use auth::Auth;
use auth::outbox::{Invitation, MessageLimit};

use super::{PlatformCaller, TenantRecord};
use crate::invitations::{LIFETIME, NewInvitation};
use crate::tenant_ref::is_slug;
use crate::{Db, Error, Role, Statement, TenantId};

/// A tenant that a platform admin makes for its owner, who joins by an invitation.
#[derive(Clone, Debug)]
pub struct Onboarding {
    /// The same for each retry.
    pub id: TenantId,
    pub slug: String,
    /// 1 to 200 characters.
    pub name: String,
    pub plan: Option<String>,
    /// Of the role owner.
    pub owner: NewInvitation,
}

/// Why no tenant was onboarded.
#[derive(Debug, thiserror::Error)]
pub enum OnboardError {
    #[error("the slug is taken")]
    SlugTaken,
    #[error("the slug is not of the form of a slug")]
    SlugForm,
    #[error("the owner's invitation is for another role")]
    NoOwner,
    /// The owner's address has had all its invitations for now (INV-6).
    #[error(transparent)]
    Limit(#[from] MessageLimit),
    #[error(transparent)]
    Tenancy(#[from] Error),
}

impl Db {
    /// Makes a tenant and invites its owner by mail, in one unit of work. A retry, or a concurrent request with the
    /// same id, gets the tenant that was made, and `false`.
    pub async fn onboard(
        &self,
        auth: &Auth,
        caller: &PlatformCaller,
        new: &Onboarding,
    ) -> Result<(TenantRecord, bool), OnboardError> {
        if !is_slug(&new.slug) {
            return Err(OnboardError::SlugForm);
        }
        if new.owner.role != Role::Owner {
            return Err(OnboardError::NoOwner);
        }
        let (mut tx, actor) = self.begin_platform_as(caller).await?;
        tx.act_on(new.id, actor).await?;
        let mut sql = Statement::new("insert into tenancy.tenants (tenant_id, id, slug, name, kind, plan) values (");
        sql.bind(new.id.0).push(", ").bind(new.id.0).push(", ").bind(new.slug.as_str()).push(", ");
        sql.bind(new.name.as_str()).push(", 'team', ").bind(new.plan.as_deref());
        sql.push(") on conflict do nothing returning id");
        if tx.run(sql).await?.is_empty() {
            let made = tx.find(new.id).await?;
            tx.commit().await?;
            return made.map(|made| (made, false)).ok_or(OnboardError::SlugTaken);
        }
        let mut sql = Statement::new(
            "insert into tenancy.invitations (tenant_id, id, owner_id, by_platform, email, role, token_hash, expires_at) values (",
        );
        sql.bind(new.id.0).push(", ").bind(new.owner.id).push(", ").bind(actor.user_id).push(", true, ");
        sql.bind(new.owner.email.as_str()).push(", 'owner', ").bind(new.owner.token.hash().to_vec());
        sql.push(", ").bind(new.owner.now + LIFETIME).push(")");
        tx.run(sql).await?;
        let invitation =
            Invitation { token: new.owner.token.clone().into_string(), tenant: new.name.clone(), inviter: None };
        if let Err(limit) = tx.send_invitation(auth, &new.owner.email, invitation).await? {
            tx.rollback().await?;
            return Err(limit.into());
        }
        let made = tx.find(new.id).await?.ok_or(Error::NotAMember)?;
        tx.commit().await?;
        Ok((made, true))
    }
}
