'use strict';

// What the extension tells the language client, apart from the editor so that it can be tested alone.

function serverOptions(settings) {
  return {command: settings.path || 'pratique', args: ['lsp']};
}

function clientOptions(settings) {
  return {
    documentSelector: [
      {scheme: 'file', language: 'dockerfile'},
      {scheme: 'file', language: 'json'},
    ],
    initializationOptions: settings.bundle ? {bundle: settings.bundle} : {},
  };
}

module.exports = {serverOptions, clientOptions};
