//! Services under test, each on a port of its own.

use std::collections::BTreeMap;
use std::future::pending;
use std::net::SocketAddr;
use std::ops::Deref;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_postgres::Client;
use tokio_postgres::config::Host;
use utoipa::openapi::OpenApi;
use uuid::Uuid;

use super::call::{Front, User};
use super::cluster::{OwnPostgres, Server, Shared, test_key};
use super::database::{TestDatabase, owner};
use crate::auth::issue::{KeySet, Signer};
use crate::auth::{Claims, KeySource};
use crate::clock::Clock;
use crate::db::Place;
use crate::host::{Foundation, Running};
use crate::http::serve;
use crate::service::{Platform, Service};
use crate::settings::Settings;

/// Services under test. Calls without [`TestApp::on`] go to the first of them.
///
/// Relays and jobs do not run by themselves: [`TestApp::deliver_events`] does their work when the test says so.
pub struct TestApp {
    front: Front,
    fronts: BTreeMap<&'static str, Front>,
    running: Running,
    signer: Signer,
    clock: Clock,
    own_postgres: Option<OwnPostgres>,
    place: Place,
    // Fields are dropped in this order: first the servers, then their database, which may stop PostgreSQL.
    _servers: JoinSet<()>,
    database: Arc<TestDatabase>,
}

/// How services under test are set up.
pub struct Builder {
    services: Vec<Service>,
    variables: BTreeMap<String, String>,
    clock: Clock,
    signer: Option<Signer>,
    identity_keys: bool,
    own_postgres: bool,
    background: bool,
    database: Option<(Place, Arc<TestDatabase>)>,
}

impl Builder {
    /// With a setting, as in the environment.
    pub fn setting(mut self, name: &str, value: &str) -> Self {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    /// With the keys of another app, so that users of one are known to the other.
    pub fn keys_of(mut self, other: &TestApp) -> Self {
        self.signer = Signer::from_pkcs8(other.signer.pkcs8()).ok();
        self
    }

    /// With a clock that the test moves.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Tokens are verified with identity's own keys; users come from its sign-in and not from [`TestApp::user`].
    pub fn identity_keys(mut self) -> Self {
        self.identity_keys = true;
        self
    }

    /// With relays and jobs running by themselves, as outside of tests.
    pub fn background(mut self) -> Self {
        self.background = true;
        self
    }

    /// On the database of another app, as its second replica, with its keys and its clock.
    pub fn beside(mut self, other: &TestApp) -> Self {
        self.database = Some((other.place.clone(), other.database.clone()));
        self.clock = other.clock.clone();
        self.keys_of(other)
    }

    /// With a PostgreSQL of its own, which the test may stop and kill.
    pub fn own_postgres(mut self) -> Self {
        self.own_postgres = true;
        self
    }

    /// Starts them.
    pub async fn start(self) -> TestApp {
        crate::telemetry::start("error").expect("a log filter");
        let mut own_postgres = None;
        let (place, database) = match self.database {
            Some(shared) => shared,
            None => {
                let server: Arc<dyn Server> = if self.own_postgres {
                    let own = blocking(OwnPostgres::start_new).await;
                    own_postgres = Some(own.clone());
                    Arc::new(own)
                } else {
                    blocking(Shared::get).await
                };
                let database = TestDatabase::clone_for(server, &self.services).await;
                (database.place(), Arc::new(database))
            }
        };
        let signer = match self.signer {
            Some(signer) => signer,
            None => Signer::generate().expect("a key"),
        };
        let keys = KeySource::Fixed(KeySet {
            keys: vec![signer.jwk().clone()],
        });
        let foundation = Foundation {
            settings: Arc::new(Settings::from_variables(&self.variables).expect("good settings")),
            key: test_key(),
            place: place.clone(),
            clock: self.clock.clone(),
            neighbours: false,
            keys: if self.identity_keys { None } else { Some(keys) },
        };
        let mut running =
            Running::assemble(&foundation, &self.services).expect("the services go together");
        if self.background {
            running.start_background();
        }
        let mut servers = JoinSet::new();
        let mut fronts = BTreeMap::new();
        for service in &self.services {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
            let address = listener.local_addr().expect("its address");
            let router = running.router(service.name()).expect("its router");
            servers.spawn(async move {
                let _ = serve(listener, router, pending()).await;
            });
            fronts.insert(service.name(), Front::new(address));
        }
        let first = self.services.first().expect("at least one service").name();
        TestApp {
            front: fronts[first].clone(),
            fronts,
            running,
            signer,
            clock: self.clock,
            own_postgres,
            place,
            _servers: servers,
            database,
        }
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work)
        .await
        .expect("it does not panic")
}

impl TestApp {
    /// Services with everything as usual.
    pub async fn start(services: impl IntoIterator<Item = Service>) -> Self {
        Self::builder(services).start().await
    }

    /// Services with something out of the ordinary.
    pub fn builder(services: impl IntoIterator<Item = Service>) -> Builder {
        Builder {
            services: services.into_iter().collect(),
            variables: BTreeMap::new(),
            clock: Clock::system(),
            signer: None,
            identity_keys: false,
            own_postgres: false,
            background: false,
            database: None,
        }
    }

    /// A dealership that nobody else has.
    pub fn dealership(&self) -> Uuid {
        Uuid::now_v7()
    }

    /// A new user of a dealership with these permissions and all rooftops.
    pub fn user(&self, dealership: Uuid, permissions: &[&str]) -> User {
        self.user_with(dealership, permissions, |_| {})
    }

    /// A new user with these roles in the token, for what goes by role.
    pub fn user_with_roles(&self, dealership: Uuid, permissions: &[&str], roles: &[&str]) -> User {
        self.user_with(dealership, permissions, |claims| {
            claims.roles = roles.iter().map(|role| (*role).to_owned()).collect();
        })
    }

    /// A user whose claims the test changes: rooftops, name, times.
    pub fn user_with(
        &self,
        dealership: Uuid,
        permissions: &[&str],
        change: impl FnOnce(&mut Claims),
    ) -> User {
        let now = self.clock.seconds();
        let mut claims = Claims::new(Uuid::now_v7(), dealership, "Test User", now, 900);
        claims.perms = permissions
            .iter()
            .map(|permission| (*permission).to_owned())
            .collect();
        change(&mut claims);
        let token = self.signer.sign(&claims).expect("a token");
        User {
            id: claims.sub,
            dealership: claims.did,
            token: Some(token),
        }
    }

    /// The key that signs the tokens of [`TestApp::user`].
    pub fn signer(&self) -> &Signer {
        &self.signer
    }

    /// Another of the services.
    pub fn on(&self, service: &str) -> &Front {
        self.fronts
            .get(service)
            .unwrap_or_else(|| panic!("{service} was not started"))
    }

    /// A program that listens on a port of this machine.
    pub fn at(&self, port: u16) -> Front {
        Front::new(SocketAddr::from(([127, 0, 0, 1], port)))
    }

    /// What a service stands on, to prepare what its API cannot.
    pub fn platform(&self, service: &str) -> &Platform {
        self.running
            .platform(service)
            .unwrap_or_else(|| panic!("{service} was not started"))
    }

    /// A service's OpenAPI document.
    pub fn openapi(&self, service: &str) -> &OpenApi {
        self.running
            .openapi(service)
            .unwrap_or_else(|| panic!("{service} was not started"))
    }

    /// Delivers all facts that are due, and those that come of it; says how many.
    pub async fn deliver_events(&self) -> usize {
        self.running
            .deliver_events()
            .await
            .expect("events can be delivered")
    }

    /// Asks the services to stop, as the end of a process does.
    pub async fn stop(&mut self) {
        self.running.stop().await;
    }

    /// The database itself, for migrations.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// A connection as the database's owner, to look behind the API.
    pub async fn owner(&self) -> Client {
        owner(&self.place).await
    }

    /// A connection as a service's runtime role, without any tenant set.
    pub async fn runtime_role(&self, service: &str) -> Client {
        let role = crate::db::role(service);
        let mut config = self.place.owner();
        config
            .user(&role)
            .password(crate::db::password(&test_key(), &role))
            .options(format!("-c search_path={service}"));
        owner(&Place::new(config)).await
    }

    /// What tells a program that runs apart where this database is, and with which key: `DATABASE_URL` and
    /// `MASTER_KEY`.
    pub fn environment(&self) -> [(&'static str, String); 2] {
        let owner = self.place.owner();
        let host = match owner.get_hosts().first() {
            Some(Host::Unix(folder)) => folder.display().to_string(),
            Some(Host::Tcp(name)) => name.clone(),
            None => "localhost".to_owned(),
        };
        let password = String::from_utf8_lossy(owner.get_password().unwrap_or_default());
        let url = format!(
            "postgres:///{}?host={host}&user={}&password={password}",
            owner.get_dbname().unwrap_or_default(),
            owner.get_user().unwrap_or_default(),
        );
        [("DATABASE_URL", url), ("MASTER_KEY", test_key().to_hex())]
    }

    /// The PostgreSQL of [`Builder::own_postgres`].
    pub fn postgres(&self) -> &OwnPostgres {
        self.own_postgres
            .as_ref()
            .expect("started with own_postgres()")
    }
}

impl Deref for TestApp {
    type Target = Front;
    fn deref(&self) -> &Front {
        &self.front
    }
}
