'use strict';
// Validates documents against a JSON Schema (draft 2020-12) with npm's ajv: standard input holds
// { schema, documents: [{ name, value }] }, standard output { name: "valid" | "place: why; ..." }.
const Ajv = require('ajv/dist/2020').default;

async function main() {
  const { schema, documents } = JSON.parse(await new Response(process.stdin).text());
  // strict also refuses keywords that the draft does not know, such as misspelt ones.
  const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, strictRequired: false, strictTypes: false, strictTuples: false }).compile(schema);
  const verdicts = {};
  for (const { name, value } of documents) {
    verdicts[name] = validate(value) ? 'valid' : validate.errors.map((e) => `${e.instancePath || '/'}: ${e.message}`).join('; ');
  }
  process.stdout.write(JSON.stringify(verdicts));
}

main();
