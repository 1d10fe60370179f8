// SPDX-License-Identifier: Apache-2.0
// For what somebody works: asked once for a piece of work, shown while it lasts, on record with each act.

import { type ReactNode, useEffect, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { post, remove } from './api/client';
import type { Profile, ProfilePage, Role, Session, Task } from './api/types';
import { useRead } from './api/use-read';
import { useT } from './i18n';
import { useTick } from './lib/clock';
import type { Needs } from './nav';
import { useMay, useSession } from './session';
import { announce } from './ui/announce';
import { Countdown } from './ui/code';
import { Choice, Field, SendForm, Sheet, useSending } from './ui/form';
import { Icon } from './ui/icon';
import { Answer, Notice, Page } from './ui/page';

const MINUTES = ['30', '60', '120', '240', '480'] as const;

interface FormProps {
	profile: Profile;
	role: Role;
	onOpened: () => void;
	onCancel?: () => void;
}

function useNewTask(profile: Profile, role: Role) {
	const purposes = profile.purposes.filter((purpose) => purpose.roles.includes(role));
	const [form, setForm] = useState({
		purpose: purposes[0]?.name ?? '',
		offence: profile.offences[0]?.name ?? '',
		justification: '',
		case: '',
		minutes: '240' as (typeof MINUTES)[number],
		air_link: false,
	});
	const purpose = purposes.find(({ name }) => name === form.purpose);
	const offence = purpose?.offence ?? false;
	const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }));
	const { offence: named, air_link, minutes, ...rest } = form;
	const body = {
		...rest,
		minutes: Number(minutes),
		...(offence && { offence: named, air_link }),
	};
	return { purposes, form, set, offence, body };
}

/** Purpose, offence, justification, case and end; nothing that the law does not know can be chosen. */
function TaskForm({ profile, role, onOpened, onCancel }: FormProps) {
	const t = useT();
	const { signedIn } = useSession();
	const { purposes, form, set, offence, body } = useNewTask(profile, role);
	const { sending, error, send } = useSending();
	const submit = () =>
		send(async () => {
			signedIn(await post<Session>('/task', body));
			announce(t('task.opened'));
			onOpened();
		});
	if (purposes.length === 0) return <Notice tone="warning">{t('task.no-purpose')}</Notice>;
	return (
		<SendForm
			onSubmit={submit}
			sending={sending}
			error={error}
			action={t('task.open')}
			{...(onCancel && { onCancel })}
		>
			<Choice
				label={t('task.purpose')}
				value={form.purpose}
				onChange={(purpose) => set({ purpose })}
				options={purposes.map(({ name, title }) => ({ id: name, label: title }))}
			/>
			{offence && (
				<Choice
					label={t('task.offence')}
					value={form.offence}
					onChange={(value) => set({ offence: value })}
					options={profile.offences.map(({ name, title }) => ({ id: name, label: title }))}
				/>
			)}
			{offence && profile.air_link && (
				<label className="check">
					<input
						type="checkbox"
						checked={form.air_link}
						onChange={(event) => set({ air_link: event.target.checked })}
					/>
					{t('task.air-link')}
				</label>
			)}
			<Field
				label={t('task.justification')}
				hint={t('task.justification-hint')}
				value={form.justification}
				onChange={(justification) => set({ justification })}
				autoComplete="off"
				minLength={10}
				maxLength={400}
			/>
			<Field
				label={t('task.case')}
				value={form.case}
				onChange={(value) => set({ case: value })}
				autoComplete="off"
				minLength={3}
				maxLength={60}
			/>
			<Choice
				label={t('task.minutes')}
				value={form.minutes}
				onChange={(minutes) => set({ minutes })}
				options={MINUTES.map((id) => ({ id, label: t('task.for-minutes', { n: Number(id) }) }))}
			/>
		</SendForm>
	);
}

/** What the role may do here, and has not said for what. */
function TaskPage({ session }: { session: Session }) {
	const t = useT();
	const read = useRead<ProfilePage>('/profile');
	return (
		<Page title={t('task.title')} className="narrow">
			<p className="lead">{t('task.text')}</p>
			<Answer read={read}>
				{({ profile }) => (
					<TaskForm profile={profile} role={session.user.role} onOpened={() => {}} />
				)}
			</Answer>
		</Page>
	);
}

/** A page that needs a task is shown while there is one. */
export function TaskGate({ needs, children }: { needs: Needs; children: ReactNode }) {
	const { session } = useSession();
	const may = useMay();
	const held = (typeof needs === 'string' ? [needs] : needs).filter(may);
	if (session && !session.task && held.every((one) => session.task_for.includes(one)))
		return <TaskPage session={session} />;
	return children;
}

function TaskSheet({ session, onClose }: { session: Session; onClose: () => void }) {
	const t = useT();
	const read = useRead<ProfilePage>('/profile');
	return (
		<Sheet title={t('task.title')} onClose={onClose}>
			<Answer read={read}>
				{({ profile }) => (
					<TaskForm
						profile={profile}
						role={session.user.role}
						onOpened={onClose}
						onCancel={onClose}
					/>
				)}
			</Answer>
		</Sheet>
	);
}

/** Leaves the task at its end; the unit has done so already. */
function useTaskEnd(task: Task | undefined): void {
	const { offTask } = useSession();
	const over = useTick((now) => (task && now >= Date.parse(task.ends_at) ? 1 : 0));
	useEffect(() => {
		if (over) offTask();
	}, [over, offTask]);
}

function OnTask({ task }: { task: Task }) {
	const t = useT();
	const read = useRead<ProfilePage>('/profile');
	const profile = read.data?.profile;
	const purpose = profile?.purposes.find(({ name }) => name === task.purpose);
	const offence = profile?.offences.find(({ name }) => name === task.offence);
	return (
		<p className="task-words">
			<Icon name="law" />
			<strong>
				<bdi>{purpose?.title ?? task.purpose}</bdi>
			</strong>
			{task.offence && <bdi>{offence?.title ?? task.offence}</bdi>}
			<span>
				{t('task.case')}: <bdi>{task.case}</bdi>
			</span>
			<span title={task.justification}>
				{t('task.left')} <Countdown deadline={task.ends_at} />
			</span>
		</p>
	);
}

/** At the head of every page, for those whose work needs a task. */
export function TaskBar({ session }: { session: Session }) {
	const t = useT();
	const { offTask } = useSession();
	const [open, setOpen] = useState(false);
	const { sending, send } = useSending();
	const { task } = session;
	useTaskEnd(task);
	if (session.task_for.length === 0) return null;
	const close = () =>
		send(async () => {
			await remove('/task');
			offTask();
		});
	return (
		<section className="task-bar" aria-label={t('task.label')} data-on={task ? '' : undefined}>
			{task ? <OnTask task={task} /> : <p>{t('task.none')}</p>}
			<div className="buttons">
				<Button className="button small" onPress={() => setOpen(true)}>
					{t(task ? 'task.change' : 'task.open')}
				</Button>
				{task && (
					<Button className="button small" data-pending={sending || undefined} onPress={close}>
						{t('task.close')}
					</Button>
				)}
			</div>
			{open && <TaskSheet session={session} onClose={() => setOpen(false)} />}
		</section>
	);
}
