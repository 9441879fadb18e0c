//! What is worth keeping between two frames. Belongs to the runtime; dropping it changes no cell of the screen.

use super::widgets::conversation;

#[derive(Debug, Default)]
pub struct Cache {
    /// Wrapped text: the one thing that is dear to draw.
    pub conversations: conversation::Cache,
}
