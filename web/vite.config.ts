// SPDX-License-Identifier: Apache-2.0
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
	plugins: [react()],
	json: { namedExports: false },
	build: {
		outDir: 'dist',
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
		target: 'es2022',
		rolldownOptions: {
			output: { codeSplitting: { groups: [{ name: 'libraries', test: /node_modules/ }] } },
		},
	},
	server: {
		proxy: { '/api': 'http://127.0.0.1:8080' },
	},
});
