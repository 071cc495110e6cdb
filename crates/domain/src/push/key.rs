use base::{DecryptError, Random, SecretBox};
use sqlx::Row;
use tenancy::{Db, Error, Statement};

const CONTEXT: &str = "push key";

/// The installation's private key for push services, as it is stored. Where there is none yet, it is `new` from here on: of
/// several nodes that start at once, all get the first one's.
pub async fn stored_key(
    db: &Db,
    secret_box: &SecretBox,
    random: &Random,
    new: &[u8],
) -> Result<Result<Vec<u8>, DecryptError>, Error> {
    let mut tx = db.begin_platform().await?;
    let mut sql = Statement::new("insert into tenancy.push_key (sealed) select ");
    sql.bind(secret_box.encrypt(random, CONTEXT, new));
    sql.push(" where not exists (select from tenancy.push_key) on conflict do nothing");
    tx.run(sql).await?;
    // A statement of its own, which sees what another node has committed meanwhile.
    let row = tx.run(Statement::new("select sealed from tenancy.push_key")).await?.pop();
    tx.commit().await?;
    let sealed: Vec<u8> = row.ok_or(sqlx::Error::RowNotFound)?.try_get(0)?;
    Ok(secret_box.decrypt(CONTEXT, &sealed))
}
