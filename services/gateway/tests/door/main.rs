//! The gateway from outside, with the services behind it in the same process and apart.

mod client;
mod house;
mod origins;
mod passing;
mod sockets;
mod whole;
