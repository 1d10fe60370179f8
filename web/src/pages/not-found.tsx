// SPDX-License-Identifier: Apache-2.0
import { Link } from 'wouter';
import { useT } from '../i18n';
import { useSession } from '../session';
import { Notice, Page } from '../ui/page';

export function NotFoundPage() {
	const t = useT();
	return (
		<Page title={t('not-found.title')}>
			<Notice tone="info">
				<p>{t('error.not-found')}</p>
				<p>
					<Link href="/">{t('not-found.home')}</Link>
				</p>
			</Notice>
		</Page>
	);
}

export function NotPermittedPage() {
	const t = useT();
	const { session } = useSession();
	return (
		<Page title={t('not-permitted.title')}>
			<Notice tone="warning">
				<p>{session && t('not-permitted.text', { role: t(`role.${session.user.role}`) })}</p>
				<p>
					<Link href="/">{t('not-found.home')}</Link>
				</p>
			</Notice>
		</Page>
	);
}
