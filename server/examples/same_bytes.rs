//! The baseline of `make bench`: a hand-written axum handler that sends the bytes of a file, and knows nothing else.
//!
//! `same_bytes FILE` prints the port it listens on and serves the file as a page until it is killed.

use axum::Router;
use axum::body::Bytes;
use axum::response::Html;
use axum::routing::get;

#[tokio::main]
#[expect(clippy::print_stdout, reason = "the bench reads the port from here")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("same_bytes FILE")?;
    let bytes = Bytes::from(std::fs::read(file)?);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    println!("{}", listener.local_addr()?.port());
    axum::serve(listener, Router::new().route("/", get(move || async move { Html(bytes) }))).await?;
    Ok(())
}
