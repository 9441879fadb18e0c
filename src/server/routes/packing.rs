//! Packing what is large: zstd, else gzip, if the client takes it.
//!
//! A body is packed whole, as it is in memory anyway: it keeps a length, and nothing waits in a packer for more.
//! Routes that answer to a secret, and the stream, are not wrapped in this.

use super::App;
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use std::io::Write;

/// Smaller bodies fit into a packet or two as they are.
const FROM: u64 = 1024;
/// What shrinks to less than this part is sent as it is: whoever unpacks it could take it for a trap, and a customer
/// who writes one letter a million times is not to hold up anybody.
const RATIO: usize = 100;
/// Beyond this, time costs more than bytes save.
const ZSTD_LEVEL: i32 = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Zstd,
    Gzip,
}

pub(super) async fn pack(State(app): State<App>, request: Request, next: Next) -> Response {
    let way = accepted(request.headers());
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    let Some(way) = way.filter(|_| response.status().is_success()) else { return response };
    match response.body().size_hint().exact() {
        Some(FROM..) => packed(&app, way, response).await,
        // What has no length yet is not in memory.
        _ => response,
    }
}

async fn packed(app: &App, way: Way, response: Response) -> Response {
    let (mut head, body) = response.into_parts();
    // It is in memory: nothing can fail, and nothing is read.
    let plain = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let original = plain.clone();
    let small = app.blocking(move || shrunk(way, &plain)).await.ok().flatten();
    let Some(small) = small else { return Response::from_parts(head, Body::from(original)) };
    head.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(small.len()));
    let word = match way {
        Way::Zstd => "zstd",
        Way::Gzip => "gzip",
    };
    head.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(word));
    Response::from_parts(head, Body::from(small))
}

/// None if it is not worth it, or too much so.
fn shrunk(way: Way, plain: &Bytes) -> Option<Vec<u8>> {
    let small = match way {
        Way::Zstd => zstd::bulk::compress(plain, ZSTD_LEVEL).ok()?,
        Way::Gzip => {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packer.write_all(plain).ok()?;
            packer.finish().ok()?
        }
    };
    (small.len() < plain.len() && small.len().saturating_mul(RATIO) >= plain.len()).then_some(small)
}

/// The first of ours that the client takes at all.
fn accepted(headers: &HeaderMap) -> Option<Way> {
    let lines = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let taken: Vec<&str> = lines.flat_map(|line| line.split(',')).filter_map(taken).collect();
    let takes = |word: &str| taken.iter().any(|it| it.eq_ignore_ascii_case(word));
    match () {
        () if takes("zstd") => Some(Way::Zstd),
        () if takes("gzip") => Some(Way::Gzip),
        () => None,
    }
}

/// The word of an item such as `gzip;q=0.5`, unless it says no.
fn taken(item: &str) -> Option<&str> {
    let mut parts = item.split(';').map(str::trim);
    let word = parts.next()?;
    let weight = parts.find_map(|part| part.strip_prefix("q=")).map(|weight| weight.parse::<f32>());
    // One that cannot be read is no yes.
    matches!(weight, None | Some(Ok(0.001..))).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seam::{Rng, Seeded};

    #[test]
    fn zstd_goes_before_gzip_and_what_is_not_taken_is_not_sent() {
        let ask = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, text.parse().unwrap());
            accepted(&headers)
        };
        for text in ["zstd", "gzip, ZSTD", "gzip;q=1.0,zstd ; q=0.2", "br, zstd"] {
            assert_eq!(ask(text), Some(Way::Zstd), "{text}");
        }
        for text in ["gzip", "zstd;q=0, gzip", "zstd;q=x,gzip;q=0.1"] {
            assert_eq!(ask(text), Some(Way::Gzip), "{text}");
        }
        for text in ["", "identity", "br", "gzip;q=0", "gzip;q=0.000", "*"] {
            assert_eq!(ask(text), None, "{text}");
        }
        assert_eq!(accepted(&HeaderMap::new()), None);
    }

    #[test]
    fn what_does_not_shrink_or_shrinks_too_much_is_left_as_it_is() {
        let mut noise = vec![0; 4_096];
        Seeded::new(1).fill(&mut noise);
        let rows =
            (0..500).map(|n| format!("{{\"id\":{n},\"subject\":\"Cross connect {}\"}}", n * 7_919)).collect::<String>();
        for way in [Way::Zstd, Way::Gzip] {
            assert_eq!(shrunk(way, &noise.clone().into()), None);
            assert_eq!(shrunk(way, &vec![b'a'; 1024 * 1024].into()), None);
            let small = shrunk(way, &rows.clone().into()).unwrap();
            assert!(small.len() * 2 < rows.len());
        }
    }
}
