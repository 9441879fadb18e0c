//! The last line: the keys that work here and now, from the command table.

use crate::console::command::{Command, Entry, TABLE, why_not};
use crate::console::keymap::Meaning;
use crate::console::model::Model;
use crate::console::text::width;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the keys of what can be done, the most useful first (while somebody is on the telephone, the one that
/// identifies them; while a reply lingers, the one that takes it back); of a sequence under way, what may follow.
pub fn view(model: &Model, area: Rect, buf: &mut Buffer) {
    let look = model.look();
    buf.set_style(area, look.style("ui.status"));
    let mut x = area.x;
    for (key, title) in hints(model) {
        let cells = u16::try_from(width(&key) + width(&title) + 3).unwrap_or(u16::MAX);
        if x.saturating_add(cells) > area.right().saturating_add(2) {
            break;
        }
        let (after, _) = buf.set_stringn(x, area.y, &key, usize::from(area.right() - x), look.style("ui.key"));
        let left = usize::from(area.right().saturating_sub(after));
        let (after, _) = buf.set_stringn(after, area.y, format!(" {title}"), left, look.style("ui.status"));
        x = after + 2;
    }
}

/// All of them, to be read.
pub fn words(model: &Model) -> String {
    hints(model).into_iter().map(|(key, title)| format!("{key} {title}")).collect::<Vec<_>>().join(", ")
}

fn hints(model: &Model) -> Vec<(String, String)> {
    let context = model.context();
    if !model.typed.is_empty()
        && let Meaning::Prefix(follow) = model.keymap.meaning(context, &model.typed)
    {
        let named = |(key, command)| Some((key, title(model, command)?));
        return follow.into_iter().filter_map(named).collect();
    }
    let mut entries: Vec<_> = TABLE.iter().filter(|entry| entry.hint > 0 && entry.works_in(context)).collect();
    let (calling, lingers) = (model.is_calling(), model.would_take_reply());
    let first = |entry: &Entry| match entry.command {
        Command::Identify => calling,
        Command::Undo => lingers,
        _ => false,
    };
    entries.sort_by_key(|entry| std::cmp::Reverse(if first(entry) { u8::MAX } else { entry.hint }));
    let possible = entries.into_iter().filter(|entry| why_not(entry.command, model).is_none());
    possible
        .filter_map(|entry| {
            let key = model.key_of(context, entry.command);
            let short = match entry.command {
                Command::Undo if lingers => model.words.text("hint-take-back"),
                _ => entry.short(&model.words),
            };
            (!key.is_empty()).then(|| (key, short.into_owned()))
        })
        .collect()
}

fn title(model: &Model, command: Command) -> Option<String> {
    crate::console::command::entry(command).map(|entry| entry.title(&model.words).into_owned())
}
