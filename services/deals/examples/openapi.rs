//! Prints the service's OpenAPI document: `cargo run -p deals --example openapi`.

fn main() {
    match deals::api::routes().to_openapi().to_pretty_json() {
        Ok(document) => println!("{document}"),
        Err(error) => eprintln!("{error}"),
    }
}
