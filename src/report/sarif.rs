//! SARIF 2.1.0, as code scanning services read it.

use super::place::{Place, encoded, rule_page};
use super::{Look, printable};
use crate::corpus::Corpus;
use crate::finding::{Diagnostic, Fix, Severity};
use crate::lint::Outcome;
use crate::rules::{self, RuleTexts};
use crate::source::Span;
use object::{
    ArtifactChange, ArtifactLocation, Configuration, Content, Driver, Invocation, Level, Location,
    Log, LogicalLocation, PhysicalLocation, Region, RelatedLocation, Replacement, ReportedFix,
    ReportedResult, ReportingDescriptor, RuleProperties, Run, Text, Tool,
};
use std::collections::BTreeMap;
use std::io::{self, Write};

mod object;

/// Writes the findings of a run as one log.
///
/// # Errors
/// What writing gives, and rule files that are not as they should be.
pub fn write(out: &mut dyn Write, corpus: &Corpus, outcome: &Outcome, _: Look) -> io::Result<()> {
    let rules = descriptors(corpus, outcome).map_err(io::Error::other)?;
    let results = outcome
        .diagnostics
        .iter()
        .filter_map(|diagnostic| result(corpus, diagnostic, &rules))
        .collect();
    let log = Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "jflint",
                    version: env!("CARGO_PKG_VERSION"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules,
                },
            },
            invocations: [Invocation {
                execution_successful: true,
            }],
            column_kind: "unicodeCodePoints",
            results,
        }],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

/// The rules that have findings, by name.
fn descriptors(corpus: &Corpus, outcome: &Outcome) -> Result<Vec<ReportingDescriptor>, String> {
    let mut found: BTreeMap<&str, &Diagnostic> = BTreeMap::new();
    for diagnostic in &outcome.diagnostics {
        found.entry(diagnostic.rule).or_insert(diagnostic);
    }
    let mut summaries: BTreeMap<&str, String> = rules::catalogue()?
        .into_iter()
        .map(|rule| (rule.name, rule.file.summary.trim().to_owned()))
        .collect();
    let texts = rules::texts()?;
    Ok(found
        .into_iter()
        .map(|(name, diagnostic)| {
            let summary = summaries.remove(name).unwrap_or_else(|| name.to_owned());
            let page = rule_page(corpus, name);
            descriptor(diagnostic, page, summary, texts.get(name))
        })
        .collect())
}

fn descriptor(
    diagnostic: &Diagnostic,
    page: Option<String>,
    summary: String,
    texts: Option<&RuleTexts>,
) -> ReportingDescriptor {
    let why = texts.map_or_else(|| summary.clone(), |texts| texts.why.trim().to_owned());
    ReportingDescriptor {
        id: diagnostic.rule,
        name: diagnostic.rule,
        short_description: Text { text: summary },
        full_description: Text { text: why.clone() },
        help: Text { text: why },
        help_uri: page,
        default_configuration: Configuration {
            level: level(diagnostic.severity),
        },
        properties: RuleProperties {
            tags: [diagnostic.category],
        },
    }
}

fn result(
    corpus: &Corpus,
    diagnostic: &Diagnostic,
    rules: &[ReportingDescriptor],
) -> Option<ReportedResult> {
    let finding = &diagnostic.finding;
    let mut text = printable(&finding.message).into_owned();
    if let Some(help) = &finding.help {
        text.push_str("\nhelp: ");
        text.push_str(&printable(help));
    }
    let role = corpus.role_title_at(finding.at);
    let role = role.into_iter().map(|title| LogicalLocation {
        name: title.to_owned(),
        kind: "role",
    });
    let related = finding.related.iter().enumerate();
    Some(ReportedResult {
        rule_id: diagnostic.rule,
        rule_index: rules
            .binary_search_by(|rule| rule.id.cmp(diagnostic.rule))
            .ok()?,
        level: level(diagnostic.severity),
        message: Text { text },
        locations: [Location {
            physical_location: physical(corpus, finding.at)?,
            logical_locations: role.collect(),
        }],
        related_locations: related
            .filter_map(|(id, related)| {
                Some(RelatedLocation {
                    id,
                    physical_location: physical(corpus, related.at)?,
                    message: Text {
                        text: printable(&related.message).into_owned(),
                    },
                })
            })
            .collect(),
        partial_fingerprints: BTreeMap::from([("jflint/v1", diagnostic.fingerprint.to_string())]),
        fixes: finding
            .fix
            .iter()
            .filter_map(|fix| change(corpus, fix))
            .collect(),
    })
}

/// The edits of a fix. All of them are in one file.
fn change(corpus: &Corpus, fix: &Fix) -> Option<ReportedFix> {
    let first = Place::new(corpus, fix.edits.first()?.at)?;
    let edits = fix.edits.iter().filter_map(|edit| {
        Some(Replacement {
            deleted_region: region(&Place::new(corpus, edit.at)?),
            inserted_content: Content {
                text: edit.text.clone(),
            },
        })
    });
    Some(ReportedFix {
        description: Text {
            text: fix.title.clone(),
        },
        artifact_changes: [ArtifactChange {
            artifact_location: artifact(&first),
            replacements: edits.collect(),
        }],
    })
}

fn physical(corpus: &Corpus, span: Span) -> Option<PhysicalLocation> {
    let place = Place::new(corpus, span)?;
    Some(PhysicalLocation {
        artifact_location: artifact(&place),
        region: region(&place),
    })
}

fn artifact(place: &Place) -> ArtifactLocation {
    ArtifactLocation {
        uri: encoded(&place.path),
        uri_base_id: "%SRCROOT%",
    }
}

fn region(place: &Place) -> Region {
    Region {
        start_line: place.start.line,
        start_column: place.start.column,
        end_line: place.end.line,
        end_column: place.end.column,
    }
}

fn level(severity: Severity) -> Level {
    match severity {
        Severity::Info => Level::Note,
        Severity::Warning => Level::Warning,
        Severity::Error => Level::Error,
    }
}
