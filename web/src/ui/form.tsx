// SPDX-License-Identifier: Apache-2.0
// Fields, choices and dialogs in one style, on React Aria.

import { type ReactNode, type Ref, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog } from 'react-aria-components/Dialog';
import { FieldError } from 'react-aria-components/FieldError';
import { Form } from 'react-aria-components/Form';
import { Heading } from 'react-aria-components/Heading';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Popover } from 'react-aria-components/Popover';
import { SearchField } from 'react-aria-components/SearchField';
import { Select, SelectValue } from 'react-aria-components/Select';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import type { ApiError } from '../api/client';
import { useT } from '../i18n';
import { Key } from './code';
import { Icon } from './icon';
import { ErrorNotice } from './page';

interface FieldProps {
	label: string;
	value: string;
	onChange: (value: string) => void;
	type?: 'text' | 'password';
	hint?: string | undefined;
	autoComplete?: string;
	autoFocus?: boolean;
	required?: boolean;
	latin?: boolean;
	minLength?: number;
	maxLength?: number;
	validate?: (value: string) => string | null;
}

export function Field(props: FieldProps) {
	const { label, hint, latin, required = true, ...rest } = props;
	return (
		<TextField className="field" isRequired={required} validationBehavior="native" {...rest}>
			<Label>{label}</Label>
			<Input className="input" dir={latin ? 'ltr' : undefined} spellCheck={false} />
			{hint && (
				<Text slot="description" className="hint">
					{hint}
				</Text>
			)}
			<FieldError className="field-error" />
		</TextField>
	);
}

/** A text of several lines. */
export function LongField(props: Omit<FieldProps, 'type' | 'latin' | 'validate' | 'autoComplete'>) {
	const { label, hint, required = true, ...rest } = props;
	return (
		<TextField className="field" isRequired={required} validationBehavior="native" {...rest}>
			<Label>{label}</Label>
			<TextArea className="input" rows={3} dir="auto" />
			{hint && (
				<Text slot="description" className="hint">
					{hint}
				</Text>
			)}
			<FieldError className="field-error" />
		</TextField>
	);
}

interface ChecksProps {
	legend: string;
	hint?: string;
	options: readonly { id: string; label: string }[];
	chosen: readonly string[];
	onChange: (chosen: string[]) => void;
}

/** Any number of choices; what is chosen keeps the order of the options. */
export function Checks({ legend, hint, options, chosen, onChange }: ChecksProps) {
	const toggle = (id: string, on: boolean) =>
		onChange(
			options.map((option) => option.id).filter((one) => (one === id ? on : chosen.includes(one))),
		);
	return (
		<fieldset className="checks">
			<legend>{legend}</legend>
			{hint && <p className="hint">{hint}</p>}
			{options.map((option) => (
				<label key={option.id} className="check">
					<input
						type="checkbox"
						checked={chosen.includes(option.id)}
						onChange={(event) => toggle(option.id, event.target.checked)}
					/>
					{option.label}
				</label>
			))}
		</fieldset>
	);
}

interface SearchProps {
	label: string;
	value: string;
	onChange: (value: string) => void;
	inputRef?: Ref<HTMLInputElement>;
	hint?: string;
}

export function Search({ label, value, onChange, inputRef, hint }: SearchProps) {
	return (
		<SearchField className="search" aria-label={label} value={value} onChange={onChange}>
			<Icon name="search" />
			<Input className="input" placeholder={label} ref={inputRef ?? null} />
			{hint && <Key>{hint}</Key>}
		</SearchField>
	);
}

export interface Option<Id extends string> {
	id: Id;
	label: ReactNode;
}

interface ChoiceProps<Id extends string> {
	label: string;
	value: Id;
	onChange: (value: Id) => void;
	options: readonly Option<Id>[];
}

/** A few choices side by side, exactly one taken. */
export function Segmented<Id extends string>(props: ChoiceProps<Id>) {
	const { label, value, onChange, options } = props;
	return (
		<ToggleButtonGroup
			className="segmented"
			aria-label={label}
			disallowEmptySelection
			selectionMode="single"
			selectedKeys={[value]}
			onSelectionChange={(keys) => {
				const chosen = options.find((option) => keys.has(option.id));
				if (chosen) onChange(chosen.id);
			}}
		>
			{options.map((option) => (
				<ToggleButton key={option.id} id={option.id}>
					{option.label}
				</ToggleButton>
			))}
		</ToggleButtonGroup>
	);
}

/** One of several, from a list that opens. */
export function Choice<Id extends string>(props: ChoiceProps<Id> & { compact?: boolean }) {
	const { label, value, onChange, options, compact = false } = props;
	return (
		<Select
			className={compact ? 'select compact' : 'field select'}
			aria-label={compact ? label : undefined}
			value={value}
			onChange={(key) => {
				const chosen = options.find((option) => option.id === key);
				if (chosen) onChange(chosen.id);
			}}
		>
			{!compact && <Label>{label}</Label>}
			<Button className="select-button">
				<SelectValue />
				<Icon name="down" />
			</Button>
			<Popover className="popover">
				<ListBox className="listbox">
					{options.map((option) => (
						<ListBoxItem
							key={option.id}
							id={option.id}
							textValue={typeof option.label === 'string' ? option.label : option.id}
						>
							{option.label}
						</ListBoxItem>
					))}
				</ListBox>
			</Popover>
		</Select>
	);
}

interface SheetProps {
	title: string;
	onClose: () => void;
	children: ReactNode;
	wide?: boolean;
	alert?: boolean;
}

/** A dialog that holds the focus until it is answered or closed. */
export function Sheet({ title, onClose, children, wide = false, alert = false }: SheetProps) {
	return (
		<ModalOverlay
			className="overlay"
			isOpen
			isDismissable={!alert}
			onOpenChange={(open) => {
				if (!open) onClose();
			}}
		>
			<Modal className={wide ? 'modal wide' : 'modal'}>
				<Dialog className="dialog" role={alert ? 'alertdialog' : 'dialog'}>
					<Heading slot="title" level={2}>
						{title}
					</Heading>
					{children}
				</Dialog>
			</Modal>
		</ModalOverlay>
	);
}

/** What a form is doing: idle, sending, or refused with a reason. */
export function useSending() {
	const [sending, setSending] = useState(false);
	const [error, setError] = useState<ApiError>();
	const busy = useRef(false);
	const send = async (work: () => Promise<void>) => {
		if (busy.current) return;
		busy.current = true;
		setSending(true);
		setError(undefined);
		try {
			await work();
		} catch (cause) {
			setError(cause as ApiError);
		} finally {
			busy.current = false;
			setSending(false);
		}
	};
	return { sending, error, send };
}

interface SendFormProps {
	onSubmit: () => void;
	/** of useSending */
	sending: boolean;
	error: ApiError | undefined;
	action: string;
	disabled?: boolean;
	/** a form in a sheet can be left without sending */
	onCancel?: () => void;
	children: ReactNode;
}

/** Fields, then what was refused, then the buttons. */
export function SendForm(props: SendFormProps) {
	const { onSubmit, sending, error, action, disabled = false, onCancel, children } = props;
	const t = useT();
	return (
		<Form
			className="form"
			onSubmit={(event) => {
				event.preventDefault();
				onSubmit();
			}}
		>
			{children}
			{error && <ErrorNotice error={error} />}
			<div className="buttons">
				<Button
					type="submit"
					className={onCancel ? 'button primary' : 'button primary wide'}
					isDisabled={disabled}
					data-pending={sending || undefined}
				>
					{action}
				</Button>
				{onCancel && (
					<Button className="button" onPress={onCancel}>
						{t('action.cancel')}
					</Button>
				)}
			</div>
		</Form>
	);
}

interface MoreProps {
	/** of usePages */
	more: (() => void) | undefined;
	busy: boolean;
}

export function More({ more, busy }: MoreProps) {
	const t = useT();
	if (!more) return null;
	return (
		<Button className="button" data-pending={busy || undefined} onPress={more}>
			{t('action.more')}
		</Button>
	);
}

interface ConfirmProps {
	title: string;
	text: ReactNode;
	action: string;
	danger?: boolean;
	onConfirm: () => Promise<void>;
	onClose: () => void;
}

export function Confirm({ title, text, action, danger = false, onConfirm, onClose }: ConfirmProps) {
	const t = useT();
	const { sending, error, send } = useSending();
	return (
		<Sheet title={title} onClose={onClose} alert>
			<p>{text}</p>
			{error && <ErrorNotice error={error} />}
			<div className="buttons">
				<Button
					className={danger ? 'button danger' : 'button primary'}
					data-pending={sending || undefined}
					onPress={() =>
						send(async () => {
							await onConfirm();
							onClose();
						})
					}
				>
					{action}
				</Button>
				<Button className="button" onPress={onClose}>
					{t('action.cancel')}
				</Button>
			</div>
		</Sheet>
	);
}
