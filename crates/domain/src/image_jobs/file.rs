//! The files of an image job.

use bytes::Bytes;
use sqlx::{FromRow, Row};
use tenancy::{ACCESS_COLUMNS, Db, Membership, Statement, TenantId, TenantRequest};
use uuid::Uuid;

use super::ImageFile;
use crate::kit::Error;

/// Which of an image job's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What the image is made from.
    Reference,
    /// The image.
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

/// The image of an image job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    pub media_type: String,
    /// Of its bytes, in lower-case hexadecimal digits.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// `None` where the client has it already.
    pub content: Option<Content>,
}

/// Where the bytes of a file are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    Bytes(Bytes),
    /// In the file store, under this key, with so many bytes.
    InFileStore {
        key: String,
        size: u64,
    },
}

impl Content {
    /// `bytes` is what the database has of the file.
    pub(super) fn new((tenant_id, id): (TenantId, Uuid), size: i64, bytes: Option<Vec<u8>>) -> Self {
        match bytes {
            Some(bytes) => Self::Bytes(bytes.into()),
            None => Self::InFileStore { key: key(tenant_id, id), size: size_of(size) },
        }
    }
}

/// What the file store knows a file by; `tenancy.note_removed_file` makes the same in SQL.
pub(super) fn key(tenant_id: TenantId, id: Uuid) -> String {
    format!("{}/{id}", tenant_id.0)
}

/// The size as Postgres has it, which is never negative.
fn size_of(stored: i64) -> u64 {
    u64::try_from(stored).unwrap_or_default()
}

#[derive(FromRow)]
struct FoundFile {
    file_id: Uuid,
    media_type: String,
    sha256: String,
    size: i64,
    is_known: bool,
    bytes: Option<Vec<u8>>,
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

/// Finds the image of the caller's image job: the status of the job, and the file where it has one. The bytes of a file
/// whose SHA-256 is `known` stay where they are, as those of any file where `*` is. A job in the trash is not found.
pub async fn find_file(
    db: &Db,
    request: &TenantRequest,
    id: Uuid,
    known: &[String],
) -> Result<(Membership, String, Option<StoredFile>), Error> {
    let mut sql = Db::with_access_for_one(request);
    sql.push(
        " left join lateral (select j.status, f.id as file_id, f.media_type, f.sha256, f.size, k.is_known,
             case when not k.is_known then f.bytes end as bytes
           from app.image_jobs j
           left join tenancy.image_files f on f.tenant_id = j.tenant_id and f.owner_id = j.owner_id
             and f.image_job_id = j.id and f.part = 'result' and f.deleted_at is null
           left join lateral (select array[f.sha256, '*'] && ",
    );
    sql.bind(known.to_vec()).push(
        " as is_known) k on true
           where j.tenant_id = access.tenant_id and j.owner_id = access.user_id and j.deleted_at is null and j.id = ",
    );
    sql.bind(id).push(" limit 1) r on true");
    let (membership, rows) = db.run_once(request, sql).await?;
    let row = &rows[0];
    let status: Option<String> = row.try_get(ACCESS_COLUMNS)?;
    let status = status.ok_or(Error::NotFound)?;
    let has_file = row.try_get::<Option<Uuid>, _>("file_id")?.is_some();
    let file = has_file.then(|| FoundFile::from_row(row)).transpose()?;
    let file = file.map(|file| StoredFile {
        media_type: file.media_type,
        sha256: file.sha256,
        size: size_of(file.size),
        content: (!file.is_known).then(|| Content::new((membership.tenant_id(), file.file_id), file.size, file.bytes)),
    });
    Ok((membership, status, file))
}
