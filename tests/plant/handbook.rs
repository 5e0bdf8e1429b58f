//! The small handbook that faults are planted in: two pages a family, two roles a page, nothing wrong with it.

use std::collections::BTreeMap;

/// Pages by path.
pub type Site = BTreeMap<String, String>;

/// What the fifteen families are about: two pages each, two roles a page.
pub const TOPICS: [&str; 15] = [
    "Billing",
    "Brand",
    "Curriculum",
    "Demand",
    "Forecast",
    "Fraud",
    "Licensing",
    "Localization",
    "Logistics",
    "Payroll",
    "Pricing",
    "Procurement",
    "Renewals",
    "Research",
    "Treasury",
];

/// One role, as its page tells of it.
struct Role {
    title: String,
    manager: String,
    grade: usize,
    ladder: String,
    extends: Option<String>,
    /// A word that tells its lists from all others.
    mark: &'static str,
}

pub fn slug(text: &str) -> String {
    text.to_lowercase().replace(',', "").replace(' ', "-")
}

pub fn address(topic: &str, page: &str) -> String {
    format!("/job-families/{}/{page}/", slug(topic))
}

pub fn path(topic: &str, page: &str) -> String {
    format!("content{}", address(topic, page))
        .trim_end_matches('/')
        .to_owned()
        + ".md"
}

pub fn site() -> Site {
    let mut site = Site::new();
    for topic in TOPICS {
        let analyst = Role {
            title: format!("{topic} Analyst"),
            manager: format!(
                "[Manager, {topic}]({}#manager-{})",
                address(topic, "leadership"),
                slug(topic)
            ),
            grade: 6,
            ladder: format!(
                "is the [Senior {topic} Analyst](#senior-{}-analyst)",
                slug(topic)
            ),
            extends: None,
            mark: "daily",
        };
        let senior = Role {
            title: format!("Senior {topic} Analyst"),
            manager: analyst.manager.clone(),
            grade: 7,
            ladder: format!(
                "is the [Manager, {topic}]({}#manager-{})",
                address(topic, "leadership"),
                slug(topic)
            ),
            extends: Some(format!("{topic} Analyst")),
            mark: "monthly",
        };
        let manager = Role {
            title: format!("Manager, {topic}"),
            manager: format!("[Director, {topic}](#director-{})", slug(topic)),
            grade: 8,
            ladder: format!("is the [Director, {topic}](#director-{})", slug(topic)),
            extends: None,
            mark: "quarterly",
        };
        let director = Role {
            title: format!("Director, {topic}"),
            manager: "Chief Executive Officer".to_owned(),
            grade: 10,
            ladder: "is not yet defined".to_owned(),
            extends: Some(format!("Manager, {topic}")),
            mark: "yearly",
        };
        site.insert(
            path(topic, "analyst"),
            page(&format!("{topic} Analyst"), topic, &[analyst, senior]),
        );
        site.insert(
            path(topic, "leadership"),
            page(&format!("{topic} Leadership"), topic, &[manager, director]),
        );
    }
    site
}

fn page(title: &str, topic: &str, roles: &[Role]) -> String {
    let lower = topic.to_lowercase();
    let mut text = format!(
        "---\ntitle: {title}\n---\n\nThis family looks after {lower} across the company.\n\n## Levels\n"
    );
    for role in roles {
        let Role {
            title,
            manager,
            grade,
            ladder,
            mark,
            ..
        } = role;
        let first = match &role.extends {
            Some(lower) => format!("- Extends the {lower} requirements\n"),
            None => String::new(),
        };
        text += &format!(
            "\n### {title}\n\nThe {title} reports to the {manager}.\n\n\
             #### {title} Job Grade\n\nThe {title} is a [grade {grade}](/handbook/job-grades/).\n\n\
             #### {title} Responsibilities\n\n- Keep the {mark} {lower} records\n\
             - Meet the {mark} [{lower} team](/job-families/{}/analyst/)\n\n\
             #### {title} Requirements\n\n{first}- Ability to use GitLab\n- Sound {mark} knowledge of {lower}\n\n\
             #### {title} Performance Indicators\n\n- Share of {mark} {lower} work done\n- Count of {mark} {lower} slips\n\
             - Trust in {mark} {lower} numbers\n\n\
             #### {title} Career Ladder\n\nThe next step for the {title} {ladder}.\n",
            slug(topic)
        );
    }
    text + "\n## Hiring Process\n\n- A talk with a recruiter\n- A talk with the team\n"
}
