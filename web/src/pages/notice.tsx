// SPDX-License-Identifier: Apache-2.0
// What anybody may know, without an account: who processes what, for what, and which rights there are.

import { Link } from 'wouter';
import type { PublicNotice } from '../api/oversight';
import { useRead } from '../api/use-read';
import { useT } from '../i18n';
import { Answer, Section } from '../ui/page';
import { Entrance } from './entrance';
import { Statistics } from './oversight';

const PARTS = ['what', 'why', 'how', 'long', 'rights', 'carriers'] as const;

function Notice({ notice }: { notice: PublicNotice }) {
	const t = useT();
	return (
		<>
			<dl className="details">
				<div>
					<dt>{t('notice.who')}</dt>
					<dd>
						<bdi>
							{notice.name}, {notice.state}
						</bdi>
					</dd>
				</div>
				<div>
					<dt>{t('notice.law')}</dt>
					<dd>
						<bdi>{notice.legal_basis}</bdi>
					</dd>
				</div>
			</dl>
			{PARTS.map((part) => (
				<Section key={part} title={t(`notice.${part}`)}>
					<p>{t(`notice.${part}-text`)}</p>
				</Section>
			))}
			<Section title={t('oversight.statistics')}>
				<Statistics rows={notice.statistics} />
			</Section>
		</>
	);
}

export function NoticePage({ signedIn }: { signedIn: boolean }) {
	const t = useT();
	const read = useRead<PublicNotice>('/notice');
	return (
		<Entrance title={t('notice.title')}>
			<Answer read={read}>{(notice) => <Notice notice={notice} />}</Answer>
			<p>
				<Link href="/">{t(signedIn ? 'not-found.home' : 'sign-in.title')}</Link>
			</p>
		</Entrance>
	);
}
