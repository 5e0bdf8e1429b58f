//! `jflint check`.

mod baseline;
mod fixing;
mod output;
mod progress;
mod since;

use super::select::Selection;
use super::{
    ConfigArguments, FINDINGS, Failure, QUIET, When, look, print_error, print_with, select,
};
use crate::config::read::{self, Loaded, Step};
use crate::config::{ConfigError, FailOn};
use crate::corpus::{Corpus, PageParser, Scope, load};
use crate::lint;
use crate::model::Vocabulary;
use crate::rules::catalogue;
use clap::{Args, ValueEnum};
use fixing::Mode;
use output::{Format, Output, ReportFile};
use progress::Progress;
use std::io::Read;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

pub const EXIT_STATUS: &str = "Exit status: 0 nothing at or above --fail-on, 1 findings, 2 jflint could not do its \
                               work, 3 there was no page to check.";

#[derive(Args)]
pub struct Arguments {
    /// Pages and folders to check [default: the configuration's roots, else `content`, else `.`]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Write the findings to a file as well; may be given several times
    #[arg(long = "report", value_name = "FORMAT=FILE")]
    reports: Vec<ReportFile>,
    /// Run these rules or categories and no others
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,
    /// Leave these rules or categories out
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Lowest severity that makes the exit status 1 [default: warning]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    fail_on: Option<FailOnArgument>,
    #[command(flatten)]
    fixing: fixing::FixArguments,
    #[command(flatten)]
    since: since::SinceArguments,
    #[command(flatten)]
    baseline: baseline::BaselineArguments,
    #[command(flatten)]
    config: ConfigArguments,
    /// Print how many findings each rule has instead of the findings
    #[arg(long)]
    statistics: bool,
    /// When to use colour
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    color: When,
    /// Print findings only, no summary
    #[arg(long, short)]
    quiet: bool,
    /// With the path `-`: check standard input as if it were this page
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
    /// How many threads to use [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = count)]
    threads: Option<NonZeroUsize>,
}

#[derive(Clone, Copy, ValueEnum)]
enum FailOnArgument {
    Error,
    Warning,
    Info,
    Never,
}

fn count(written: &str) -> Result<NonZeroUsize, &'static str> {
    written
        .parse()
        .map_err(|_| "give a whole number, 1 or more")
}

pub fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let Some(threads) = arguments.threads else {
        return check(arguments);
    };
    crate::threads::pool(threads)
        .map_err(|error| format!("cannot start {threads} threads: {error}"))?
        .install(|| check(arguments))
}

fn check(arguments: &Arguments) -> Result<u8, Failure> {
    let standard_input = arguments.paths == [Path::new("-")];
    let mode = arguments.fixing.mode(standard_input)?;
    let output = Output {
        format: arguments.format,
        statistics: arguments.statistics,
        reports: &arguments.reports,
    };
    output.check()?;
    let loaded = load_config(&arguments.config)?;
    let baselines = arguments.baseline.read()?;
    let paths = match &arguments.stdin_filename {
        Some(name) => vec![name.clone()],
        None => chosen_paths(&arguments.paths, &loaded)?,
    };
    // What is recorded is what fixing left: then git is asked when the pages have changed, else while they are read.
    let records = arguments.baseline.records();
    let mut asked = match mode {
        Some(_) if records => None,
        _ => arguments.since.start(&paths, &loaded)?,
    };
    let progress = Progress::start(arguments.quiet, "reading the pages");
    let selection = Selection {
        select: &arguments.select,
        ignore: &arguments.ignore,
    };
    // The rules are made ready while the pages are looked for, which this thread begins at once.
    let (corpus, rules) = rayon::join(
        || {
            read_corpus(
                &arguments.paths,
                arguments.stdin_filename.as_deref(),
                &loaded,
            )
        },
        || select::bind(catalogue()?, &loaded, &selection),
    );
    let (rules, mut corpus) = (rules?, corpus?);
    progress.say(format!("checking {} pages", corpus.checked_count()));
    let mut outcome = lint::run(&corpus, &rules);
    let ready = (&loaded, rules.as_slice());
    let all_rules = arguments.select.is_empty() && arguments.ignore.is_empty();
    let reach = baseline::Reach {
        paths: &paths,
        rules: (!all_rules).then(|| rules.iter().map(|rule| rule.name).collect()),
    };
    let narrow = |asked: Option<since::Started<'_>>, outcome: &mut _, corpus: &mut _| {
        let Some(asked) = asked else { return Ok(()) };
        let past = load::Past::new(&sites(&paths, &loaded), &loaded.config.exclude);
        asked.narrow(outcome, corpus, &rules, &past)
    };
    let mut whole = None;
    if records {
        let both = (&mut outcome, &mut whole);
        arguments.fixing.fix(mode, &mut corpus, ready, both)?;
        whole = output.wants_whole().then(|| outcome.clone());
        baselines.narrow(&mut outcome, &corpus, &reach, arguments.quiet)?;
        if asked.is_none() {
            asked = arguments.since.start(&paths, &loaded)?;
        }
        narrow(asked, &mut outcome, &mut corpus)?;
    } else {
        whole = output.wants_whole().then(|| outcome.clone());
        baselines.narrow(&mut outcome, &corpus, &reach, arguments.quiet)?;
        narrow(asked, &mut outcome, &mut corpus)?;
        let both = (&mut outcome, &mut whole);
        arguments.fixing.fix(mode, &mut corpus, ready, both)?;
    }
    let mut look = match mode {
        Some(Mode::Print) => look(arguments.color, &std::io::stderr()),
        _ => look(arguments.color, &std::io::stdout()),
    };
    look.quiet = arguments.quiet;
    progress.say("writing the report");
    output.write_reports(&corpus, whole.as_ref().unwrap_or(&outcome), &outcome)?;
    drop(progress);
    match mode {
        None | Some(Mode::Write) => print_with(|out| output.show(out, &corpus, &outcome, look))?,
        Some(Mode::Print) => print_error(|out| output.show(out, &corpus, &outcome, look)),
        Some(Mode::Diff) => {
            let shown = (&outcome, arguments.quiet);
            arguments.fixing.diff(&mut corpus, ready, shown)?;
        }
    }
    let fail_on = match arguments.fail_on {
        None => loaded.config.fail_on,
        Some(FailOnArgument::Error) => FailOn::Error,
        Some(FailOnArgument::Warning) => FailOn::Warning,
        Some(FailOnArgument::Info) => FailOn::Info,
        Some(FailOnArgument::Never) => FailOn::Never,
    };
    let fails = outcome
        .diagnostics
        .iter()
        .any(|diagnostic| fail_on.fails(diagnostic.severity));
    // The process ends here: what it read need not be given back piece by piece.
    std::mem::forget((corpus, outcome, whole, rules));
    Ok(if fails { FINDINGS } else { QUIET })
}

/// The configuration that the arguments name, else the nearest one.
pub fn load_config(arguments: &ConfigArguments) -> Result<Loaded, Failure> {
    let file = match &arguments.config {
        _ if arguments.no_config => None,
        Some(file) => Some(file.clone()),
        None => read::nearest_file()?,
    };
    match file {
        Some(file) => Ok(read::read(&file)?),
        None => Ok(Loaded::default()),
    }
}

/// Every page of the sites that the paths belong to; those below the paths, or below the configuration's roots, are
/// checked.
pub fn read_corpus(
    paths: &[PathBuf],
    stdin_filename: Option<&Path>,
    loaded: &Loaded,
) -> Result<Corpus, Failure> {
    let profile = &loaded.config.profile;
    // The profile is made ready while the pages are looked for: both take their time.
    let parser = PageParser::new(profile, &load::working_folder());
    let (files, (vocabulary, mut profile)) = rayon::join(
        || read_files(paths, stdin_filename, loaded, &parser),
        || (Vocabulary::new(profile), profile.clone()),
    );
    let (files, redirects, scope) = files?;
    profile.redirects = redirects;
    let mut corpus = Corpus::with(parser, vocabulary, files, profile, &scope);
    match corpus.broken_redirects.pop() {
        Some(broken) => Err(broken.into()),
        None => Ok(corpus),
    }
}

/// Every page that [`read_corpus`] asks for, with the files beside them, the path of the redirects that are configured,
/// and what the run is about. Some are parsed meanwhile.
fn read_files(
    paths: &[PathBuf],
    stdin_filename: Option<&Path>,
    loaded: &Loaded,
    parser: &PageParser,
) -> Result<(Vec<load::File>, Option<String>, Scope), Failure> {
    let (exclude, profile) = (&loaded.config.exclude, &loaded.config.profile);
    let paths = chosen_paths(paths, loaded)?;
    let (paths, standard_input) = match (paths.as_slice(), stdin_filename) {
        ([only], Some(name)) if only == Path::new("-") => {
            (vec![name.to_owned()], Some(from_standard_input(name)?))
        }
        (_, Some(_)) => {
            return Err("`--stdin-filename` goes with the path `-`"
                .to_owned()
                .into());
        }
        (paths, None) if paths.iter().any(|path| path == Path::new("-")) => {
            return Err(
                "`-` reads standard input: name the page with `--stdin-filename PATH`"
                    .to_owned()
                    .into(),
            );
        }
        (paths, None) => (paths.to_vec(), None),
    };
    let sites = sites(&paths, loaded);
    let mut scope = Scope {
        working: load::working_folder(),
        base: load::base(&paths, loaded.config.file.as_deref()),
        alone: sites.is_empty(),
        checked: None,
    };
    // Most runs check whole sites.
    let complete = paths.iter().map(|path| load::complete(path));
    let whole = standard_input.is_none() && complete.eq(sites.iter().cloned());
    let (checked, mut read) = match &standard_input {
        Some(_) => (Vec::new(), Vec::new()),
        None if whole => load::find_and_read(&paths, exclude, |file| parser.parse_early(file))?,
        None => (load::find(&paths, exclude)?, Vec::new()),
    };
    if checked.is_empty() && standard_input.is_none() {
        let shown: Vec<String> = paths
            .iter()
            .map(|path| format!("`{}`", path.display()))
            .collect();
        return Err(Failure::Nothing(format!(
            "nothing was checked: there is no Markdown page (*.md, *.markdown) under {}",
            shown.join(", ")
        )));
    }
    let files = if whole {
        checked
    } else {
        let mut files = load::find(&sites, exclude)?;
        if let Some(page) = &standard_input {
            files.retain(|file| load::shown(file) != page.path);
            scope.checked = Some(std::iter::once(page.path.clone()).collect());
        } else if files != checked {
            scope.checked = Some(checked.iter().map(|file| load::shown(file)).collect());
            files.extend(checked);
            files.sort();
            files.dedup();
        }
        read = load::read(&files);
        files
    };
    let mut redirects = None;
    let mut beside = load::beside(&files, profile.redirects.is_none());
    if let Some(path) = &profile.redirects {
        let path = loaded.folder().join(path);
        if !path.is_file() {
            let steps = [Step::Key("site"), Step::Key("redirects")];
            let message = format!("there is no file `{}`", path.display());
            return Err(loaded.error(&steps, message, None).into());
        }
        redirects = Some(load::shown(&path));
        beside.push(path);
    }
    read.extend(load::read(&beside));
    read.extend(standard_input);
    Ok((read, redirects, scope))
}

/// The folders of the sites that the paths belong to.
fn sites(paths: &[PathBuf], loaded: &Loaded) -> Vec<PathBuf> {
    let folder = loaded.folder();
    let roots = loaded.config.roots.iter().map(|root| folder.join(root));
    let roots: Vec<PathBuf> = roots.filter(|root| root.is_dir()).collect();
    load::sites(paths, &roots)
}

/// The page that an editor sends, as if it were the file of that name.
fn from_standard_input(name: &Path) -> Result<load::File, Failure> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|error| format!("cannot read standard input: {error}"))?;
    Ok(load::File {
        path: load::shown_from_here(name),
        text: load::decode(bytes),
    })
}

/// What the command line names, else what the configuration does.
fn chosen_paths(paths: &[PathBuf], loaded: &Loaded) -> Result<Vec<PathBuf>, ConfigError> {
    if paths.is_empty() {
        default_paths(loaded)
    } else {
        Ok(paths.to_vec())
    }
}

fn default_paths(loaded: &Loaded) -> Result<Vec<PathBuf>, ConfigError> {
    let folder = loaded.folder();
    let mut paths = Vec::new();
    for (index, root) in loaded.config.roots.iter().enumerate() {
        let path = folder.join(root);
        if !path.exists() {
            let steps = [Step::Key("roots"), Step::Item(index)];
            return Err(loaded.error(
                &steps,
                format!("there is no folder `{}`", path.display()),
                None,
            ));
        }
        paths.push(path);
    }
    if paths.is_empty() {
        let content = Path::new("content");
        paths.push(
            if content.is_dir() {
                content
            } else {
                Path::new(".")
            }
            .to_owned(),
        );
    }
    Ok(paths)
}
