'use strict';
// A browser that tells all that a page does, and a list of what was wrong.

const { pathToFileURL } = require('node:url');
const puppeteer = require('puppeteer-core');

const QUIET = [
  '--no-sandbox', // the tests may run as root, where there is none
  '--disable-quic',
  '--disable-background-networking',
  '--no-first-run',
  '--disable-gpu',
];

const wrong = [];
let looked = 0;

// Notes what is wrong, in words.
function check(right, words) {
  looked += 1;
  if (!right) wrong.push(words);
}

function same(found, expected, words) {
  const [one, other] = [found, expected].map((value) => JSON.stringify(value));
  check(one === other, `${words}: ${one} is not ${other}`);
}

// Opens a page of a folder; what it asks for and complains of is noted.
async function open(browser, file, { width = 1440, hash = '', dark = false } = {}) {
  const page = await browser.newPage();
  const address = pathToFileURL(file).href;
  page.on('request', (request) => {
    const asked = request.url().split('#')[0];
    // A picture within the page is not asked of anybody.
    if (asked !== address && !asked.startsWith('data:')) wrong.push(`${file} asks for ${asked.slice(0, 100)}`);
  });
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) wrong.push(`${file} says ${message.text()}`);
  });
  page.on('pageerror', (error) => wrong.push(`${file} fails: ${error.message}`));
  await page.evaluateOnNewDocument(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`the policy forbids ${violatedDirective} ${blockedURI}`);
    });
  });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]);
  await page.setViewport({ width, height: 900 });
  await page.goto(address + hash, { waitUntil: 'load' });
  return page;
}

// Runs a test in a browser of its own and ends with what was wrong.
async function run(test) {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const browser = await puppeteer.launch({ executablePath, args: QUIET, headless: true });
  try {
    await test(browser);
  } catch (error) {
    wrong.push(error.stack);
  } finally {
    await browser.close();
  }
  check(looked > 0, 'nothing was looked at');
  console.log(`${looked} things looked at, ${wrong.length} wrong`);
  for (const words of wrong.slice(0, 60)) console.log(`- ${words}`);
  process.exitCode = wrong.length ? 1 : 0;
}

module.exports = { check, same, open, run };
