//! The room as a whole.

use super::*;
use crate::domain::Rule;

#[test]
fn an_invoice_goes_to_the_billing_analyst() {
    let request = Request { subject: "Invoice copy", body: "please resend the invoice", ..Request::default() };
    let suggestion = Router::new().suggest(&request);
    assert_eq!(suggestion.first().unwrap().role, Role::Ba);
    assert_eq!(suggestion.rule, Rule::Topic);
}
