// SPDX-License-Identifier: Apache-2.0
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { LanguageProvider } from './i18n';
import { SessionProvider } from './session';
import './styles/index.css';

const root = document.getElementById('root');
if (root) {
	createRoot(root).render(
		<StrictMode>
			<LanguageProvider>
				<SessionProvider>
					<App />
				</SessionProvider>
			</LanguageProvider>
		</StrictMode>,
	);
}
