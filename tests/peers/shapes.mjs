// Documents of every shape that published badges have, each signed by a library that knows nothing of us. Prints the port
// of the https host that serves what they refer to, then a line of JSON for each: its name, what to bring to a
// verifier, and what the library itself says of it. Serves until it is stopped.
import {host} from './https.mjs';
import {Place} from './shapes/keys.mjs';

// What a library says aside goes elsewhere.
const print = line => process.stdout.write(`${line}\n`);
console.log = console.warn = console.info = console.error = () => {};

const server = await host();
print(server.port);
const place = new Place(server);
for (const subject of ['suites', 'issuers', 'jwts', 'statuses', 'forms', 'dcc', 'longtail']) {
  const {shapes} = await import(`./shapes/${subject}.mjs`);
  for await (const {name, document, mediaType = 'application/vc', theirs} of shapes(place)) {
    const told = theirs && await theirs(document);
    const body = typeof document === 'string' ? document : JSON.stringify(document);
    print(JSON.stringify({name, mediaType, body, theirs: told}));
  }
}
print('{}');
process.stdin.resume();
process.stdin.on('end', () => process.exit());
