use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, process, thread};

/// Names the program, to have the tests run behind it: `PGBOUNCER=/usr/sbin/pgbouncer`.
const PROGRAM: &str = "PGBOUNCER";
pub const PORT: u16 = 6432;

/// `PgBouncer` in transaction mode with two connections a role and database; it ends with this process.
pub struct Bouncer {
    folder: PathBuf,
    /// Its standard input is what keeps it.
    _keeper: Child,
}

impl Bouncer {
    /// Starts it before the database at `socket_dir`, where the environment asks for one.
    pub fn start(socket_dir: &Path) -> Option<Self> {
        let program = env::var_os(PROGRAM)?;
        let folder = env::temp_dir().join(format!("bulkhead-bouncer-{}", process::id()));
        fs::create_dir(&folder).expect("the pooler's folder is made");
        // It refuses to run as root, and steps down to an account that owns none of this.
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o777)).expect("the pooler's folder is opened");
        let users = ["auth", "app", "platform"].map(|role| format!("\"bulkhead_{role}\" \"\"\n"));
        fs::write(folder.join("users"), users.concat()).expect("the pooler's users are written");
        let settings = folder.join("pgbouncer.ini");
        let mut file = fs::File::create(&settings).expect("the pooler's settings are made");
        write!(
            file,
            "[databases]\n* = host={}\n[pgbouncer]\nlisten_addr =\nlisten_port = {PORT}\nunix_socket_dir = {folder}\n\
             auth_type = trust\nauth_file = {folder}/users\npool_mode = transaction\ndefault_pool_size = 2\nmax_client_conn = 2000\n\
             ignore_startup_parameters = extra_float_digits\nserver_idle_timeout = 2\nlogfile = {folder}/log\n",
            socket_dir.display(),
            folder = folder.display()
        )
        .expect("the pooler's settings are written");
        let script = r#"case $(id -u) in 0) as="-u postgres" ;; esac
            "$0" -q $as "$1" </dev/null & read _; kill $!; rm -rf "${1%/*}""#;
        let keeper = Command::new("sh")
            .args(["-c", script])
            .arg(program)
            .arg(&settings)
            .stdin(Stdio::piped())
            .spawn()
            .expect("a shell starts");
        // The socket's file is there before the pooler listens on it, and refuses connections until then.
        let socket = folder.join(format!(".s.PGSQL.{PORT}"));
        let begun = Instant::now();
        while UnixStream::connect(&socket).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(30), "the pooler starts");
            thread::sleep(Duration::from_millis(10));
        }
        Some(Self { folder, _keeper: keeper })
    }

    pub fn socket_dir(&self) -> &Path {
        &self.folder
    }
}
