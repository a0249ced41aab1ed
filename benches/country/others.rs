//! Programs of others, which may be there or not.

use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A program on the path.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|it| it.is_file())
}

/// A Python that has some modules.
pub fn python(modules: &str) -> Option<PathBuf> {
    let program = on_path("python3")?;
    let status = Command::new(&program)
        .args(["-c", &format!("import {modules}")])
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success()).then_some(program)
}

/// The names and versions of those that are there.
pub fn versions() -> Vec<String> {
    let first_line = |program: PathBuf, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output().ok()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        Some(text.lines().next()?.trim().to_owned())
    };
    let csvlens = on_path("csvlens").and_then(|it| first_line(it, &["--version"]));
    let fzf = on_path("fzf").and_then(|it| first_line(it, &["--version"]));
    let module = |name: &str| {
        let told = first_line(
            python(name)?,
            &["-c", &format!("import {name}; print({name}.__version__)")],
        );
        Some(format!("{name} {}", told?))
    };
    [csvlens, fzf.map(|it| format!("fzf {it}")), module("pandas"), module("lxml"), module("duckdb")]
        .into_iter()
        .flatten()
        .collect()
}
