//! An nginx in front of a server, where `NGINX` names the program (`just nginx`).

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use parking_lot::Mutex;
use tempfile::TempDir;

/// Each ends with this process: its standard input is what keeps it.
static RUNNING: Mutex<Vec<(Child, TempDir)>> = Mutex::new(Vec::new());

/// Ends the program with our end of its standard input.
const KEEPER: &str = r#""$0" -c "$1" </dev/null & read _; kill $!; wait"#;

/// The URL by which callers reach a server: of an nginx that is started in front of it, where there is to be one.
pub fn front(server: SocketAddr) -> String {
    let Some(program) = env::var_os("NGINX") else { return format!("http://{server}") };
    let folder = tempfile::tempdir().unwrap();
    // As root it steps down to an account that owns none of this.
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let settings = folder.path().join("nginx.conf");
    // Debian's /etc/nginx/nginx.conf, but for its paths, with compression of what the server answers and, as docs/ops.md
    // has it, HTTP/1.1: in HTTP/1.0 the parser refuses a POST without a length, which nginx leaves out where it is 0.
    let text = format!(
        "daemon off;
         worker_processes 1;
         pid {folder}/pid;
         error_log {folder}/log;
         events {{ worker_connections 768; }}
         http {{
           sendfile on;
           tcp_nopush on;
           types_hash_max_size 2048;
           default_type application/octet-stream;
           access_log off;
           client_body_temp_path {folder}/body;
           proxy_temp_path {folder}/proxy;
           fastcgi_temp_path {folder}/fastcgi;
           uwsgi_temp_path {folder}/uwsgi;
           scgi_temp_path {folder}/scgi;
           gzip on;
           gzip_proxied any;
           gzip_types application/json application/problem+json text/csv application/x-ndjson;
           server {{
             listen {address};
             client_max_body_size 256m;
             location / {{
               proxy_pass http://{server};
               proxy_http_version 1.1;
               proxy_set_header Host $http_host;
               proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
             }}
           }}
         }}",
        folder = folder.path().display()
    );
    fs::write(&settings, text).unwrap();
    let mut keeper = Command::new("sh");
    // nginx takes the variable for sockets that it inherits.
    keeper.env_remove("NGINX").args(["-c", KEEPER]).arg(program).arg(&settings).stdin(Stdio::piped());
    RUNNING.lock().push((keeper.spawn().unwrap(), folder));
    let begun = Instant::now();
    while TcpStream::connect(address).is_err() {
        assert!(begun.elapsed() < Duration::from_secs(30), "nginx starts");
        thread::sleep(Duration::from_millis(10));
    }
    format!("http://{address}")
}
