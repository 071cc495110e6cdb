//! The order of rows that a lateral join returns.

/// Puts rows into the order of their keys.
///
/// A page is sorted where it is read, by the index and inside the lateral join. SQL promises no order outside of it,
/// and a second `order by` has Postgres sort what is sorted. So neighbours are compared here, and the rows are sorted
/// only if two of them are wrong.
pub fn put_in_order<Row, Key: Ord, E>(rows: &mut Vec<Row>, key: impl Fn(&Row) -> Result<Key, E>) -> Result<(), E> {
    let keys = rows.iter().map(key).collect::<Result<Vec<_>, _>>()?;
    if !keys.is_sorted() {
        let mut keyed: Vec<_> = keys.into_iter().zip(rows.drain(..)).collect();
        keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
        rows.extend(keyed.into_iter().map(|(_, row)| row));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use super::*;

    #[test]
    fn rows_out_of_order_are_sorted_by_their_keys() {
        let mut rows = vec![(1, "c"), (3, "a"), (2, "b")];
        put_in_order(&mut rows, |row| Ok::<_, ()>(row.0)).unwrap();
        assert_eq!(rows, [(1, "c"), (2, "b"), (3, "a")]);
        put_in_order(&mut rows, |row| Ok::<_, ()>(Reverse(row.0))).unwrap();
        assert_eq!(rows, [(3, "a"), (2, "b"), (1, "c")]);
    }

    #[test]
    fn a_row_without_a_key_is_an_error_and_no_row_is_lost() {
        let mut rows = vec![3, 1, 2];
        assert_eq!(put_in_order(&mut rows, |row| if *row == 2 { Err("no key") } else { Ok(*row) }), Err("no key"));
        assert_eq!(rows, [3, 1, 2]);
    }
}
