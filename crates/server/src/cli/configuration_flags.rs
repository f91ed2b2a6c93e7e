//! Every configuration key as a flag, made from the table of keys.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches};

use crate::configuration::{Flags, KEYS};

/// `--config`, and one flag a key: `--public-url` is `public_url`, `--issuer.name` is `issuer.name`.
#[derive(Clone, Debug, Default)]
pub(crate) struct ConfigurationFlags(pub(crate) Flags);

impl Args for ConfigurationFlags {
    fn augment_args(command: Command) -> Command {
        let file = Arg::new("config")
            .long("config")
            .value_name("FILE")
            .help("TOML file to read [default: badgewright.toml, if there is one]")
            .value_parser(clap::value_parser!(PathBuf));
        KEYS.iter().fold(command.arg(file), |command, key| {
            let help = match key.default {
                "" => key.meaning.to_owned(),
                default => format!("{} [default: {default}]", key.meaning),
            };
            command.arg(
                Arg::new(key.name)
                    .long(key.flag)
                    .value_name("VALUE")
                    .help(help)
                    .hide_short_help(key.name.contains('.'))
                    .help_heading("Configuration"),
            )
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for ConfigurationFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let mut flags = Self::default();
        flags.update_from_arg_matches(matches)?;
        Ok(flags)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        self.0.file = matches.get_one::<PathBuf>("config").cloned();
        let given = |name: &'static str| matches.get_one::<String>(name).map(|value| (name, value.clone()));
        self.0.keys = KEYS.iter().filter_map(|key| given(key.name)).collect();
        Ok(())
    }
}
