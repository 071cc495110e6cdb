mod requests;
mod sockets;
mod support;
