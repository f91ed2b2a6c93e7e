// `jsonld` as a peer: the first line of stdin maps the URLs of contexts to their texts; of each further line, a document, it
// prints the canonical form, or why in its safe mode there is none.
import {createInterface} from 'node:readline';
import jsonld from 'jsonld';

let contexts;
async function documentLoader(url) {
  if (!contexts.has(url)) {
    throw new Error(`${url} is not pinned`);
  }
  return {contextUrl: null, documentUrl: url, document: contexts.get(url)};
}

async function canonize(document) {
  try {
    // As `@digitalbazaar/vc` has it: nothing may be lost, and a direction is kept in a datatype.
    const options = {algorithm: 'RDFC-1.0', safe: true, documentLoader, rdfDirection: 'i18n-datatype'};
    const canonizeOptions = {maxWorkFactor: Infinity};
    return {form: await jsonld.canonize(document, {...options, canonizeOptions})};
  } catch (error) {
    const {code, event} = error.details ?? {};
    return {error: [error.name, code ?? event?.code ?? error.message, JSON.stringify(event?.details)].join(' ')};
  }
}

for await (const line of createInterface({input: process.stdin})) {
  if (contexts) {
    console.log(JSON.stringify(await canonize(JSON.parse(line))));
  } else {
    contexts = new Map(Object.entries(JSON.parse(line)).map(([url, text]) => [url, JSON.parse(text)]));
  }
}
