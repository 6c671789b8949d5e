'use strict';
// Asks npm's sns-validator about SNS messages without a network: standard input holds
// [{ name, body, certificates: { url: pem } }], standard output { name: "accepted" | "refused: reason" }.
const https = require('https');
const { Readable } = require('stream');

async function main() {
  const cases = JSON.parse(await new Response(process.stdin).text());
  const verdicts = {};
  for (const { name, body, certificates } of cases) {
    verdicts[name] = await ask(body, certificates);
  }
  process.stdout.write(JSON.stringify(verdicts));
}

function ask(body, certificates) {
  https.get = (url, answer) => {
    const pem = Object.hasOwn(certificates, url) ? certificates[url] : null;
    const response = Readable.from(pem === null ? [] : [pem]);
    response.statusCode = pem === null ? 404 : 200;
    process.nextTick(() => answer(response));
    return { on() { return this; } };
  };
  // The validator keeps certificates by URL for the life of its module, so each question gets a fresh one.
  delete require.cache[require.resolve('sns-validator')];
  const Validator = require('sns-validator');
  return new Promise(resolve => {
    try {
      new Validator().validate(body, error => resolve(error ? `refused: ${error.message}` : 'accepted'));
    } catch (error) {
      resolve(`refused: threw ${error.message}`);
    }
  });
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
