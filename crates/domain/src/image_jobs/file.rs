//! The files of a picture.

use sqlx::{FromRow, Row};
use tenancy::{ACCESS_COLUMNS, Db, Membership, Statement, TenantId, TenantRequest};
use uuid::Uuid;

use super::ImageFile;
use crate::kit::Error;

/// Which of an image job's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What the picture is made from.
    Reference,
    /// The picture.
    Result,
}

impl Part {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Result => "result",
        }
    }
}

/// A picture as it is stored.
#[derive(Clone, Debug, FromRow)]
pub struct StoredFile {
    pub media_type: String,
    /// Of its bytes, in lower-case hexadecimal digits.
    pub sha256: String,
    pub size: i64,
    /// `None` where the client has it already.
    pub bytes: Option<Vec<u8>>,
}

/// The statement that stores a file of an image job.
pub(super) fn insert(
    tenant_id: TenantId,
    owner_id: Uuid,
    image_job_id: Uuid,
    part: Part,
    file: &ImageFile,
) -> Statement {
    let mut sql = Statement::new(
        "insert into tenancy.image_files (tenant_id, id, owner_id, image_job_id, part, media_type, bytes) values (",
    );
    sql.bind(tenant_id).push(", tenancy.uuid_v7(), ").bind(owner_id).push(", ").bind(image_job_id);
    sql.push(", ").bind(part.as_str()).push(", ").bind(file.media_type).push(", ").bind(file.bytes.to_vec()).push(")");
    sql
}

/// Finds the picture of the caller's image job: the status of the job, and the file where it has one. The bytes of a file whose
/// SHA-256 is `known` stay in the database, as those of any file where `*` is. A job in the trash is not found.
pub async fn find_file(
    db: &Db,
    request: &TenantRequest,
    id: Uuid,
    known: &[String],
) -> Result<(Membership, String, Option<StoredFile>), Error> {
    let mut sql = Db::with_access_for_one(request);
    sql.push(
        " left join lateral (select j.status, f.media_type, f.sha256, f.size,
             case when array[f.sha256, '*'] && (",
    );
    sql.bind(known.to_vec()).push(
        ") then null else f.bytes end as bytes
           from app.image_jobs j
           left join tenancy.image_files f on f.tenant_id = j.tenant_id and f.owner_id = j.owner_id
             and f.image_job_id = j.id and f.part = 'result' and f.deleted_at is null
           where j.tenant_id = access.tenant_id and j.owner_id = access.user_id and j.deleted_at is null and j.id = ",
    );
    sql.bind(id).push(" limit 1) r on true");
    let (membership, rows) = db.run_once(request, sql).await?;
    let row = &rows[0];
    let status: Option<String> = row.try_get(ACCESS_COLUMNS)?;
    let status = status.ok_or(Error::NotFound)?;
    let has_file = row.try_get::<Option<String>, _>("sha256")?.is_some();
    let file = has_file.then(|| StoredFile::from_row(row)).transpose()?;
    Ok((membership, status, file))
}
