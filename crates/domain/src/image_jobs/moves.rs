//! Files on their way from the database to the file store, and those that are to leave the file store.

use bytes::Bytes;
use sqlx::Row;
use tenancy::{Db, Error, JobContext, JobRequest, Jobs, Statement, TenantId, TenantTx};
use uuid::Uuid;

use super::file;

/// A file that the file store doesn't have yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileToMove {
    pub tenant_id: TenantId,
    owner_id: Uuid,
    id: Uuid,
}

impl FileToMove {
    /// What the file store is to know it by.
    pub fn key(&self) -> String {
        file::key(self.tenant_id, self.id)
    }
}

/// The files of open tenants that the file store doesn't have: at most `most`, the oldest first.
pub async fn files_to_move(db: &Db, most: i32) -> Result<Vec<FileToMove>, Error> {
    let mut sql = Statement::new("select tenant_id, owner_id, file_id from tenancy.files_to_move(");
    sql.bind(most).push(")");
    let mut tx = db.begin_platform().await?;
    let rows = tx.run(sql).await?;
    tx.commit().await?;
    let read = |row: &sqlx::postgres::PgRow| {
        Ok(FileToMove { tenant_id: row.try_get(0)?, owner_id: row.try_get(1)?, id: row.try_get(2)? })
    };
    Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
}

/// Notes that the file store is about to have the file, and returns its bytes. `None` where there is nothing to move any more.
pub async fn begin_move(jobs: &Jobs, entering: &JobRequest, file: &FileToMove) -> Result<Option<Bytes>, Error> {
    let Some(mut tx) = begin(jobs, entering, file).await? else { return Ok(None) };
    let mut sql = Statement::new("update tenancy.image_files set place = 'moving' where ");
    push_file(&mut sql, file);
    sql.push(" and place <> 'file_store' returning bytes");
    let row = tx.run(sql).await?.pop();
    tx.commit().await?;
    Ok(row.map(|row| row.try_get::<Vec<u8>, _>(0)).transpose()?.map(Bytes::from))
}

/// Takes the bytes out of the database that the file store has now. Returns whether the file is still there.
pub async fn end_move(jobs: &Jobs, entering: &JobRequest, file: &FileToMove) -> Result<bool, Error> {
    let Some(mut tx) = begin(jobs, entering, file).await? else { return Ok(false) };
    let mut sql = Statement::new("update tenancy.image_files set place = 'file_store', bytes = null where ");
    push_file(&mut sql, file);
    sql.push(" and place = 'moving' returning 1");
    let is_there = !tx.run(sql).await?.is_empty();
    tx.commit().await?;
    Ok(is_there)
}

/// The keys of files whose rows are gone and that the file store may have: at most `most`, the oldest first.
pub async fn files_to_remove(db: &Db, most: i32) -> Result<Vec<String>, Error> {
    let mut sql = Statement::new("select * from tenancy.files_to_remove(");
    sql.bind(most).push(")");
    let mut tx = db.begin_platform().await?;
    let rows = tx.run(sql).await?;
    tx.commit().await?;
    Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, sqlx::Error>>()?)
}

/// Notes that the file store doesn't have the file any more.
pub async fn forget_removed_file(db: &Db, key: &str) -> Result<(), Error> {
    let mut sql = Statement::new("select tenancy.forget_removed_file(");
    sql.bind(key.to_owned()).push(")");
    let mut tx = db.begin_platform().await?;
    tx.run(sql).await?;
    tx.commit().await?;
    Ok(())
}

/// Enters the tenant for a file whose owner may not be a member any more.
async fn begin(jobs: &Jobs, entering: &JobRequest, file: &FileToMove) -> Result<Option<TenantTx<JobContext>>, Error> {
    let Some(mut tx) = jobs.begin(entering).await? else { return Ok(None) };
    tx.act_as_owner(file.owner_id).await?;
    Ok(Some(tx))
}

/// Appends which row it is, in the trash or not.
fn push_file(sql: &mut Statement, file: &FileToMove) {
    sql.push("tenant_id = ").bind(file.tenant_id).push(" and owner_id = ").bind(file.owner_id);
    sql.push(" and id = ").bind(file.id);
}
