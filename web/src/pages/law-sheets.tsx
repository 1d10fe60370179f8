// SPDX-License-Identifier: Apache-2.0
// A version of the profile: looked at, proposed by one office, decided by another.

import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';
import { post } from '../api/client';
import type { ProfileCheck, ProfileVersion } from '../api/types';
import { useRead } from '../api/use-read';
import { useT } from '../i18n';
import { announce } from '../ui/announce';
import { Code } from '../ui/code';
import { Field, SendForm, Sheet, useSending } from '../ui/form';
import { Answer, ErrorNotice, Fact, Facts, Notice } from '../ui/page';

/** What the unit says of a text, in its own words. */
function Checked({ check }: { check: ProfileCheck }) {
	const t = useT();
	if (check.faults.length === 0)
		return (
			<Notice tone="good" title={t('law.check-good')}>
				<ul className="sentences" lang="en" dir="ltr">
					{(check.explanation ?? []).map((line) => (
						<li key={line}>{line}</li>
					))}
				</ul>
			</Notice>
		);
	return (
		<Notice tone="error" title={t('law.check-faults', { n: check.faults.length })} alert>
			<ul className="sentences" lang="en" dir="ltr">
				{check.faults.map((fault) => (
					<li key={`${fault.line} ${fault.text}`}>
						{fault.line !== undefined && <Code mono>{fault.line}</Code>} {fault.text}
						{fault.rule && ` (${fault.rule})`}
					</li>
				))}
			</ul>
		</Notice>
	);
}

function TextOf({ version, children }: { version: ProfileVersion; children?: ReactNode }) {
	const t = useT();
	const read = useRead<ProfileVersion>(`/profile/versions/${version.id}`);
	return (
		<Answer read={read}>
			{(whole) => (
				<>
					<Facts>
						<Fact label={t('law.reason')}>
							<bdi>{whole.reason}</bdi>
						</Fact>
						{whole.decision_reason && (
							<Fact label={t('law.decision-reason')}>
								<bdi>{whole.decision_reason}</bdi>
							</Fact>
						)}
					</Facts>
					{/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must take the focus */}
					<pre className="profile-text" dir="ltr" tabIndex={0}>
						{whole.content}
					</pre>
					{children}
				</>
			)}
		</Answer>
	);
}

export function VersionSheet(props: { version: ProfileVersion; onClose: () => void }) {
	const t = useT();
	return (
		<Sheet title={t('law.version-title', { n: props.version.id })} onClose={props.onClose} wide>
			<TextOf version={props.version} />
			<div className="buttons">
				<Button className="button primary" onPress={props.onClose}>
					{t('action.close')}
				</Button>
			</div>
		</Sheet>
	);
}

interface DecideProps {
	version: ProfileVersion;
	onClose: () => void;
	onDecided: () => void;
}

export function DecideSheet({ version, onClose, onDecided }: DecideProps) {
	const t = useT();
	const [reason, setReason] = useState('');
	const { sending, error, send } = useSending();
	const decide = (approve: boolean) =>
		send(async () => {
			await post<ProfileVersion>(`/profile/versions/${version.id}/decision`, { approve, reason });
			announce(t(approve ? 'law.approved' : 'law.refused'));
			onDecided();
			onClose();
		});
	return (
		<Sheet title={t('law.version-title', { n: version.id })} onClose={onClose} wide>
			<TextOf version={version}>
				<SendForm
					onSubmit={() => decide(true)}
					sending={sending}
					error={error}
					action={t('law.approve')}
					onCancel={onClose}
				>
					<Field
						label={t('law.decision-reason')}
						value={reason}
						onChange={setReason}
						autoComplete="off"
						minLength={10}
						maxLength={2000}
					/>
					<p>{t('law.approve-text')}</p>
					<div className="buttons">
						<Button className="button danger" onPress={() => decide(false)}>
							{t('law.refuse')}
						</Button>
					</div>
				</SendForm>
			</TextOf>
		</Sheet>
	);
}

interface ProposeProps {
	onClose: () => void;
	onProposed: () => void;
}

export function ProposeSheet({ onClose, onProposed }: ProposeProps) {
	const t = useT();
	const [content, setContent] = useState('');
	const [reason, setReason] = useState('');
	const [check, setCheck] = useState<ProfileCheck>();
	const { sending, error, send } = useSending();
	const checking = useSending();
	const look = () =>
		checking.send(async () => setCheck(await post<ProfileCheck>('/profile/check', { content })));
	const submit = () =>
		send(async () => {
			await post<ProfileVersion>('/profile/versions', { content, reason });
			announce(t('law.proposed-done'));
			onProposed();
			onClose();
		});
	return (
		<Sheet title={t('law.propose')} onClose={onClose} wide>
			<SendForm
				onSubmit={submit}
				sending={sending}
				error={error}
				action={t('law.propose-send')}
				disabled={check?.faults.length !== 0}
				onCancel={onClose}
			>
				<p>{t('law.propose-text')}</p>
				<TextField
					className="field"
					isRequired
					value={content}
					onChange={(value) => {
						setContent(value);
						setCheck(undefined);
					}}
				>
					<Label>{t('law.content')}</Label>
					<TextArea className="input profile-text" dir="ltr" rows={12} spellCheck={false} />
				</TextField>
				<div className="buttons">
					<Button className="button" data-pending={checking.sending || undefined} onPress={look}>
						{t('law.check')}
					</Button>
				</div>
				{checking.error && <ErrorNotice error={checking.error} />}
				{check && <Checked check={check} />}
				<Field
					label={t('law.reason')}
					value={reason}
					onChange={setReason}
					autoComplete="off"
					minLength={10}
					maxLength={2000}
				/>
			</SendForm>
		</Sheet>
	);
}
