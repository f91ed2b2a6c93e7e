// A real browser: `node browser.mjs` reads {chromium, url, badge, endorsement, picture, revoke: {url, key}, screenshots} on stdin, walks
// the pages as a person would, and prints what it saw as JSON.
import {mkdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {createRequire} from 'node:module';
import {chromium} from 'playwright-core';

const input = JSON.parse(readFileSync(0, 'utf8'));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
mkdirSync(input.screenshots, {recursive: true});

const browser = await chromium.launch({
  executablePath: input.chromium,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const sizes = {phone: {width: 390, height: 844}, desktop: {width: 1280, height: 900}};
// The pages' own policy forbids scripts from elsewhere; the accessibility checker is one.
const context = await browser.newContext({bypassCSP: true});
const page = await context.newPage();
const seen = {violations: [], overflow: [], foreign: [], console: [], requests: {}};
const origin = new URL(input.url).origin;
page.on('request', request => {
  if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) {
    seen.foreign.push(request.url());
  }
});
page.on('console', message => {
  // A page that is not there is one of those visited.
  if (message.type() === 'error' && !message.text().includes('404')) {
    seen.console.push(message.text());
  }
});

/** Looks at a page in both sizes: a screenshot, accessibility, no sideways scrolling. */
async function look(name) {
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    await page.screenshot({path: join(input.screenshots, `${name}-${size}.png`), fullPage: true});
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) {
      seen.overflow.push(`${name} ${size}: ${wide} px`);
    }
    await page.evaluate(axe);
    const {violations} = await page.evaluate(() => window.axe.run());
    for (const {id, nodes} of violations) {
      seen.violations.push(`${name} ${size}: ${id} at ${nodes.map(n => n.target.join(' ')).join(', ')}`);
    }
  }
}

async function visit(name, path) {
  const loads = [];
  const note = request => loads.push(request.resourceType());
  page.on('request', note);
  await page.goto(new URL(path, input.url).href);
  page.off('request', note);
  seen.requests[name] = loads;
  await look(name);
  return page.locator('main').innerText();
}

seen.home = await visit('home', '/');
seen.issuer = await visit('issuer', '/issuers/default');
seen.endorsement = await visit('endorsement', input.endorsement);
seen.badge = await visit('badge', input.badge);
await page.emulateMedia({media: 'print'});
const pdf = await page.pdf({path: join(input.screenshots, 'badge.pdf'), format: 'Letter'});
seen.sheets = (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;
await page.emulateMedia({media: 'screen'});
seen.achievements = await visit('achievements', '/achievements');
seen.achievement = await visit('achievement', '/achievements/academic-rigor');
seen.stack = await visit('stack', '/achievements/lead-teacher');
seen.component = await visit('component', '/frameworks/tess/2b');
seen.docs = await visit('docs', '/docs');
seen.problems = await visit('problems', '/problems');
seen.missing = await visit('missing', '/credentials/1b671a64-40d5-491e-99b0-da01ff1f3341');
seen.form = await visit('verify', '/verify');

/** Drops the picture on the form, as a hand with a mouse does. */
async function drop() {
  await page.goto(new URL('/verify', input.url).href);
  const bytes = readFileSync(input.picture).toString('base64');
  const files = await page.evaluateHandle(data => {
    const transfer = new DataTransfer();
    const binary = Uint8Array.from(atob(data), c => c.charCodeAt(0));
    transfer.items.add(new File([binary], 'badge.png', {type: 'image/png'}));
    return transfer;
  }, bytes);
  await Promise.all([
    page.waitForFunction(() => document.querySelector('[data-verdict]')),
    page.dispatchEvent('[data-drop]', 'drop', {dataTransfer: files}),
  ]);
}
await drop();
seen.verdict = await page.locator('[data-verdict]').first().getAttribute('data-verdict');
await look('report-valid');

await fetch(input.revoke.url, {
  method: 'POST', body: JSON.stringify({reason: 'portfolio withdrawn'}),
  headers: {'Authorization': `Bearer ${input.revoke.key}`, 'Content-Type': 'application/json'},
});
seen.badgeRevoked = await visit('badge-revoked', input.badge);
await drop();
seen.verdictRevoked = await page.locator('[data-verdict]').first().getAttribute('data-verdict');
await look('report-revoked');

// Without JavaScript the form is an ordinary one.
const plain = await (await browser.newContext({javaScriptEnabled: false})).newPage();
await plain.goto(new URL('/verify', input.url).href);
await plain.setInputFiles('input[type=file]', input.picture);
await Promise.all([plain.waitForNavigation(), plain.locator('form:has(input[type=file]) button[type=submit]').click()]);
seen.verdictWithoutScript = await plain.locator('[data-verdict]').first().getAttribute('data-verdict');

await browser.close();
console.log(JSON.stringify(seen));
