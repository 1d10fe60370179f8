// SPDX-License-Identifier: Apache-2.0
// The way back up.

import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useT } from '../i18n';

export interface Crumb {
	href: string;
	label: ReactNode;
}

export function Crumbs({ to }: { to: readonly Crumb[] }) {
	const t = useT();
	return (
		<nav className="crumbs" aria-label={t('crumbs.label')}>
			<ol>
				{to.map((crumb) => (
					<li key={crumb.href}>
						<Link href={crumb.href}>{crumb.label}</Link>
					</li>
				))}
			</ol>
		</nav>
	);
}
