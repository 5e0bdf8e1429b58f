//! The `jflint` command.

fn main() -> std::process::ExitCode {
    jflint::cli::run()
}
