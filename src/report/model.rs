//! What jflint read from pages: their roles, fields and statements, each with its line.

use crate::corpus::Corpus;
use crate::model::{Field, FieldKind, Named, Page, Role};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

#[derive(Serialize)]
struct Model<'a> {
    version: u8,
    pages: Vec<ModelPage<'a>>,
}

#[derive(Serialize)]
struct ModelPage<'a> {
    path: &'a str,
    family: bool,
    roles: Vec<ModelRole<'a>>,
}

#[derive(Serialize)]
struct ModelRole<'a> {
    title: &'a str,
    line: usize,
    grade: Option<&'a str>,
    reports_to: Vec<&'a str>,
    managers: Vec<ModelTitle<'a>>,
    next_steps: Vec<&'a str>,
    fields: BTreeMap<&'static str, ModelField>,
}

/// A title that a page names, without the words around it.
#[derive(Serialize)]
struct ModelTitle<'a> {
    title: &'a str,
    line: usize,
    link: Option<&'a str>,
}

#[derive(Serialize)]
struct ModelField {
    line: usize,
    inherited: bool,
}

/// Writes the model of every page as one JSON object.
///
/// # Errors
/// What writing gives.
pub fn json(out: &mut dyn Write, corpus: &Corpus) -> io::Result<()> {
    let model = Model {
        version: 1,
        pages: checked(corpus).map(model_page).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &model)?;
    writeln!(out)
}

/// Writes the model of every page for people: a role a paragraph.
///
/// # Errors
/// What writing gives.
pub fn text(out: &mut dyn Write, corpus: &Corpus) -> io::Result<()> {
    for (index, page) in checked(corpus).map(model_page).enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        if !page.family {
            writeln!(out, "{}: not a job-family page", page.path)?;
            continue;
        }
        let count = page.roles.len();
        writeln!(
            out,
            "{}: {count} role{}",
            page.path,
            if count == 1 { "" } else { "s" }
        )?;
        for role in page.roles {
            writeln!(out, "\n  {} (line {})", role.title, role.line)?;
            writeln!(out, "    grade       {}", role.grade.unwrap_or("-"))?;
            writeln!(out, "    reports to  {}", listed(&role.reports_to))?;
            writeln!(out, "    next steps  {}", listed(&role.next_steps))?;
            let fields: Vec<String> = role
                .fields
                .iter()
                .map(|(name, field)| {
                    let inherited = if field.inherited { ", inherited" } else { "" };
                    format!("{name} (line {}{inherited})", field.line)
                })
                .collect();
            let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
            writeln!(out, "    fields      {}", listed(&fields))?;
        }
    }
    Ok(())
}

fn checked(corpus: &Corpus) -> impl Iterator<Item = &Page> {
    corpus
        .pages
        .iter()
        .filter(|page| corpus.is_checked(page.file))
}

fn listed(items: &[&str]) -> String {
    if items.is_empty() {
        "-".to_owned()
    } else {
        items.join("; ")
    }
}

fn model_page(page: &Page) -> ModelPage<'_> {
    ModelPage {
        path: &page.source.path,
        family: page.family,
        roles: if page.family {
            page.roles
                .iter()
                .map(|role| model_role(page, role))
                .collect()
        } else {
            Vec::new()
        },
    }
}

fn model_role<'a>(page: &'a Page, role: &'a Role) -> ModelRole<'a> {
    let managers = || {
        role.reporting
            .iter()
            .take(1)
            .flat_map(|&statement| &page.reporting[statement].managers)
    };
    let mut fields = BTreeMap::new();
    let mut add = |field: &Field, inherited| {
        fields
            .entry(field.kind.name())
            .or_insert_with(|| ModelField {
                line: page
                    .source
                    .line(page.document.headings[field.heading].range.start),
                inherited,
            });
    };
    for &field in &role.fields {
        add(&page.fields[field], false);
    }
    for &field in &role.inherited {
        add(&page.fields[field], true);
    }
    if let Some(&statement) = role.reporting.first() {
        fields
            .entry(FieldKind::ReportsTo.name())
            .or_insert_with(|| ModelField {
                line: page.source.line(page.reporting[statement].range.start),
                inherited: false,
            });
    }
    ModelRole {
        title: &role.title.text,
        line: page.source.line(role.at.start),
        grade: role
            .grades
            .first()
            .map(|&grade| page.grades[grade].grade.as_str()),
        reports_to: managers().map(|manager| manager.phrase.as_str()).collect(),
        managers: managers()
            .map(|manager| model_title(page, manager))
            .collect(),
        next_steps: page
            .steps_of(role)
            .map(|step| step.name.title.text.as_str())
            .collect(),
        fields,
    }
}

fn model_title<'a>(page: &'a Page, named: &'a Named) -> ModelTitle<'a> {
    ModelTitle {
        title: &named.title.text,
        line: page.source.line(named.range.start),
        link: named
            .link
            .map(|link| page.document.links[link].destination.as_str()),
    }
}
