//! The body of an answer as it comes in: unpacked if the desk has packed it, and bounded however it came.
//!
//! What a desk of ours sends never grows so much; what does was made to fill the memory of whoever unpacks it.

use super::{ANSWER_LIMIT, Head, TransportError};
use std::io::{self, Write};
use zstd::stream::write::Decoder;

/// How an answer may be packed, as asked for.
pub const ACCEPTED: &str = "zstd";
/// So many bytes may become of one.
pub const RATIO_LIMIT: usize = 200;
/// How far back an answer may refer to itself, as a power of two: what is kept in memory beside it.
const WINDOW_LOG: u32 = 23;

/// Takes in the pieces of one body.
pub struct Body {
    /// Bytes as they came.
    raw: usize,
    way: Way,
}

enum Way {
    Plain(Bounded),
    Zstd(Box<Decoder<'static, Bounded>>),
}

#[derive(Default)]
struct Bounded {
    bytes: Vec<u8>,
    most: usize,
}

impl Write for Bounded {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + piece.len() > self.most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(piece);
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Body {
    pub fn under(head: &Head) -> Result<Body, TransportError> {
        let way = match head.header("content-encoding").map(str::trim) {
            None | Some("identity") => Way::Plain(Bounded { most: ANSWER_LIMIT, ..Bounded::default() }),
            Some("zstd") => Way::Zstd(Box::new(decoder().map_err(unreadable)?)),
            Some(other) => return Err(TransportError::Packed(format!("as `{other}`, which nobody asked for"))),
        };
        Ok(Body { raw: 0, way })
    }

    pub fn take(&mut self, piece: &[u8]) -> Result<(), TransportError> {
        self.raw = self.raw.saturating_add(piece.len());
        match &mut self.way {
            Way::Plain(bounded) => bounded.write_all(piece).map_err(|_| TransportError::TooLarge),
            Way::Zstd(decoder) => {
                let most = self.raw.saturating_mul(RATIO_LIMIT).min(ANSWER_LIMIT);
                decoder.get_mut().most = most;
                decoder.write_all(piece).and_then(|()| decoder.flush()).map_err(|error| match error.kind() {
                    io::ErrorKind::FileTooLarge if most == ANSWER_LIMIT => TransportError::TooLarge,
                    io::ErrorKind::FileTooLarge => TransportError::Inflated,
                    _ => unreadable(error),
                })
            }
        }
    }

    pub fn whole(self) -> Vec<u8> {
        match self.way {
            Way::Plain(bounded) => bounded.bytes,
            Way::Zstd(decoder) => decoder.into_inner().bytes,
        }
    }
}

fn decoder() -> io::Result<Decoder<'static, Bounded>> {
    let mut decoder = Decoder::new(Bounded::default())?;
    decoder.window_log_max(WINDOW_LOG)?;
    Ok(decoder)
}

fn unreadable(error: io::Error) -> TransportError {
    TransportError::Packed(format!("and cannot be unpacked ({error})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(encoding: &str) -> Head {
        Head { status: 200, headers: vec![("content-encoding".into(), encoding.into())] }
    }

    /// What becomes of a body that comes in pieces of that size.
    fn unpacked(encoding: &str, body: &[u8], piece: usize) -> Result<Vec<u8>, TransportError> {
        let mut taken = Body::under(&head(encoding))?;
        body.chunks(piece).try_for_each(|piece| taken.take(piece))?;
        Ok(taken.whole())
    }

    /// Text that packs about as well as tickets do.
    fn tickets() -> Vec<u8> {
        (0..20_000)
            .map(|n: u64| format!("{{\"id\":{n},\"at\":{}}}", n.wrapping_mul(n) * 7_919))
            .collect::<String>()
            .into()
    }

    #[test]
    fn what_was_packed_is_read_in_whatever_pieces_it_comes() {
        let text = tickets();
        let packed = zstd::bulk::compress(&text, 3).unwrap();
        assert!(packed.len() < text.len() / 2);
        for piece in [1, 1_000, usize::MAX] {
            assert_eq!(unpacked("zstd", &packed, piece).unwrap(), text);
            assert_eq!(unpacked("identity", &packed, piece).unwrap(), packed);
        }
    }

    #[test]
    fn a_bomb_is_given_up_before_it_fills_the_memory() {
        for megabytes in [1, 60, 300] {
            let zeros = vec![0; 1024 * 1024];
            let mut bomb = zstd::stream::write::Encoder::new(Vec::new(), 3).unwrap();
            (0..megabytes).for_each(|_| bomb.write_all(&zeros).unwrap());
            let bomb = bomb.finish().unwrap();
            assert!(bomb.len() < megabytes * 1024 * 1024 / RATIO_LIMIT);
            for piece in [1, 1_000, usize::MAX] {
                let mut body = Body::under(&head("zstd")).unwrap();
                let refused = bomb.chunks(piece).try_for_each(|piece| body.take(piece)).unwrap_err();
                assert_eq!(refused, TransportError::Inflated);
                assert!(body.whole().len() <= bomb.len() * RATIO_LIMIT);
            }
        }
    }

    #[test]
    fn what_is_larger_than_any_answer_is_given_up_packed_or_not() {
        let mut large = Vec::new();
        while large.len() <= ANSWER_LIMIT {
            large.extend(tickets());
        }
        let packed = zstd::bulk::compress(&large, 1).unwrap();
        assert!(packed.len() > ANSWER_LIMIT / RATIO_LIMIT);
        for (encoding, body) in [("identity", &large), ("zstd", &packed)] {
            assert_eq!(unpacked(encoding, body, 1024 * 1024), Err(TransportError::TooLarge), "{encoding}");
        }
    }

    #[test]
    fn what_cannot_be_unpacked_is_said_to_be_so() {
        let mut broken = zstd::bulk::compress(&tickets(), 3).unwrap();
        broken[3] ^= 0xFF;
        // Refers back further than anybody keeps.
        let mut far = zstd::stream::write::Encoder::new(Vec::new(), 3).unwrap();
        far.window_log(27).unwrap();
        far.write_all(&tickets()).unwrap();
        let far = far.finish().unwrap();
        for (encoding, body) in [("zstd", broken), ("zstd", far), ("br", tickets()), ("zstd", tickets())] {
            let error = unpacked(encoding, &body, usize::MAX).unwrap_err();
            assert!(matches!(error, TransportError::Packed(_)), "{error}");
        }
    }
}
