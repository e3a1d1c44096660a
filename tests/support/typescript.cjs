// For processes that a test starts: requires our TypeScript as the build compiles it.
const { transformFileSync } = require('@swc/core');

require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file).code, file);
