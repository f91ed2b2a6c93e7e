//! The command line: what each command takes, and which module carries it out.

mod badge;
mod bake;
mod client;
mod completions_file;
mod configuration_flags;
mod extract;
mod issue;
mod key;
mod openapi;
mod output;
mod serve;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use self::configuration_flags::ConfigurationFlags;

/// Issue, host, revoke and verify Open Badges 3.0 credentials.
#[derive(Debug, Parser)]
#[command(name = "badgewright", version, args_conflicts_with_subcommands = true, after_help = EXAMPLES)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    /// Without a command it is `serve`.
    #[command(flatten)]
    serve: serve::Arguments,
}

const EXAMPLES: &str = "\
Examples:
  badgewright                                   Start the service at http://localhost:8080
  badgewright verify badge.png                  Verify a badge from a picture
  badgewright serve --public-url https://badges.example.org";

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Arguments),
    Issue(issue::Arguments),
    Verify(verify::Arguments),
    Bake(bake::Arguments),
    Extract(extract::Arguments),
    Key(key::Arguments),
    Client(client::Arguments),
    Badge(badge::Arguments),
    Openapi(openapi::Arguments),
}

/// Reads the command line and does what it says.
pub(crate) fn run() -> ExitCode {
    let arguments = CommandLine::parse();
    match arguments.command.unwrap_or(Command::Serve(arguments.serve)) {
        Command::Serve(arguments) => serve::run(arguments),
        Command::Issue(arguments) => issue::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Bake(arguments) => bake::run(&arguments),
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Key(arguments) => key::run(arguments),
        Command::Client(arguments) => client::run(arguments),
        Command::Badge(arguments) => badge::run(&arguments),
        Command::Openapi(arguments) => openapi::run(&arguments),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::CommandLine;

    #[test]
    fn no_two_arguments_contradict_each_other() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn every_command_has_an_example_beside_its_usage() {
        for command in CommandLine::command().get_subcommands_mut() {
            let name = format!("badgewright {}", command.get_name());
            let help = command.render_long_help().to_string();
            assert!(help.contains(&name), "{help}");
        }
    }
}
