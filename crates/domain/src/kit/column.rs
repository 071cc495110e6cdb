//! How SQL names the column of a field.

use super::check::is_same;

/// Defines the reserved words, and from them [`column_of`].
macro_rules! reserve {
    ($($word:literal)+) => {
        /// The words that name no column unless they are quoted: those of Postgres's `pg_get_keywords()` that are
        /// reserved, for functions and types too.
        #[cfg(test)]
        const RESERVED: &[&str] = &[$($word),+];

        /// The column of a field of this name, as SQL writes it: `phone_id`, `"from"`.
        pub(super) const fn column_of(field: &'static str) -> &'static str {
            $(if is_same(field, $word) {
                return concat!("\"", $word, "\"");
            })+
            field
        }
    };
}

reserve! {
    "all" "analyse" "analyze" "and" "any" "array" "as" "asc" "asymmetric" "authorization" "binary" "both" "case" "cast"
    "check" "collate" "collation" "column" "concurrently" "constraint" "create" "cross" "current_catalog"
    "current_date" "current_role" "current_schema" "current_time" "current_timestamp" "current_user" "default"
    "deferrable" "desc" "distinct" "do" "else" "end" "except" "false" "fetch" "for" "foreign" "freeze" "from" "full"
    "grant" "group" "having" "ilike" "in" "initially" "inner" "intersect" "into" "is" "isnull" "join" "lateral"
    "leading" "left" "like" "limit" "localtime" "localtimestamp" "natural" "not" "notnull" "null" "offset" "on" "only"
    "or" "order" "outer" "overlaps" "placing" "primary" "references" "returning" "right" "select" "session_user"
    "similar" "some" "symmetric" "system_user" "table" "tablesample" "then" "to" "trailing" "true" "union" "unique"
    "user" "using" "variadic" "verbose" "when" "where" "window" "with"
}

#[cfg(test)]
mod tests {
    use tenancy::testing::TestDb;

    use super::*;

    #[test]
    fn a_reserved_word_is_quoted_and_another_name_is_not() {
        assert_eq!(["from", "to", "phone_id", "status"].map(column_of), ["\"from\"", "\"to\"", "phone_id", "status"]);
    }

    #[tokio::test]
    async fn the_words_that_postgres_reserves_are_known() {
        let test = TestDb::new().await;
        let reserved: Vec<String> =
            sqlx::query_scalar("select word from pg_get_keywords() where catcode in ('R', 'T') order by word")
                .fetch_all(&mut test.connect("postgres").await)
                .await
                .unwrap();
        assert!(reserved.len() > 80, "{reserved:?}");
        let missing: Vec<_> = reserved.iter().filter(|word| !RESERVED.contains(&word.as_str())).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
