//! Badge classes and stacks as data files, their validation, rules and pictures.
