// An https server for a test: documents that it is given, else what a service behind it answers.
// `node https.mjs` prints its port, then reads lines of JSON on stdin, {"upstream": "http://…"} or {"documents": {path: …}},
// and prints a line when each is done.
// Certificate and key are PEM files, named by PEER_CERTIFICATE and PEER_KEY.
import {readFileSync} from 'node:fs';
import {request} from 'node:http';
import {createServer} from 'node:https';
import {createInterface} from 'node:readline';
import {pathToFileURL} from 'node:url';

/** Starts one; documents are texts, or objects served as JSON, or `{type, body}`, by path. */
export async function host(documents = {}) {
  const state = {documents, upstream: null, port: 0, close: () => server.close()};
  const options = {cert: readFileSync(process.env.PEER_CERTIFICATE), key: readFileSync(process.env.PEER_KEY)};
  const server = createServer(options, (asked, answer) => {
    const found = state.documents[asked.url];
    if (found !== undefined) {
      const {type, body} = found?.body === undefined ? {type: 'application/json', body: found} : found;
      answer.writeHead(200, {'content-type': type});
      answer.end(typeof body === 'string' ? body : JSON.stringify(body));
    } else if (state.upstream) {
      forward(asked, answer, state.upstream);
    } else {
      answer.writeHead(404);
      answer.end();
    }
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  state.port = server.address().port;
  return state;
}

function forward(asked, answer, upstream) {
  const behind = request(upstream + asked.url, {method: asked.method, headers: asked.headers}, back => {
    answer.writeHead(back.statusCode, back.headers);
    back.pipe(answer);
  });
  behind.on('error', () => answer.destroy());
  asked.pipe(behind);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const state = await host();
  console.log(state.port);
  for await (const line of createInterface({input: process.stdin})) {
    Object.assign(state, JSON.parse(line));
    console.log('done');
  }
  process.exit();
}
