//! Packs the files of the console and of the reference into the binary: scripts without their comments, each file
//! compressed, under one hash of all that are in a folder.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

/// What is in the folder and isn't served.
const LEFT_OUT: [&str; 2] = ["tests", "tsconfig.json"];

fn main() -> io::Result<()> {
    ["console", "reference"].into_iter().try_for_each(pack)
}

/// Packs a folder, and writes the table of its files.
fn pack(folder: &str) -> io::Result<()> {
    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR")?).join(folder);
    let out = PathBuf::from(variable("OUT_DIR")?);
    let mut files = Vec::new();
    find(&root, &root, &mut files)?;
    files.sort();
    let mut hash = Sha256::new();
    let mut table = String::from("pub static FILES: &[(&str, &[u8])] = &[\n");
    for (index, path) in files.iter().enumerate() {
        let mut bytes = fs::read(root.join(path))?;
        if Path::new(path).extension().is_some_and(|end| end == "js") && !path.starts_with("vendor/") {
            bytes = without_comments(&String::from_utf8(bytes).map_err(io::Error::other)?).into_bytes();
        }
        for part in [path.as_bytes(), &bytes] {
            hash.update(part.len().to_be_bytes());
            hash.update(part);
        }
        let packed = out.join(format!("{folder}-{index}.gz"));
        let mut encoder = GzEncoder::new(fs::File::create(&packed)?, Compression::best());
        encoder.write_all(&bytes)?;
        encoder.finish()?;
        let packed = packed.to_str().ok_or_else(|| io::Error::other("the build's folder has a name beyond UTF-8"))?;
        writeln!(table, "    ({path:?}, include_bytes!({packed:?})),").map_err(io::Error::other)?;
    }
    writeln!(table, "];\npub const HASH: [u8; 32] = {:?};", hash.finalize().as_slice()).map_err(io::Error::other)?;
    fs::write(out.join(format!("{folder}.rs")), table)
}

/// A script without the comments that have lines of their own. What is left stands on the lines that it stood on, so that a
/// browser's reports name those of the source.
fn without_comments(script: &str) -> String {
    let mut kept = String::with_capacity(script.len());
    let mut is_comment = false;
    for line in script.lines() {
        let text = line.trim();
        is_comment |= text.starts_with("/*") && (text.ends_with("*/") || !text.contains("*/"));
        if !is_comment && !text.starts_with("//") {
            kept.push_str(line);
        }
        is_comment &= !text.ends_with("*/");
        kept.push('\n');
    }
    kept
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
