//! Puts the files of the console and of the reference into the binary, each compressed, under one hash of all that belong
//! together. Of the console: the scripts, the styles and the shell that `just console-pack` made, and the rest as it is in its folder.

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
    let mut console = files_of("console")?;
    console.retain(|(path, _)| !is_packed(path));
    console.extend(files_of("packed")?);
    put("console", console)?;
    put("reference", files_of("reference")?)
}

/// The files of a folder of this crate: for each the path within it, and where it is.
fn files_of(folder: &str) -> io::Result<Vec<(String, PathBuf)>> {
    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR")?).join(folder);
    let mut files = Vec::new();
    find(&root, &root, &mut files)?;
    Ok(files)
}

/// Compresses files, and writes the table of them.
fn put(name: &str, mut files: Vec<(String, PathBuf)>) -> io::Result<()> {
    let out = PathBuf::from(variable("OUT_DIR")?);
    files.sort();
    let mut hash = Sha256::new();
    let mut table = String::from("pub static FILES: &[(&str, &[u8])] = &[\n");
    for (index, (path, file)) in files.iter().enumerate() {
        let bytes = fs::read(file)?;
        for part in [path.as_bytes(), &bytes] {
            hash.update(part.len().to_be_bytes());
            hash.update(part);
        }
        let compressed = out.join(format!("{name}-{index}.gz"));
        let mut encoder = GzEncoder::new(fs::File::create(&compressed)?, Compression::best());
        encoder.write_all(&bytes)?;
        encoder.finish()?;
        let compressed =
            compressed.to_str().ok_or_else(|| io::Error::other("the build's folder has a name beyond UTF-8"))?;
        writeln!(table, "    ({path:?}, include_bytes!({compressed:?})),").map_err(io::Error::other)?;
    }
    writeln!(table, "];\npub const HASH: [u8; 32] = {:?};", hash.finalize().as_slice()).map_err(io::Error::other)?;
    fs::write(out.join(format!("{name}.rs")), table)
}

/// Whether a file of the console is sent as one of `packed`.
fn is_packed(path: &str) -> bool {
    path == "index.html" || Path::new(path).extension().is_some_and(|end| end == "js" || end == "css")
}

fn variable(name: &str) -> io::Result<String> {
    std::env::var(name).map_err(io::Error::other)
}

/// Adds the files below a folder, each by its path from the root, with slashes.
fn find(root: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
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
            files.push((name, path));
        }
    }
    Ok(())
}
