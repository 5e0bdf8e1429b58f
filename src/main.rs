//! The `jflint` command.

/// A run makes some hundred thousand short texts on several threads: half of their cost is the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    jflint::cli::run()
}
