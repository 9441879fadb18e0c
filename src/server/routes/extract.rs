//! What handlers are given: who asks, what they ask. Each says itself what is wrong with a request.

use super::super::secrets;
use super::super::tokens::{self, Holder};
use super::App;
use super::answer::Failure;
use crate::api::{ProblemKind, REQUEST_LIMIT};
use crate::domain::Operator;
use crate::store::StoreError;
use axum::body::to_bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::{HeaderMap, header, request::Parts};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;

/// The operator whom the request's token names.
pub(super) struct Signed(pub Operator);

/// The same with their token, for what has to know whether it is still good when it is done.
pub(super) struct Held(pub Holder);

impl FromRequestParts<App> for Held {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let token = bearer(&parts.headers).ok_or_else(Failure::unauthorised)?;
        let digest = secrets::sha256(token.expose_secret().as_bytes());
        let holder = app.read::<_, StoreError>(move |tx| tokens::holder(tx, token.expose_secret())).await?;
        let rates = &app.core.rates;
        match holder {
            Some(holder) => {
                rates.welcome(digest, app.core.clock.uptime());
                app.core.presence.note(&holder.operator.id, app.core.clock.now());
                Ok(Held(holder))
            }
            None => {
                rates.forget(&digest);
                Err(Failure::unauthorised())
            }
        }
    }
}

impl FromRequestParts<App> for Signed {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let Held(holder) = Held::from_request_parts(parts, app).await?;
        Ok(Signed(holder.operator))
    }
}

pub(super) fn bearer(headers: &HeaderMap) -> Option<SecretString> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| SecretString::from(token.trim().to_string()))
}

/// The parameters of the query. One that is not known is an error: a misspelt limit must not read everything.
pub(super) struct Params<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Params<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Failure> {
        let Query(it) = Query::try_from_uri(&parts.uri).map_err(|error| Failure::invalid(error.body_text()))?;
        Ok(Params(it))
    }
}

/// The identifier in the path.
pub(super) struct Id(pub String);

impl FromRequestParts<App> for Id {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let id = Path::<String>::from_request_parts(parts, app).await;
        id.map(|Path(id)| Id(id)).map_err(|_| Failure::invalid("the identifier in the path cannot be read"))
    }
}

/// The body, JSON of a bounded size.
pub(super) struct Payload<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Payload<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &App) -> Result<Self, Failure> {
        let body = read(request).await?;
        body.map(Payload).map_err(|error| Failure::invalid(format!("the body is not as it should be: {error}")))
    }
}

/// A body that holds a secret: what is wrong with it is not told in its own words.
pub(super) struct SecretPayload<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for SecretPayload<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &App) -> Result<Self, Failure> {
        read(request).await?.map(SecretPayload).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            Failure::invalid(format!("the body is not as it should be at line {line} column {column}"))
        })
    }
}

async fn read<T: DeserializeOwned>(request: Request) -> Result<serde_json::Result<T>, Failure> {
    check_head(request.headers())?;
    // The only other failure is a connection that breaks, and then nobody reads the answer.
    let bytes = to_bytes(request.into_body(), REQUEST_LIMIT).await.map_err(|_| too_large())?;
    Ok(serde_json::from_slice(&bytes))
}

fn check_head(headers: &HeaderMap) -> Result<(), Failure> {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let kind = header(header::CONTENT_TYPE).and_then(|kind| kind.split(';').next()).unwrap_or_default();
    if !kind.trim().eq_ignore_ascii_case("application/json") {
        return Err(Failure::new(ProblemKind::UnsupportedMediaType, "the body has to be application/json"));
    }
    let announced = header(header::CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok());
    if announced.is_some_and(|length| length > REQUEST_LIMIT) { Err(too_large()) } else { Ok(()) }
}

fn too_large() -> Failure {
    Failure::new(ProblemKind::TooLarge, format!("a request may have {REQUEST_LIMIT} bytes"))
        .hint("send it in several requests")
}
