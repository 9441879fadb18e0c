//! Operators, macros, questions and answers, the policy, suggestions, lessons.

use super::{Mirror, mirror, mirror_from};
use crate::{api, domain};

mirror!(api::Operator = domain::Operator { id, name, languages, shift, lead });
mirror!(api::HandsTo = domain::HandsTo { role, rule });
mirror!(api::Macro = domain::Macro { id, category, visibility, types, status, hands_to, title, body });
mirror!(api::Question = domain::Question { q, a });
mirror!(api::Faq = domain::Faq { id, tags, text });
mirror!(api::Target = domain::Target { first_response_min, resolution_min });
mirror!(api::TypePolicy = domain::sla::TypePolicy { clock, targets });
mirror!(api::Business = domain::Business { timezone, days, from, to, holidays });
mirror!(api::Policy = domain::Policy { clocks, warn_at_fraction, policies });

impl Mirror<domain::Calendar> for api::Calendar {
    fn from_domain(it: domain::Calendar) -> Self {
        match it {
            domain::Calendar::Always => api::Calendar::Always,
            domain::Calendar::Business(business) => api::Calendar::Business(business.into()),
        }
    }
    fn into_domain(self) -> domain::Calendar {
        match self {
            api::Calendar::Always => domain::Calendar::Always,
            api::Calendar::Business(business) => domain::Calendar::Business(business.into()),
        }
    }
}
mirror_from!(api::Calendar, domain::Calendar);

mirror!(
    api::Taught = domain::Taught { language, channel, onboarding, products, portal_access, product, subject, body }
);
mirror!(
    api::Lesson = domain::Lesson { ticket, operation, operator, suggested, role, reason, knowledge, taught } renamed { at_ms: at }
);
mirror!(api::Reason = domain::Reason { text, role, weight });
mirror!(api::Flip = domain::Flip { without, role, rule });
mirror!(api::Ranked = domain::Ranked { role, confidence });
mirror!(
    api::Suggestion = domain::Suggestion {
        ranked,
        rule,
        reasons,
        flip,
        urgent,
        emergency,
        unsure,
        follow_ups,
        wrong_channel,
        knowledge
    }
);
