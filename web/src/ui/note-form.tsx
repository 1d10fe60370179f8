// SPDX-License-Identifier: Apache-2.0
// A choice and a written reason: how most of the officer's steps are recorded.

import { type ReactNode, useState } from 'react';
import { Choice, Field, SendForm, Sheet, useSending } from './form';

interface NoteSheetProps<Id extends string> {
	title: string;
	choice?: { label: string; options: readonly { id: Id; label: string }[]; first: Id };
	noteLabel: string;
	action: string;
	/** fields of its own, between the choice and the note */
	extra?: (chosen: Id) => ReactNode;
	onSend: (note: string, chosen: Id) => Promise<void>;
	onClose: () => void;
}

export function NoteSheet<Id extends string>(props: NoteSheetProps<Id>) {
	const { title, choice, noteLabel, action, extra, onSend, onClose } = props;
	const [chosen, setChosen] = useState(choice?.first ?? ('' as Id));
	const [note, setNote] = useState('');
	const { sending, error, send } = useSending();
	return (
		<Sheet title={title} onClose={onClose}>
			<SendForm
				action={action}
				sending={sending}
				error={error}
				onCancel={onClose}
				onSubmit={() =>
					send(async () => {
						await onSend(note, chosen);
						onClose();
					})
				}
			>
				{choice && (
					<Choice
						label={choice.label}
						value={chosen}
						onChange={setChosen}
						options={choice.options}
					/>
				)}
				{extra?.(chosen)}
				<Field label={noteLabel} value={note} onChange={setNote} maxLength={4000} />
			</SendForm>
		</Sheet>
	);
}
