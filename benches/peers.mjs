// node peers.mjs CRITERION SSI NODE RESULTS: puts what Criterion and the peers measured beside each other.
import {readFileSync, writeFileSync} from 'node:fs';
import {arch, cpus, platform} from 'node:os';

const [criterion, ssi, node, results] = process.argv.slice(2);

/** The median that Criterion estimated, in microseconds. */
function ours(operation, name) {
  const path = `${criterion}/${operation}/${name}/new/estimates.json`;
  return JSON.parse(readFileSync(path, 'utf8')).median.point_estimate / 1e3;
}

const peers = {'ssi 0.16': JSON.parse(ssi), '@digitalbazaar/vc (Node)': JSON.parse(node)};
const rows = [];
for (const operation of ['sign', 'verify']) {
  const raw = ours(operation, 'raw');
  // The last column is against the raw signature of the same process, whose library and whose disturbances are its own.
  const add = (who, micros, rawHere) => rows.push({operation, who, micros, timesDalek: micros / raw, timesOwnRaw: micros / rawHere});
  add('ed25519-dalek', raw, raw);
  add('badgewright', ours(operation, 'badgewright'), raw);
  add('oxjsonld + oxrdf', ours(operation, 'general'), raw);
  for (const [who, measured] of Object.entries(peers)) {
    add(who, measured[operation].peer, measured[operation].raw);
  }
}

const figure = number => number.toFixed(number < 10 ? 2 : number < 100 ? 1 : 0);
console.log('| operation | by | µs | × ed25519-dalek | × raw in its process |\n|---|---|---|---|---|');
for (const {operation, who, micros, timesDalek, timesOwnRaw} of rows) {
  console.log(`| ${operation} | ${who} | ${figure(micros)} | ${figure(timesDalek)} | ${figure(timesOwnRaw)} |`);
}

const machine = {cpu: cpus()[0]?.model, cores: cpus().length, platform: platform(), arch: arch()};
const round = ({micros, timesDalek, timesOwnRaw, ...row}) =>
  ({...row, micros: Number(micros.toFixed(2)), timesDalek: Number(timesDalek.toFixed(2)), timesOwnRaw: Number(timesOwnRaw.toFixed(2))});
writeFileSync(`${results}/peers.json`, JSON.stringify({machine, rows: rows.map(round)}, null, 2) + '\n');
const table = rows.map(round).map(row => [row.operation, `"${row.who}"`, row.micros, row.timesDalek, row.timesOwnRaw].join(','));
writeFileSync(`${results}/peers.csv`, ['operation,by,micros,times_dalek,times_own_raw', ...table].join('\n') + '\n');
