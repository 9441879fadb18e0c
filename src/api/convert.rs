//! The wire and the domain, mapped onto each other both ways.
//!
//! [`Mirror`] goes through lists and options; each pair of types is one `mirror!`, `mirror_words!` or
//! `mirror_variants!`, which name every field of both sides. All conversions succeed: what the wire can say, the
//! domain can hold.

mod feed;
mod operation;
mod reference;
mod snapshot;
mod ticket;
mod words;

use crate::domain;
use std::collections::BTreeMap;

/// A wire type that stands for the domain type `D`.
pub trait Mirror<D>: Sized {
    fn from_domain(it: D) -> Self;
    fn into_domain(self) -> D;
}

impl<D, W: Mirror<D>> Mirror<Vec<D>> for Vec<W> {
    fn from_domain(it: Vec<D>) -> Self {
        it.into_iter().map(W::from_domain).collect()
    }
    fn into_domain(self) -> Vec<D> {
        self.into_iter().map(W::into_domain).collect()
    }
}

impl<D, W: Mirror<D>> Mirror<Option<D>> for Option<W> {
    fn from_domain(it: Option<D>) -> Self {
        it.map(W::from_domain)
    }
    fn into_domain(self) -> Option<D> {
        self.map(W::into_domain)
    }
}

impl<D, W: Mirror<D>> Mirror<Box<D>> for Box<W> {
    fn from_domain(it: Box<D>) -> Self {
        Box::new(W::from_domain(*it))
    }
    fn into_domain(self) -> Box<D> {
        Box::new((*self).into_domain())
    }
}

impl<K: Ord, V, WK: Mirror<K> + Ord, WV: Mirror<V>> Mirror<BTreeMap<K, V>> for BTreeMap<WK, WV> {
    fn from_domain(it: BTreeMap<K, V>) -> Self {
        it.into_iter().map(|(key, value)| (WK::from_domain(key), WV::from_domain(value))).collect()
    }
    fn into_domain(self) -> BTreeMap<K, V> {
        self.into_iter().map(|(key, value)| (key.into_domain(), value.into_domain())).collect()
    }
}

macro_rules! same {
    ($($it:ty),*) => {$(
        impl Mirror<$it> for $it {
            fn from_domain(it: $it) -> Self { it }
            fn into_domain(self) -> $it { self }
        }
    )*};
}
same!(String, bool, i64, usize, f64, jiff::civil::Time, jiff::civil::Date);

macro_rules! newtypes {
    ($($wire:ty: $($domain:path),*;)*) => {$($(
        impl Mirror<$domain> for $wire {
            fn from_domain(it: $domain) -> Self { it.0 }
            fn into_domain(self) -> $domain { $domain(self) }
        }
    )*)*};
}
newtypes! {
    i64: domain::Timestamp, domain::Span, domain::TicketId;
    String: domain::CustomerId, domain::ContactId, domain::OperatorId, domain::StaffId, domain::ArticleId,
        domain::DeviceId, domain::OperationId, domain::Cursor;
}

/// A struct of each side; `renamed` pairs the wire's name with the domain's.
macro_rules! mirror {
    ($wire:path = $domain:path { $($same:ident),* $(,)? } $(renamed { $($to:ident: $from:ident),* $(,)? })?) => {
        impl $crate::api::convert::Mirror<$domain> for $wire {
            fn from_domain(it: $domain) -> Self {
                $wire {
                    $($same: $crate::api::convert::Mirror::from_domain(it.$same),)*
                    $($($to: $crate::api::convert::Mirror::from_domain(it.$from),)*)?
                }
            }
            fn into_domain(self) -> $domain {
                $domain {
                    $($same: $crate::api::convert::Mirror::into_domain(self.$same),)*
                    $($($from: $crate::api::convert::Mirror::into_domain(self.$to),)*)?
                }
            }
        }
        $crate::api::convert::mirror_from!($wire, $domain);
    };
}

/// An enum of each side with the same variants and fields.
macro_rules! mirror_variants {
    ($wire:path = $domain:path { $($variant:ident { $($field:ident),* }),* $(,)? }) => {
        impl $crate::api::convert::Mirror<$domain> for $wire {
            fn from_domain(it: $domain) -> Self {
                use $domain as Domain;
                match it { $(Domain::$variant { $($field),* } =>
                    Self::$variant { $($field: $crate::api::convert::Mirror::from_domain($field)),* },)* }
            }
            fn into_domain(self) -> $domain {
                use $domain as Domain;
                match self { $(Self::$variant { $($field),* } =>
                    Domain::$variant { $($field: $crate::api::convert::Mirror::into_domain($field)),* },)* }
            }
        }
        $crate::api::convert::mirror_from!($wire, $domain);
    };
}

/// An enum of each side with the same variants, each of one value.
macro_rules! mirror_tuples {
    ($wire:path = $domain:path { $($variant:ident),* $(,)? }) => {
        impl $crate::api::convert::Mirror<$domain> for $wire {
            fn from_domain(it: $domain) -> Self {
                use $domain as Domain;
                match it { $(Domain::$variant(it) =>
                    Self::$variant($crate::api::convert::Mirror::from_domain(it)),)* }
            }
            fn into_domain(self) -> $domain {
                use $domain as Domain;
                match self { $(Self::$variant(it) =>
                    Domain::$variant($crate::api::convert::Mirror::into_domain(it)),)* }
            }
        }
        $crate::api::convert::mirror_from!($wire, $domain);
    };
}

macro_rules! mirror_from {
    ($wire:path, $domain:path) => {
        impl From<$domain> for $wire {
            fn from(it: $domain) -> Self {
                $crate::api::convert::Mirror::from_domain(it)
            }
        }
        impl From<$wire> for $domain {
            fn from(it: $wire) -> Self {
                $crate::api::convert::Mirror::into_domain(it)
            }
        }
    };
}

use {mirror, mirror_from, mirror_tuples, mirror_variants};

#[cfg(test)]
mod tests {
    use crate::api::{NumberedOperation, Operation, PushRequest};
    use crate::domain::{self, Action, Decision, Role, TicketId};

    #[test]
    fn an_operation_reads_the_same_after_the_journey() {
        let action = Action::Route {
            from: None,
            to: Role::Ba,
            decision: Decision::Overridden { suggested: Role::Am, reason: "an invoice".into() },
            knowledge: Some("2026.2-486bce".into()),
        };
        let operation = domain::Operation { ticket: TicketId(48201), action };
        let wire = Operation::from(operation.clone());
        let json = serde_json::to_string(&NumberedOperation {
            n: 1,
            id: "o".into(),
            fingerprint: "f".into(),
            operation: wire,
        })
        .unwrap();
        let read: NumberedOperation = serde_json::from_str(&json).unwrap();
        assert_eq!(domain::Operation::from(read.operation), operation);
    }

    #[test]
    fn a_wish_that_this_desk_does_not_know_is_refused_and_not_ignored() {
        let cases = [
            r#"{"type":"take","ticket":1,"until":5}"#,
            r#"{"type":"route","ticket":1,"to":"BA","decision":{"kind":"accepted","why":"x"}}"#,
            r#"{"type":"fly","ticket":1}"#,
        ];
        let body = |operation: &str| {
            format!(r#"{{"device":"d","operations":[{{"n":1,"id":"o","fingerprint":"f","operation":{operation}}}]}}"#)
        };
        assert!(serde_json::from_str::<PushRequest>(&body(r#"{"type":"take","ticket":1}"#)).is_ok());
        for operation in cases {
            let json = body(operation);
            assert!(serde_json::from_str::<PushRequest>(&json).is_err(), "{operation}");
        }
    }

    #[test]
    fn the_words_of_the_wire_are_those_of_the_desk() {
        for status in domain::Status::ALL {
            let wire = serde_json::to_value(crate::api::Status::from(*status)).unwrap();
            assert_eq!(wire, status.word());
        }
        for kind in domain::TicketType::ALL {
            assert_eq!(serde_json::to_value(crate::api::TicketType::from(*kind)).unwrap(), kind.word());
        }
        for role in Role::ALL {
            assert_eq!(serde_json::to_value(crate::api::Role::from(role)).unwrap(), role.code());
        }
    }
}
