//! The words of the `autolytiq` command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use uuid::Uuid;

/// Autolytiq, the dealership studio: desk a deal, tax it right, take it from draft to delivered.
///
/// Every setting is an environment variable; `autolytiq settings` lists them with what they are now.
#[derive(Parser)]
#[command(name = "autolytiq", version, propagate_version = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Run the whole studio in this process, with a private PostgreSQL unless DATABASE_URL names one
    Up(Up),
    /// Run one service, as one of several processes
    Serve {
        /// Which service
        service: ServiceName,
    },
    /// Bring the database to this version's schema
    Migrate,
    /// Make the demo dealership, or top it up to its full size; touches no other dealership
    Demo,
    /// Tax of a sale, in any state that has rules
    #[command(subcommand)]
    Tax(Tax),
    /// Figures of a deal: payment, tax, amount financed, lease, gross
    #[command(subcommand)]
    Desk(Desk),
    /// A dealership's own local rates: official files over the product's table
    #[command(subcommand)]
    Rates(Rates),
    /// Who buys a dealership's contracts, and their dated rate sheets
    #[command(subcommand)]
    Lenders(Lenders),
    /// List every setting, its value and where it came from
    Settings,
    /// Dealerships and the people who sign in
    #[command(subcommand)]
    User(User),
}

#[derive(Args)]
pub struct Up {
    /// Also make or top up the demo dealership, and print its sign-ins
    #[arg(long)]
    pub demo: bool,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum ServiceName {
    Gateway,
    Identity,
    Customers,
    Inventory,
    Deals,
    Notifications,
}

#[derive(Subcommand)]
pub enum Tax {
    /// JSON of a sale (or an array) on stdin, the assessment on stdout
    Quote,
}

#[derive(Subcommand)]
pub enum Desk {
    /// JSON of a deal (or an array) on stdin, every figure on stdout
    Quote,
    /// The payment schedule of a deal, payment by payment
    Schedule,
    /// What each line of a deal adds to its payment
    Effects,
    /// Term × down: {"deal", "terms", "downs", "target"} on stdin
    Grid,
    /// Roll to payment: {"deal", "target", "of", "levers", "terms"} on stdin
    Roll,
}

#[derive(Subcommand)]
pub enum Rates {
    /// Read an official file of rates and say what it would change
    Import(ImportRates),
    /// List the files that were imported, the newest first
    List {
        /// Whose; needed where there are several
        #[arg(long)]
        dealership: Option<Uuid>,
    },
    /// Show the rows of an import beside what held when it was read
    Diff {
        /// The import's id, as list shows it
        import: Uuid,
        #[arg(long)]
        dealership: Option<Uuid>,
        /// Also the rows that change nothing
        #[arg(long)]
        all: bool,
    },
    /// Apply an import: from now on its rows stand in for the table's
    Apply {
        import: Uuid,
        #[arg(long)]
        dealership: Option<Uuid>,
    },
    /// Take an applied import back: the rates are what they were without it
    Undo {
        import: Uuid,
        #[arg(long)]
        dealership: Option<Uuid>,
    },
}

#[derive(Args)]
pub struct ImportRates {
    /// The file, plain or in a ZIP archive: Streamlined rate or boundary file, California, Washington, Alabama,
    /// Illinois or Texas list, or the template state,county_fips,place_name,class,rate,from,to,source_url,cap,cap_rule
    pub file: PathBuf,
    /// Whose; needed where there are several
    #[arg(long)]
    pub dealership: Option<Uuid>,
    /// Two letters; a file of another state is refused
    #[arg(long)]
    pub state: Option<String>,
    /// The first day of the rates where the file has no dates: 2026-10-01
    #[arg(long)]
    pub effective: Option<tax::Date>,
    /// Apply it at once
    #[arg(long)]
    pub apply: bool,
}

#[derive(Subcommand)]
pub enum Lenders {
    /// List the lenders and their sheets that have not ended
    List {
        /// Whose; needed where there are several
        #[arg(long)]
        dealership: Option<Uuid>,
    },
    /// Read a lender's rate sheet and say what it would change
    Import(Box<ImportSheet>),
    /// Apply an import: from its first day on the sheet holds, and the edition before it ends
    Apply {
        /// The import's id, as import says it
        import: Uuid,
        #[arg(long)]
        dealership: Option<Uuid>,
    },
}

#[derive(Args)]
pub struct ImportSheet {
    /// The lender's name or id
    #[arg(long)]
    pub lender: String,
    /// The sheet's name; a later sheet of the same name supersedes it
    #[arg(long)]
    pub name: String,
    #[arg(long, value_enum, default_value = "retail")]
    pub kind: SheetKind,
    /// The first day it holds: 2026-12-01
    #[arg(long)]
    pub from: tax::Date,
    /// The last day it holds; open where left out
    #[arg(long)]
    pub to: Option<tax::Date>,
    /// Two letters; may be given more than once; those of the lender where left out
    #[arg(long)]
    pub state: Vec<String>,
    /// May be given more than once; every make where left out
    #[arg(long)]
    pub make: Vec<String>,
    /// May be given more than once; every model where left out
    #[arg(long)]
    pub model: Vec<String>,
    /// CSV of a retail or balloon sheet: tier, score_from, term_from, term_to, buy_rate_percent, …
    #[arg(long)]
    pub retail: Option<PathBuf>,
    /// CSV of a lease sheet's money factors
    #[arg(long)]
    pub factors: Option<PathBuf>,
    /// CSV of a lease sheet's residuals
    #[arg(long)]
    pub residuals: Option<PathBuf>,
    /// JSON of what of a lease sheet stands in no table: acquisition_fee, mileage, deposits, …
    #[arg(long)]
    pub lease: Option<PathBuf>,
    /// Whose; needed where there are several
    #[arg(long)]
    pub dealership: Option<Uuid>,
    /// Apply it at once
    #[arg(long)]
    pub apply: bool,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum SheetKind {
    Retail,
    Lease,
    Balloon,
}

#[derive(Subcommand)]
pub enum User {
    /// Make a dealership with its first rooftop and administrator (the password is read from stdin)
    NewDealership(Box<NewDealership>),
    /// Add a person to a dealership (the password is read from stdin)
    Add(NewUser),
    /// List the people of all dealerships, or of one
    List {
        #[arg(long)]
        dealership: Option<Uuid>,
    },
    /// Set a person's password (read from stdin) and end their sessions
    Password { email: String },
    /// Close a person's account and end their sessions
    Deactivate { email: String },
}

#[derive(Args)]
pub struct NewDealership {
    /// The group's name, "Harbor Motors"
    #[arg(long)]
    pub name: String,
    /// The first store's name
    #[arg(long)]
    pub rooftop: String,
    /// Its short code, which begins its deal numbers: "HM"
    #[arg(long)]
    pub code: String,
    #[arg(long)]
    pub street: String,
    #[arg(long)]
    pub city: String,
    #[arg(long)]
    pub county: String,
    /// Two letters
    #[arg(long)]
    pub state: String,
    #[arg(long)]
    pub zip: String,
    /// Time zone in which the store's days begin
    #[arg(long, default_value = "America/New_York")]
    pub timezone: String,
    /// The administrator's e-mail address
    #[arg(long)]
    pub email: String,
    /// The administrator's name
    #[arg(long)]
    pub admin_name: String,
}

#[derive(Args)]
pub struct NewUser {
    #[arg(long)]
    pub dealership: Uuid,
    #[arg(long)]
    pub email: String,
    #[arg(long)]
    pub name: String,
    /// sales, desk_manager, finance, general_manager, office or admin; may be given more than once
    #[arg(long, required = true)]
    pub role: Vec<String>,
}
