'use strict';

const assert = require('node:assert');
const {spawn} = require('node:child_process');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const test = require('node:test');

const manifest = require('./package.json');
const {serverOptions, clientOptions} = require('./options');

test('the manifest names files and settings that there are', () => {
  assert.ok(fs.existsSync(path.join(__dirname, manifest.main)));
  for (const name of Object.keys(manifest.contributes.configuration.properties)) {
    assert.match(name, /^pratique\.(path|bundle)$/);
  }
});

test('settings become options', () => {
  assert.deepStrictEqual(serverOptions({path: '/opt/pratique'}), {command: '/opt/pratique', args: ['lsp']});
  assert.deepStrictEqual(serverOptions({}), {command: 'pratique', args: ['lsp']});
  assert.deepStrictEqual(clientOptions({bundle: 'p.json'}).initializationOptions, {bundle: 'p.json'});
  assert.deepStrictEqual(clientOptions({}).initializationOptions, {});
});

test('the extension starts, restarts on a change of its settings, and stops', async () => {
  const calls = [];
  let changed;
  const editor = {workspace: {
    getConfiguration: () => ({get: (key) => (key === 'path' ? 'pratique' : 'p.json')}),
    onDidChangeConfiguration: (f) => { changed = f; return {dispose() {}}; },
  }};
  class LanguageClient {
    constructor(id, name, server, options) { calls.push(['new', id, server.args[0], options.initializationOptions.bundle]); }
    async start() { calls.push(['start']); }
    async stop() { calls.push(['stop']); }
  }
  const load = Module._load;
  Module._load = (request, ...rest) => {
    if (request === 'vscode') return editor;
    if (request === 'vscode-languageclient/node') return {LanguageClient};
    return load(request, ...rest);
  };
  try {
    const extension = require('./extension');
    const subscriptions = [];
    await extension.activate({subscriptions});
    await changed({affectsConfiguration: () => false});
    await changed({affectsConfiguration: (name) => name === 'pratique'});
    await extension.deactivate();
    await extension.deactivate();
    assert.strictEqual(subscriptions.length, 1);
  } finally {
    Module._load = load;
  }
  const one = ['new', 'pratique', 'lsp', 'p.json'];
  assert.deepStrictEqual(calls, [one, ['start'], ['stop'], one, ['start'], ['stop']]);
});

test('the program that it starts answers', {skip: !process.env.PRATIQUE && 'PRATIQUE names no program'}, async () => {
  const {args} = serverOptions({});
  const server = spawn(process.env.PRATIQUE, args, {stdio: ['pipe', 'pipe', 'inherit']});
  const send = (message) => {
    const text = JSON.stringify({jsonrpc: '2.0', ...message});
    server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  let said = '';
  server.stdout.on('data', (data) => { said += data; });
  const until = async (text) => {
    for (let i = 0; i < 600 && !said.includes(text); i++) {
      await new Promise((done) => setTimeout(done, 50));
    }
    assert.ok(said.includes(text), said);
  };
  const {initializationOptions} = clientOptions({bundle: 'default'});
  send({id: 1, method: 'initialize', params: {processId: null, rootUri: null, capabilities: {}, initializationOptions}});
  await until('hoverProvider');
  send({method: 'textDocument/didOpen', params: {textDocument: {uri: 'file:///w/Dockerfile', languageId: 'dockerfile', version: 1, text: 'FROM a:1\nUSER root\n'}}});
  await until('dockerfile/effective_user');
  send({id: 2, method: 'shutdown'});
  await until('"id":2');
  send({method: 'exit'});
  const code = await new Promise((done) => server.on('exit', done));
  assert.strictEqual(code, 0);
});
