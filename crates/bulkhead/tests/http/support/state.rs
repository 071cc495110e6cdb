//! States that a test begins with, and the SQL that makes them: what no route makes, or only after a detour.

use std::sync::Arc;

use tenancy::Role;
use tenancy::testing::TestDb;
use uuid::Uuid;

/// A database that runs statements as the superuser.
pub trait Superuser {
    async fn superuser(&self, sql: &str);
}

impl Superuser for TestDb {
    async fn superuser(&self, sql: &str) {
        self.superuser(sql).await;
    }
}

impl Superuser for Arc<TestDb> {
    async fn superuser(&self, sql: &str) {
        self.as_ref().superuser(sql).await;
    }
}

/// Marks the address of a user as verified.
pub async fn verify_address(db: &impl Superuser, user: Uuid) {
    db.superuser(&format!("update auth.users set email_verified_at = created_at where id = '{user}'")).await;
}

pub async fn unverify_address(db: &impl Superuser, user: Uuid) {
    db.superuser(&format!("update auth.users set email_verified_at = null where id = '{user}'")).await;
}

/// Disables a user whose sessions stay, as they would if the two were committed apart.
pub async fn disable_user(db: &impl Superuser, user: Uuid) {
    db.superuser(&format!("update auth.users set disabled_at = now() where id = '{user}'")).await;
}

pub async fn enable_user(db: &impl Superuser, user: Uuid) {
    db.superuser(&format!("update auth.users set disabled_at = null where id = '{user}'")).await;
}

pub async fn appoint_platform_admin(db: &impl Superuser, user: Uuid) {
    db.superuser(&format!("insert into auth.platform_admins (user_id, created_at) values ('{user}', now())")).await;
}

pub async fn dismiss_platform_admin(db: &impl Superuser, user: Uuid) {
    db.superuser(&format!("delete from auth.platform_admins where user_id = '{user}'")).await;
}

/// Marks the sessions of a user as signed in with two factors.
pub async fn prove_second_factor(db: &impl Superuser, user: Uuid) {
    db.superuser(&format!("update auth.sessions set second_factor = true where user_id = '{user}'")).await;
}

/// Marks the sessions of a user as signed in with one factor.
pub async fn forget_second_factor(db: &impl Superuser, user: Uuid) {
    db.superuser(&format!("update auth.sessions set second_factor = false where user_id = '{user}'")).await;
}

/// Marks the sessions of a user as signed in by one factor of two.
pub async fn owe_second_factor(db: &impl Superuser, user: Uuid) {
    db.superuser(&format!("update auth.sessions set pending = true where user_id = '{user}'")).await;
}

/// Makes a user a member of a tenant, or gives a member another role.
pub async fn set_role(db: &impl Superuser, tenant: Uuid, user: Uuid, role: Role) {
    db.superuser(&format!(
        "insert into tenancy.memberships (tenant_id, user_id, role) values ('{tenant}', '{user}', '{role}')
         on conflict (tenant_id, user_id) do update set role = excluded.role where memberships.role <> excluded.role"
    ))
    .await;
}

pub async fn remove_member(db: &impl Superuser, tenant: Uuid, user: Uuid) {
    db.superuser(&format!("delete from tenancy.memberships where tenant_id = '{tenant}' and user_id = '{user}'")).await;
}

pub async fn suspend_tenant(db: &impl Superuser, tenant: Uuid) {
    let set = "suspended_at = now(), suspended_for = 'Unpaid'";
    db.superuser(&format!("update tenancy.tenants set {set} where id = '{tenant}'")).await;
}

pub async fn resume_tenant(db: &impl Superuser, tenant: Uuid) {
    let set = "suspended_at = null, suspended_for = null";
    db.superuser(&format!("update tenancy.tenants set {set} where id = '{tenant}'")).await;
}

/// Closes a tenant so many days ago.
pub async fn close_tenant(db: &impl Superuser, tenant: Uuid, days_ago: u32) {
    let set = format!("deleted_at = now() - interval '{days_ago} days'");
    db.superuser(&format!("update tenancy.tenants set {set} where id = '{tenant}'")).await;
}

pub async fn reopen_tenant(db: &impl Superuser, tenant: Uuid) {
    db.superuser(&format!("update tenancy.tenants set deleted_at = null where id = '{tenant}'")).await;
}
