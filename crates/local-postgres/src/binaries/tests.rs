use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::*;
use crate::command::unique_name;

/// A folder of stand-ins for the real programs, removed at the end.
struct Stage(PathBuf);

impl Stage {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(unique_name("binaries-"));
        fs::create_dir(&folder).unwrap();
        let stage = Self(folder);
        stage.folder("path");
        stage
    }

    fn folder(&self, name: &str) -> PathBuf {
        let folder = self.0.join(name);
        fs::create_dir_all(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        folder
    }

    fn program(&self, path: &str, says: &str) {
        let file = self.0.join(path);
        fs::write(&file, format!("#!/bin/sh\necho '{says}'\n")).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Binaries that say they are `version`.
    fn postgres(&self, name: &str, version: &str) -> PathBuf {
        let folder = self.folder(name);
        for program in ["initdb", "postgres"] {
            self.program(&format!("{name}/{program}"), &format!("{program} (PostgreSQL) {version}"));
        }
        folder
    }

    /// Looks in nothing but what the stage holds.
    fn search(&self) -> Search {
        Search { explicit: None, path: self.0.join("path").into(), usual_folders: false, package_cache: None }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn versions_are_read_from_releases_and_previews() {
    let debian = "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n";
    assert_eq!(major(debian), Some(15));
    assert_eq!(major("initdb (PostgreSQL) 19beta1"), Some(19));
    assert_eq!(major("initdb (PostgreSQL) next"), None);
    assert_eq!(major("something else 15"), None);
}

#[test]
fn an_explicit_folder_comes_before_pg_config() {
    let stage = Stage::new();
    let (first, second) = (stage.postgres("a", "16.1"), stage.postgres("b", "17.2"));
    stage.program("path/pg_config", second.to_str().unwrap());
    let mut search = stage.search();
    assert_eq!(search.find().unwrap().folder(), second);
    search.explicit = Some(first.clone());
    let found = search.find().unwrap();
    assert_eq!((found.folder(), found.major()), (first.as_path(), 16));
}

#[test]
fn an_unusable_explicit_folder_is_an_error_even_where_others_would_do() {
    let stage = Stage::new();
    let good = stage.postgres("good", "17.2");
    stage.program("path/pg_config", good.to_str().unwrap());
    for folder in [stage.folder("empty"), stage.postgres("old", "14.9")] {
        let mut search = stage.search();
        search.explicit = Some(folder);
        let refused = search.find().unwrap_err();
        assert!(matches!(refused, Error::ExplicitFolder { .. }), "{refused}");
    }
}

#[test]
fn a_folder_without_the_server_is_passed_over() {
    let stage = Stage::new();
    let folder = stage.folder("client-only");
    stage.program("client-only/psql", "psql (PostgreSQL) 17.2");
    stage.program("path/pg_config", folder.to_str().unwrap());
    let refused = stage.search().find().unwrap_err();
    assert!(matches!(refused, Error::NotFound { .. }), "{refused}");
}

#[test]
fn nothing_to_be_found_is_one_line_that_says_what_to_install() {
    let stage = Stage::new();
    stage.program("path/apt-get", "");
    let mut search = stage.search();
    search.package_cache = Some(stage.0.join("cache"));
    let told = search.find().unwrap_err().to_string();
    assert!(told.contains("no pip"), "{told}");
    assert!(told.contains("run `apt-get install postgresql`"), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(!stage.0.join("cache").exists());
}

#[test]
fn an_index_that_cannot_be_reached_is_told_in_the_same_line() {
    let stage = Stage::new();
    let pip = stage.0.join("path/pip");
    let script = "#!/bin/sh\necho 'ERROR: Could not find a version' >&2\nexit 1\n";
    fs::write(&pip, script).unwrap();
    fs::set_permissions(&pip, fs::Permissions::from_mode(0o755)).unwrap();
    let mut search = stage.search();
    search.package_cache = Some(stage.0.join("cache"));
    let told = search.find().unwrap_err().to_string();
    assert!(told.contains("want of a network"), "{told}");
    assert!(told.contains("Could not find a version"), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
}

#[test]
fn data_is_opened_with_the_version_that_wrote_it_only() {
    let stage = Stage::new();
    let account = Account::for_new_data().unwrap();
    let folder = stage.postgres("sixteen", "16.1");
    stage.program("path/pg_config", folder.to_str().unwrap());
    let search = stage.search();
    let data = Path::new("/srv/data");
    let found = search.find_matching(&account, 16, data).unwrap();
    assert_eq!(found.major(), 16);
    let told = search.find_matching(&account, 15, data).unwrap_err();
    let told = told.to_string();
    assert!(told.contains("written by Postgres 15"), "{told}");
    assert!(told.contains("only Postgres 16"), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
}
