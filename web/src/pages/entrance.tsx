// SPDX-License-Identifier: Apache-2.0
// The door of a unit, for signing in and for setting it up.

import type { ReactNode } from 'react';
import { useT } from '../i18n';
import { useSession } from '../session';
import { FictitiousBanner, LanguageChoice, ThemeChoice } from '../shell';
import { Mark } from '../ui/icon';
import { Page } from '../ui/page';

export function Entrance({ title, children }: { title: string; children: ReactNode }) {
	const t = useT();
	const { unit } = useSession();
	return (
		<div className="entrance">
			<div className="entrance-top">
				{unit && <FictitiousBanner unit={unit} />}
				<header className="entrance-head">
					<div className="brand">
						<Mark />
						<span>
							<bdi className="brand-unit">{unit?.name ?? t('app.name')}</bdi>
							<span className="brand-product">{t('app.name')}</span>
						</span>
					</div>
					<div className="top-tools">
						<LanguageChoice />
						<ThemeChoice />
					</div>
				</header>
				<div className="runway" aria-hidden="true" />
			</div>
			<Page title={title} className="entrance-page">
				{children}
			</Page>
			<footer className="entrance-foot">
				<p>{t('app.notice')}</p>
				<p className="quiet">{t('app.version', { version: unit?.version ?? '' })}</p>
			</footer>
		</div>
	);
}
