import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compression } from 'vite-plugin-compression2';

/** The pages: each folder of src/client with an index.html is one; the server serves what is built here. */
export default defineConfig({
  root: 'src/client',
  base: '/',
  // The server sends what was compressed here: best quality, and no work at each request.
  plugins: [react(), compression({ algorithms: ['gzip', 'brotliCompress'], include: /\.(js|css|html)$/ })],
  build: {
    outDir: resolve('dist/client'),
    emptyOutDir: true,
    manifest: true,
    // antd alone is larger than the default; a page stays under 400 kB gzipped.
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: {
        console: resolve('src/client/console/index.html'),
        tasks: resolve('src/client/tasks/index.html'),
        sidebar: resolve('src/client/sidebar/index.html'),
        sandbox: resolve('src/client/sandbox/index.html'),
        // The server puts it into the sidebar's page where the sandbox frames it.
        'wecom-client': resolve('src/client/sandbox/wecom-client/main.ts'),
      },
    },
  },
});
