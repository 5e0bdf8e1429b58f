//! Performance indicators that stand the same under every role, or under the page and again under a role.

use super::NoParams;
use crate::corpus::Corpus;
use crate::finding::Finding;
use crate::model::{Field, FieldKind, Owner, Page};

pub fn check(_: &NoParams, page: &Page, _: &Corpus) -> Vec<Finding> {
    let fields = || {
        let fields = page.fields.iter();
        let fields = fields.filter(|field| field.kind == FieldKind::PerformanceIndicators && !page.is_unknown(field));
        fields.map(|field| (field, page.owners[field.heading]))
    };
    // Only what every role has, or the page and a role, is read.
    let of_roles = fields().filter(|(_, owner)| matches!(owner, Owner::Role(_))).count();
    let of_page = fields().any(|(_, owner)| owner == Owner::Page);
    if page.roles.len() < 2 || of_roles == 0 || !of_page && of_roles < page.roles.len() {
        return Vec::new();
    }
    let lists: Vec<(&Field, Owner, Vec<String>)> = fields()
        .map(|(field, owner)| (field, owner, indicators(page, field)))
        .filter(|(_, _, list)| !list.is_empty())
        .collect();
    let of_roles: Vec<_> = lists
        .iter()
        .filter(|(_, owner, _)| matches!(owner, Owner::Role(_)))
        .collect();
    let help = "keep them once, in a section of the page that holds for every role";
    let mut findings = Vec::new();
    for (field, _, list) in &of_roles {
        let above = lists
            .iter()
            .find(|(other, owner, above)| *owner == Owner::Page && other.heading != field.heading && above == list);
        if let Some((above, _, _)) = above {
            findings.push(
                Finding::new(page.heading_span(field.heading), "the page gives every role these performance indicators already")
                    .help("remove this section")
                    .relate(page.heading_span(above.heading), "the page's own"),
            );
        }
    }
    let every_role = (0..page.roles.len()).all(|role| {
        let mut own = of_roles.iter().filter(|(_, owner, _)| *owner == Owner::Role(role));
        own.next().is_some_and(|(_, _, list)| Some(list) == of_roles.first().map(|(_, _, first)| first))
            && own.next().is_none()
    });
    if let Some((first, rest)) = of_roles.split_first().filter(|_| every_role && findings.is_empty()) {
        let mut finding = Finding::new(
            page.heading_span(first.0.heading),
            format!("all {} roles of this page have the same performance indicators", page.roles.len()),
        )
        .help(help);
        for (field, _, _) in rest {
            finding = finding.relate(page.heading_span(field.heading), "the same again");
        }
        findings.push(finding);
    }
    findings
}

/// The items of a section, folded; none if it holds none.
fn indicators(page: &Page, field: &Field) -> Vec<String> {
    let blocks = &page.document.blocks[page.field_blocks(field)];
    if !blocks.iter().any(|block| block.item().is_some()) {
        return Vec::new();
    }
    blocks
        .iter()
        .map(|block| {
            let words: Vec<&str> = block
                .prose
                .text
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .collect();
            words.join(" ").to_lowercase()
        })
        .filter(|text| !text.is_empty())
        .collect()
}
