//! placeholder
use super::{desk::Core, error::DeskError};
pub(super) fn generate(_core: &Core, _t: u64, _s: u64, _p: &mut dyn FnMut(u64)) -> Result<(), DeskError> {
    Ok(())
}
