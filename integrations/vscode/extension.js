'use strict';

const vscode = require('vscode');
const {LanguageClient} = require('vscode-languageclient/node');
const {serverOptions, clientOptions} = require('./options');

let client;

async function start() {
  const configuration = vscode.workspace.getConfiguration('pratique');
  const settings = {path: configuration.get('path'), bundle: configuration.get('bundle')};
  client = new LanguageClient('pratique', 'Pratique', serverOptions(settings), clientOptions(settings));
  await client.start();
}

async function stop() {
  const running = client;
  client = undefined;
  if (running) {
    await running.stop();
  }
}

async function activate(context) {
  context.subscriptions.push(vscode.workspace.onDidChangeConfiguration(async (event) => {
    if (event.affectsConfiguration('pratique')) {
      await stop();
      await start();
    }
  }));
  await start();
}

module.exports = {activate, deactivate: stop};
