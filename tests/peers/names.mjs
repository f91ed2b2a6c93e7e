// Loaded before a peer (`node --import`): names under `.test` are this machine, as a host table would say. Nothing else is
// looked up, so that a peer never asks the network of whoever runs the tests.
import dns from 'node:dns';
import {syncBuiltinESMExports} from 'node:module';

const real = dns.lookup;
dns.lookup = (name, options, callback = options) => {
  const here = name === 'localhost' || name.endsWith('.test');
  if (here || /^[0-9.:]+$/.test(name)) {
    return real(here ? '127.0.0.1' : name, typeof options === 'function' ? {} : options, callback);
  }
  const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), {code: 'ENOTFOUND', hostname: name});
  process.nextTick(callback, error);
};
syncBuiltinESMExports();
