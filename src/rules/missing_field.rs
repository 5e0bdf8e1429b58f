//! A field that a role lacks: one check for the seven `missing-*` rules.

use crate::corpus::Corpus;
use crate::finding::Finding;
use crate::model::{FieldKind, Lacking, Page};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Params {
    field: FieldKind,
    /// As it is said: `no job grade`.
    name: String,
    /// What to do.
    help: String,
    /// Whether one anywhere on the page is enough.
    #[serde(default)]
    page_wide: bool,
}

pub fn check(params: &Params, page: &Page, _: &Corpus) -> Vec<Finding> {
    if params.page_wide {
        if page.fields.iter().any(|field| field.kind == params.field) {
            return Vec::new();
        }
        return vec![of_page(params, page, format!("`{}` has no {}", page.name(), params.name))];
    }
    match page.lacking(params.field) {
        Lacking::Nobody => Vec::new(),
        Lacking::All => {
            let message = match page.roles.as_slice() {
                [role] if role.heading().is_none() => format!("`{}` has no {}", role.title.text, params.name),
                [role] => format!("`{}`, the only role of the page, has no {}", role.title.text, params.name),
                roles => format!("the {} roles of this page have no {}", roles.len(), params.name),
            };
            vec![of_page(params, page, message)]
        }
        Lacking::Some(roles) => roles
            .into_iter()
            .map(|role| {
                Finding::new(
                    page.span(role.at.clone()),
                    format!("`{}` has no {}", role.title.text, params.name),
                )
                .help(params.help.clone())
            })
            .collect(),
    }
}

fn of_page(params: &Params, page: &Page, message: String) -> Finding {
    Finding::new(page.title_span(), message).help(params.help.clone())
}
