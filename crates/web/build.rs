//! Puts the console's files into the binary, each compressed, under one hash of them all: the scripts and the shell that
//! `just console-pack` made, and the rest as it is in the console's folder.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

/// What is in the folders and isn't served.
const LEFT_OUT: [&str; 3] = ["tests", "tsconfig.json", "sources.sha256"];

fn main() -> io::Result<()> {
    let crate_folder = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    let (console, packed) = (crate_folder.join("console"), crate_folder.join("packed"));
    let out = PathBuf::from(variable("OUT_DIR")?);
    let (mut sources, mut scripts) = (Vec::new(), Vec::new());
    find(&console, &console, &mut sources)?;
    find(&packed, &packed, &mut scripts)?;
    sources.retain(|path| !is_packed(path));
    let mut files: Vec<_> = sources.into_iter().map(|path| (path, &console)).collect();
    files.extend(scripts.into_iter().map(|path| (path, &packed)));
    files.sort();
    let mut hash = Sha256::new();
    let mut table = String::from("pub static FILES: &[(&str, &[u8])] = &[\n");
    for (index, (path, folder)) in files.iter().enumerate() {
        let bytes = fs::read(folder.join(path))?;
        for part in [path.as_bytes(), &bytes] {
            hash.update(part.len().to_be_bytes());
            hash.update(part);
        }
        let compressed = out.join(format!("console-{index}.gz"));
        let mut encoder = GzEncoder::new(fs::File::create(&compressed)?, Compression::best());
        encoder.write_all(&bytes)?;
        encoder.finish()?;
        let compressed =
            compressed.to_str().ok_or_else(|| io::Error::other("the build's folder has a name beyond UTF-8"))?;
        writeln!(table, "    ({path:?}, include_bytes!({compressed:?})),").map_err(io::Error::other)?;
    }
    writeln!(table, "];\npub const HASH: [u8; 32] = {:?};", hash.finalize().as_slice()).map_err(io::Error::other)?;
    fs::write(out.join("console.rs"), table)
}

/// Whether a file of the console is sent as one of `packed`.
fn is_packed(path: &str) -> bool {
    path == "index.html" || Path::new(path).extension().is_some_and(|end| end == "js")
}

fn variable(name: &str) -> io::Result<String> {
    std::env::var(name).map_err(io::Error::other)
}

/// Adds the files below a folder, each by its path from the root, with slashes.
fn find(root: &Path, folder: &Path, files: &mut Vec<String>) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.strip_prefix(root).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/");
        if LEFT_OUT.contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            find(root, &path, files)?;
        } else {
            println!("cargo::rerun-if-changed={}", path.display());
            files.push(name);
        }
    }
    Ok(())
}
