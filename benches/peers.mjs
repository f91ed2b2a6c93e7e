// node peers.mjs ROUNDS SSI NODE RESULTS: puts what Criterion measured, in a folder a round, and the peers beside each other.
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {arch, cpus, platform} from 'node:os';

const [rounds, ssi, node, results] = process.argv.slice(2);

const median = numbers => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/** The medians that Criterion estimated in each round, in microseconds. */
function ours(operation, name) {
  return readdirSync(rounds).map(round => {
    const path = `${rounds}/${round}/${operation}/${name}/new/estimates.json`;
    return JSON.parse(readFileSync(path, 'utf8')).median.point_estimate / 1e3;
  });
}

const peers = {'ssi 0.16': JSON.parse(ssi), '@digitalbazaar/vc (Node)': JSON.parse(node)};
const rows = [];
for (const operation of ['sign', 'verify']) {
  const raw = ours(operation, 'raw');
  const names = {'ed25519-dalek': 'raw', badgewright: 'badgewright', 'oxjsonld + oxrdf': 'general'};
  for (const [who, name] of Object.entries(names)) {
    const micros = ours(operation, name);
    rows.push({operation, who, micros: median(micros), timesRaw: median(micros.map((time, round) => time / raw[round]))});
  }
  // Against the raw signature of the same process, whose disturbances are its own: dalek's for `ssi`, Node's own for Node.
  for (const [who, measured] of Object.entries(peers)) {
    const {peer, raw} = measured[operation];
    rows.push({operation, who, micros: peer, timesRaw: peer / raw});
  }
}

const figure = number => number.toFixed(number < 10 ? 2 : number < 100 ? 1 : 0);
console.log('| operation | by | µs | × raw in its process |\n|---|---|---|---|');
for (const {operation, who, micros, timesRaw} of rows) {
  console.log(`| ${operation} | ${who} | ${figure(micros)} | ${figure(timesRaw)} |`);
}

const machine = {cpu: cpus()[0]?.model, cores: cpus().length, platform: platform(), arch: arch()};
const round = ({micros, timesRaw, ...row}) => ({...row, micros: Number(micros.toFixed(2)), timesRaw: Number(timesRaw.toFixed(2))});
writeFileSync(`${results}/peers.json`, JSON.stringify({machine, rows: rows.map(round)}, null, 2) + '\n');
const table = rows.map(round).map(row => [row.operation, `"${row.who}"`, row.micros, row.timesRaw].join(','));
writeFileSync(`${results}/peers.csv`, ['operation,by,micros,times_raw', ...table].join('\n') + '\n');
