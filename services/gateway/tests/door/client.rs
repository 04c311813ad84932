//! The client's files: encodings, caching, its own addresses, and nothing outside its folder.

use std::fs;
use std::path::PathBuf;

use http::Method;
use platform::testkit::{TestApp, User};

/// A folder as a build of the client leaves it; removed at the end.
struct Built(PathBuf);

impl Built {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("autolytiq-client-{}", rand_name()));
        fs::create_dir_all(folder.join("dist/assets")).unwrap();
        let write =
            |path: &str, text: &str| fs::write(folder.join("dist").join(path), text).unwrap();
        write("index.html", "<!doctype html><p>the client</p>");
        write("scheme.js", "plain");
        write("assets/index-a1b2.js", "plain");
        write("assets/index-a1b2.js.br", "as brotli");
        write("assets/index-a1b2.js.gz", "as gzip");
        write("assets/engine-c3.wasm", "\0asm");
        // Only packed, as in the program itself: "hello\n" by gzip.
        let packed = [
            0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0xe7, 2, 0, 0x20,
            0x30, 0x3a, 0x36, 6, 0, 0, 0,
        ];
        fs::write(folder.join("dist/assets/only-d4.css.gz"), packed).unwrap();
        fs::write(folder.join("secret.txt"), "secret").unwrap();
        Self(folder)
    }

    async fn app(&self) -> TestApp {
        let dist = self.0.join("dist");
        TestApp::builder([gateway::service()])
            .setting("CLIENT_DIR", dist.to_str().unwrap())
            .start()
            .await
    }
}

impl Drop for Built {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn rand_name() -> String {
    format!("{}-{:?}", std::process::id(), std::thread::current().id()).replace(['(', ')'], "")
}

#[tokio::test]
async fn every_address_of_the_client_is_its_first_page() {
    let built = Built::new();
    let app = built.app().await;
    let nobody = User::nobody();
    for page in ["/", "/deals", "/deals/0199-abc/desk", "/index.html"] {
        let answer = app.get(page, &nobody).await;
        assert_eq!(
            (answer.status, answer.text()),
            (200, "<!doctype html><p>the client</p>"),
            "{page}"
        );
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-cache");
    }
    // A file that is not there is not the first page: a script of an older build must fail as such.
    for missing in [
        "/assets/index-old.js",
        "/favicon.ico",
        "/assets/../../secret.txt",
        "/..%2fsecret.txt",
    ] {
        let answer = app.get(missing, &nobody).await;
        assert_eq!(answer.status, 404, "{missing}");
    }
    assert_eq!(app.call(Method::POST, "/deals").send().await.status, 405);
    let head = app.call(Method::HEAD, "/deals").send().await;
    assert_eq!((head.status, head.text()), (200, ""));
}

#[tokio::test]
async fn hashed_files_last_and_come_in_the_best_encoding() {
    let built = Built::new();
    let app = built.app().await;
    let get = |encodings: &'static str| {
        app.call(Method::GET, "/assets/index-a1b2.js")
            .header("accept-encoding", encodings)
            .send()
    };
    let best = get("gzip, deflate, br, zstd").await;
    assert_eq!(
        (best.text(), best.header("content-encoding")),
        ("as brotli", "br")
    );
    assert_eq!(
        best.header("content-type"),
        "text/javascript; charset=utf-8"
    );
    assert_eq!(
        best.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert!(best.header("vary").contains("accept-encoding"));
    let second = get("gzip, br;q=0").await;
    assert_eq!(
        (second.text(), second.header("content-encoding")),
        ("as gzip", "gzip")
    );
    let plain = get("identity").await;
    assert_eq!(
        (plain.text(), plain.header("content-encoding")),
        ("plain", "")
    );
    assert_ne!(plain.etag(), best.etag());
    let unpacked = app.get("/assets/only-d4.css", &User::nobody()).await;
    assert_eq!(
        (unpacked.text(), unpacked.header("content-encoding")),
        ("hello\n", "")
    );
    assert_eq!(unpacked.header("content-type"), "text/css; charset=utf-8");
    let wasm = app.get("/assets/engine-c3.wasm", &User::nobody()).await;
    assert_eq!(wasm.header("content-type"), "application/wasm");

    let known = app
        .call(Method::GET, "/assets/index-a1b2.js")
        .header("accept-encoding", "br")
        .header("if-none-match", best.etag())
        .send()
        .await;
    assert_eq!(
        (known.status, known.text(), known.etag()),
        (304, "", best.etag())
    );
}

#[tokio::test]
async fn browsers_are_told_what_to_keep_out() {
    let built = Built::new();
    let app = built.app().await;
    let page = app.get("/", &User::nobody()).await;
    let policy = page.header("content-security-policy");
    assert!(
        policy.contains("script-src 'self' 'wasm-unsafe-eval';"),
        "{policy}"
    );
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(!policy.contains("script-src 'self' 'unsafe-inline'"));
    assert_eq!(page.header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn a_client_that_is_not_there_is_said_openly() {
    let built = Built::new();
    fs::remove_dir_all(built.0.join("dist")).unwrap();
    fs::create_dir_all(built.0.join("dist")).unwrap();
    let app = built.app().await;
    let answer = app.get("/", &User::nobody()).await;
    assert_eq!(answer.status, 503);
    assert!(answer.text().contains("The client is not built"));
}
